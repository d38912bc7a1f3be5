import { execFileSync } from "node:child_process";

/** Builds dist/ once before the tests. */
export function setup(): void {
  run("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json");
  run("scripts/bundle-browser.mjs");
}

function run(...args: readonly string[]): void {
  execFileSync(process.execPath, args, { stdio: "inherit" });
}
