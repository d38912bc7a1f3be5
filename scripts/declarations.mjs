// Writes the declarations of what a program may import into dist/, beside the modules, and the generated types that they name.
import { execFileSync } from "node:child_process";
import { cp } from "node:fs/promises";
import { createRequire } from "node:module";

const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
execFileSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], { stdio: "inherit" });
await cp("specs/types", "dist/specs/types", { recursive: true });
