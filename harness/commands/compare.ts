import path from "node:path";
import { ok, type Result } from "../result.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import { codeOfComparison, type ExitCode } from "./exit-codes.ts";
import { addFormOptions, type FormFlags, giveForms } from "./forms.ts";
import { asJson } from "./json.ts";

/** compare: in what two runs differ, of two versions or of two targets. */
export const compareCommand: AddCommand = (program, action) => {
  const command = program
    .command("compare")
    .description("Show in what two runs differ; 1 when a check that counts got worse.")
    .argument("<before>", "a bundle or a report")
    .argument("<after>", "another");
  addFormOptions(command, "compare").action(action(compare));
};

async function compare(
  context: CommandContext,
  before: string,
  after: string,
  flags: FormFlags,
): Promise<Result<ExitCode>> {
  const { folders, workingFolder, version } = context;
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
  const reports = [first.value, second.value] as const;
  const forms = {
    text: () => renderComparison(comparison, ...reports),
    markdown: () => renderComparisonMarkdown(comparison, ...reports),
    html: async () => {
      const { renderComparisonPage } = await import("../baseline/comparison-page.ts");
      return renderComparisonPage(comparison, ...reports, version);
    },
    json: () => asJson(comparison),
  };
  const given = await giveForms("compare", forms, flags, context);
  return given.ok ? ok(codeOfComparison(comparison, isMeasured(comparison))) : given;
}
