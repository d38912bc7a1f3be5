import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { Formats } from "../read/format.ts";
import { failure, type Result } from "../result.ts";

/**
 * A report as it was written.
 *
 * Problems: FILE_UNREADABLE; FORMAT and UNKNOWN_KEY for a file that is no report.
 *
 * @param shown Its file or the folder of its bundle, as the user named it.
 */
export async function readReport(
  shown: string,
  workingFolder: string,
  formats: Formats,
): Promise<Result<Report>> {
  const named = path.resolve(workingFolder, shown);
  try {
    const isFolder = (await stat(named)).isDirectory();
    const file = isFolder ? path.join(named, "report.json") : named;
    const name = isFolder ? path.join(shown, "report.json") : shown;
    return formats.checkData("report", parsed(await readFile(file, "utf8")), name);
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const message = missing ? "there is no report" : `cannot be read (${String(error)})`;
    const hint = "headwater rejudge DIR makes one of a journal";
    return failure([{ code: "FILE_UNREADABLE", at: { file: shown }, message, hint }]);
  }
}

/** undefined is no report either. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
