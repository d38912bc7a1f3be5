import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Formats } from "../read/format.ts";
import { ok, type Result } from "../result.ts";
import { fileNames } from "./model/file-names.ts";
import { runResults } from "./model/run-results.ts";
import { writeResults } from "./write.ts";
import { parseJson } from "../read/json.ts";

/**
 * Writes the page of the run in a folder anew, so that it leads to what was written beside it; nothing where there is no
 * report that this version can read.
 *
 * Problems: FILE_UNWRITABLE.
 */
export async function refreshPage(
  directory: string,
  formats: Formats,
): Promise<Result<readonly string[]>> {
  const text = await readFile(path.join(directory, fileNames.run.json), "utf8").catch(() => "");
  const data = parseJson(text);
  const report = data.ok ? formats.checkData("report", data.value, fileNames.run.json) : data;
  if (!report.ok) return ok([]);
  return writeResults({ directory, results: runResults(report.value), chosen: ["html"], formats });
}
