import path from "node:path";
import { ok, type Result } from "../result.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import { codeOfComparison, type ExitCode } from "./exit-codes.ts";
import { asJson } from "./json.ts";

interface CompareFlags {
  readonly markdown?: true;
  readonly html?: true;
  readonly json?: true;
}

/** compare: in what two runs differ, of two versions or of two targets. */
export const compareCommand: AddCommand = (program, action) => {
  program
    .command("compare")
    .description("Show in what two runs differ; 1 when a check that counts got worse.")
    .argument("<before>", "a bundle or a report")
    .argument("<after>", "another")
    .option("--markdown", "print Markdown, for a comment on a pull request")
    .option("--html", "print a page that needs nothing else")
    .option("--json", "print JSON")
    .action(action(compare));
};

async function compare(
  { folders, workingFolder, stdout, version }: CommandContext,
  before: string,
  after: string,
  { markdown, html, json }: CompareFlags,
): Promise<Result<ExitCode>> {
  const { compareReports } = await import("../baseline/compare.ts");
  const { isMeasured, renderComparison, renderComparisonMarkdown } =
    await import("../baseline/comparison.ts");
  const { loadFormats } = await import("../read/format.ts");
  const { readReport } = await import("../record/stored-report.ts");
  const formats = await loadFormats(path.join(folders.specs, "formats"));
  const read = (shown: string) => readReport(path.resolve(workingFolder, shown), shown, formats);
  const first = await read(before);
  if (!first.ok) return first;
  const second = await read(after);
  if (!second.ok) return second;
  const comparison = compareReports(first.value, second.value);
  const code = codeOfComparison(comparison, isMeasured(comparison));
  if (html) {
    const { renderComparisonPage } = await import("../baseline/comparison-page.ts");
    stdout.write(renderComparisonPage(comparison, first.value, second.value, version));
    return ok(code);
  }
  const render = markdown ? renderComparisonMarkdown : renderComparison;
  stdout.write(json ? asJson(comparison) : render(comparison, first.value, second.value));
  return ok(code);
}
