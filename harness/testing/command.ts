import { spawn } from "node:child_process";
import path from "node:path";
import { commandCache } from "./folders.ts";

/** How a run of the command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** Another than the built one. */
  readonly file?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export const commandFile = path.resolve("dist/harness/cli.js");

/** Runs the built command as a user would, without a terminal, without colours. */
export function headwater(
  args: readonly string[],
  { cwd, file = commandFile, environment }: CommandOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NO_COLOR: "1",
      CI: "true",
      HEADWATER_CACHE: commandCache,
      ...environment,
    },
    ...(cwd === undefined ? {} : { cwd }),
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}
