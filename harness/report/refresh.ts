import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Formats } from "../read/format.ts";
import { ok, type Result } from "../result.ts";
import { fileNames } from "./model/file-names.ts";
import { runResults } from "./model/run-results.ts";
import { writeResults } from "./write.ts";

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
  const data = await dataIn(path.join(directory, fileNames.run.json));
  const report = formats.checkData("report", data, fileNames.run.json);
  if (!report.ok) return ok([]);
  return writeResults({ directory, results: runResults(report.value), chosen: ["html"], formats });
}

async function dataIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}
