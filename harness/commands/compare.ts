import path from "node:path";
import { loadFormats } from "../read/format.ts";
import { type Comparison, compareReports } from "../baseline/compare.ts";
import { isMeasured, renderComparison, renderComparisonMarkdown } from "../baseline/comparison.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";
import { readReport } from "./stored-report.ts";

/** Options of `headwater compare`. */
export interface CompareCommand {
  /** Bundles or reports. */
  readonly before: string;
  readonly after: string;
  readonly markdown: boolean;
  readonly json: boolean;
}

/** Prints in what two runs differ: of two versions, or of two targets. */
export async function compareCommand(
  command: CompareCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const { json, markdown } = command;
  const formats = await loadFormats(path.join(context.folders.specs, "formats"));
  const before = await readReport(command.before, context.workingFolder, formats);
  const after = await readReport(command.after, context.workingFolder, formats);
  if (!before.ok) return reportProblems(before.problems, context, json);
  if (!after.ok) return reportProblems(after.problems, context, json);
  const comparison = compareReports(before.value, after.value);
  const render = markdown ? renderComparisonMarkdown : renderComparison;
  const text = json
    ? `${JSON.stringify(comparison, null, 2)}\n`
    : render(comparison, before.value, after.value);
  context.stdout.write(text);
  return exitCode(comparison);
}

const exitCode = (comparison: Comparison): ExitCode =>
  comparison.regressions.length > 0 ? 1 : isMeasured(comparison) ? 0 : 3;
