// Run by `npm pack`, and by npm when the package is installed from git: dist/ as it is packed. In a clone `npm ci` needs none of it,
// since each command there builds what it runs.
import { execFileSync } from "node:child_process";

const inClone = ["ci", "install-ci-test"].includes(process.env.npm_command ?? "");
const scripts = inClone ? [] : ["build", "declarations"];
for (const name of scripts) execFileSync(process.execPath, [`scripts/${name}.mjs`]);
