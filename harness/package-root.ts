import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The nearest folder above, or this one, that has a manifest: the package, whatever the build makes of its files. */
export function packageRoot(folder: string): string {
  if (existsSync(path.join(folder, "package.json"))) return folder;
  return packageRoot(path.dirname(folder));
}

/** @param root The folder of the package. */
export const versionIn = (root: string): string =>
  (JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string })
    .version;
