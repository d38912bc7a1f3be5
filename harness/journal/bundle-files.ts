import { existsSync } from "node:fs";
import path from "node:path";
import type { Problem } from "../problem.ts";

/** Name of the journal in the folder of a bundle. */
export const journalName = "journal.ndjson";

/** The same compressed, as certificates hold it. */
export const compressedName = `${journalName}.br`;

/** The file that makes a bundle a certificate. */
export const certificateName = "certificate.json";

/** What is derived from a journal. A new run removes what an earlier one left: an interrupted run must not show old verdicts. */
export const derivedFiles = [
  "report.json",
  "junit.xml",
  "ctrf.json",
  "summary.md",
  "report.html",
  "replay",
];

/** Why nothing may be written into a folder: a certificate covers every file in it. Problems: USAGE. */
export function whyCertified(directory: string): readonly Problem[] {
  if (!existsSync(path.join(directory, certificateName))) return [];
  const message = "there is a certificate, and to change its folder would break it";
  const hint = "name another folder with --out";
  return [{ code: "USAGE", at: { file: directory }, message, hint }];
}
