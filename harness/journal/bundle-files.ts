import { existsSync } from "node:fs";
import { readdir, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { screenshotFolder } from "../browser/screenshots.ts";
import type { Problem } from "../problem.ts";

/** Name of the journal in the folder of a bundle. */
export const journalName = "journal.ndjson";

/** The same compressed, as certificates hold it. */
export const compressedName = `${journalName}.br`;

/** The file that makes a bundle a certificate. */
export const certificateName = "certificate.json";

/** The folder of the scripts. */
export const replayFolder = "replay";

/** What is derived from a journal. A new run removes what an earlier one left: an interrupted run must not show old verdicts. */
export const derivedFiles = [
  "report.json",
  "junit.xml",
  "ctrf.json",
  "summary.md",
  "report.html",
  "report.sarif",
  "badge.svg",
  "badge.json",
  replayFolder,
];

/** Says which process writes into the folder of a bundle. */
export const lockName = "run.lock";

/** All files of a bundle that are there: the journal, and what is derived from it. */
export async function bundleFilesIn(directory: string): Promise<readonly string[]> {
  const folder = path.join(directory, replayFolder);
  const scripts = await readdir(folder).catch(() => []);
  return [
    ...[journalName, compressedName, ...derivedFiles.filter((name) => name !== replayFolder)].map(
      (name) => path.join(directory, name),
    ),
    ...scripts.filter((name) => name.endsWith(".sh")).map((name) => path.join(folder, name)),
  ].filter((file) => existsSync(file));
}

/** Removes what was derived from a journal; what else lies among the scripts stays. */
export async function removeDerived(directory: string): Promise<void> {
  for (const name of derivedFiles.filter((one) => one !== replayFolder)) {
    await rm(path.join(directory, name), { force: true });
  }
  await removeIn(path.join(directory, replayFolder), /\.sh(\.partial)?$/);
}

/** Removes what pages looked like in an earlier run; what else lies there stays. */
export const removeScreenshots = (directory: string): Promise<void> =>
  removeIn(path.join(directory, screenshotFolder), /^[0-9a-f-]{36}\.png$/);

async function removeIn(folder: string, pattern: RegExp): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const ours = names.filter((name) => pattern.test(name));
  for (const name of ours) await rm(path.join(folder, name), { force: true });
  if (names.length > 0 && ours.length === names.length) await rmdir(folder);
}

/** Why nothing may be written into a folder: a certificate covers every file in it. Problems: USAGE. */
export function whyCertified(directory: string): readonly Problem[] {
  if (!existsSync(path.join(directory, certificateName))) return [];
  const message = "there is a certificate, and to change its folder would break it";
  const hint = "name another folder with --out";
  return [{ code: "USAGE", at: { file: directory }, message, hint }];
}
