import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { Formats } from "../read/format.ts";
import { parseJson } from "../read/json.ts";
import { failure, type Result } from "../result.ts";

/**
 * A report as it was written.
 *
 * Problems: FILE_UNREADABLE; FORMAT and UNKNOWN_KEY for a file that is no report.
 *
 * @param named Absolute path of its file, or of the folder of its bundle.
 * @param shown The same as the user named it.
 */
export async function readReport(
  named: string,
  shown: string,
  formats: Formats,
): Promise<Result<Report>> {
  try {
    const isFolder = (await stat(named)).isDirectory();
    const file = isFolder ? path.join(named, "report.json") : named;
    const name = isFolder ? path.join(shown, "report.json") : shown;
    const data = parseJson(await readFile(file, "utf8"), name);
    return data.ok ? formats.checkData("report", data.value, name) : data;
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const message = missing ? "there is no report" : `cannot be read (${String(error)})`;
    const hint = "headwater rejudge DIR makes one of a journal";
    return failure([{ code: "FILE_UNREADABLE", at: { file: shown }, message, hint }]);
  }
}
