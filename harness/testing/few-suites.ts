import { cp } from "node:fs/promises";
import path from "node:path";

const shared = ["fixtures", "targets", "axes.yaml", "settled.yaml"];

/**
 * Copies the bundled suites with a few cases in place of all, so that they compile and run quickly.
 *
 * @param cases Files and folders of cases, from the root of the package.
 * @returns The folder, for `--suites`.
 */
export async function fewSuites(folder: string, cases: readonly string[]): Promise<string> {
  for (const name of shared)
    await cp(path.join("suites", name), path.join(folder, name), { recursive: true });
  for (const name of cases) {
    const api = name.startsWith("suites/commerce/") ? "commerce" : "digital-river";
    await cp(name, path.join(folder, api, path.basename(name)), { recursive: true });
  }
  return folder;
}
