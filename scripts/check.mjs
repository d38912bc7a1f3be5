// The static checks, side by side: every script of package.json that is named `check:`, the longest first.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
const waiting = Object.keys(scripts).filter((name) => name.startsWith("check:"));
const failed = [];
await Promise.all(Array.from({ length: availableParallelism() }, work));
if (failed.length > 0) {
  console.error(`failed: ${failed.join(", ")}`);
  process.exitCode = 1;
}

async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const { code, output } = await run(name);
    process.stdout.write(`> ${name}: ${code === 0 ? "ok" : "failed"}\n${output}`);
    if (code !== 0) failed.push(name);
  }
}

function run(name) {
  const child = spawn(`npm run --silent ${name}`, {
    shell: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (output += String(chunk)));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}
