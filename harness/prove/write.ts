import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Mutation } from "../../specs/types/mutation.format.d.ts";
import type { Formats } from "../read/format.ts";
import { failure, ok, type Result } from "../result.ts";
import { renderMutationHtml } from "./html/page.ts";

/**
 * Writes mutation.json and mutation.html, each as a whole or not at all.
 *
 * Problems: REPORT_INVALID when the proof does not fit its format, then nothing is written; FILE_UNWRITABLE.
 */
export async function writeMutation(
  mutation: Mutation,
  directory: string,
  formats: Formats,
): Promise<Result<Mutation>> {
  const checked = formats.checkData("mutation", mutation, "mutation.json");
  if (!checked.ok) {
    return failure(checked.problems.map((problem) => ({ ...problem, code: "REPORT_INVALID" })));
  }
  try {
    await mkdir(directory, { recursive: true });
    await writeWhole(
      path.join(directory, "mutation.json"),
      `${JSON.stringify(mutation, null, 2)}\n`,
    );
    await writeWhole(path.join(directory, "mutation.html"), renderMutationHtml(mutation));
    return ok(mutation);
  } catch (error) {
    const message = `cannot be written: ${error instanceof Error ? error.message : String(error)}`;
    return failure([{ code: "FILE_UNWRITABLE", at: { file: directory }, message }]);
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.partial`, text);
  await rename(`${file}.partial`, file);
}
