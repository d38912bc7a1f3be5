#!/usr/bin/env node
import path from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot, versionIn } from "./package-root.ts";

// The command. What is asked most often is answered before anything is loaded.
const args = process.argv.slice(2);
if (args.length === 1 && /^(-V|--version)$/.test(args[0] ?? "")) {
  process.stdout.write(`${versionIn(packageRoot(path.dirname(fileURLToPath(import.meta.url))))}\n`);
} else {
  await import("./main.ts");
}
