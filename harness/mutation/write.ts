import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Mutation } from "../../specs/types/mutation.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { Formats } from "../read/format.ts";
import { whyCertified } from "../journal/bundle-files.ts";
import { renderHtml } from "../report/html/page.ts";
import { failure, ok, type Result } from "../result.ts";
import { renderMutationHtml } from "./html/page.ts";

/**
 * Writes mutation.json and mutation.html, each as a whole or not at all. A report in the same folder gets a link to
 * them.
 *
 * Problems: REPORT_INVALID when the proof does not fit its format, USAGE for the folder of a certificate: then nothing is
 * written; FILE_UNWRITABLE.
 */
export async function writeMutation(
  mutation: Mutation,
  directory: string,
  formats: Formats,
): Promise<Result<Mutation>> {
  const checked = formats.checkData("mutation", mutation, "mutation.json");
  const certified = whyCertified(directory);
  if (certified.length > 0) return failure(certified);
  if (!checked.ok) {
    return failure(checked.problems.map((problem) => ({ ...problem, code: "REPORT_INVALID" })));
  }
  try {
    await mkdir(directory, { recursive: true });
    await writeWhole(
      path.join(directory, "mutation.json"),
      `${JSON.stringify(mutation, null, 2)}\n`,
    );
    const report = await reportBeside(directory, formats);
    const page = renderMutationHtml(mutation, report !== undefined);
    await writeWhole(path.join(directory, "mutation.html"), page);
    if (report !== undefined) {
      const text = renderHtml(report, "mutation.html");
      await writeWhole(path.join(directory, "report.html"), text);
    }
    return ok(mutation);
  } catch (error) {
    const message = `cannot be written: ${error instanceof Error ? error.message : String(error)}`;
    return failure([{ code: "FILE_UNWRITABLE", at: { file: directory }, message }]);
  }
}

/** The report of a run in the folder, if there is one that this version can read. */
async function reportBeside(directory: string, formats: Formats): Promise<Report | undefined> {
  try {
    const data: unknown = JSON.parse(await readFile(path.join(directory, "report.json"), "utf8"));
    const report = formats.checkData("report", data, "report.json");
    return report.ok ? report.value : undefined;
  } catch {
    return undefined;
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.partial`, text);
  await rename(`${file}.partial`, file);
}
