import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import { changesSince, reportStored } from "../record/rejudge.ts";
import { judgeStored, type StoredRun } from "../record/stored.ts";
import { changeLines, sumOf } from "../baseline/comparison.ts";
import { plural } from "../report/text/sentence.ts";
import { loadWorkspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { finish, type OutputOptions, readFinish } from "./finish.ts";
import { reportProblems } from "./problems.ts";

/** Options of `headwater rejudge`. */
export interface RejudgeCommand extends OutputOptions {
  /** Folder of the bundle. */
  readonly directory: string;
  /** Where the derived files go; into the same folder when absent. */
  readonly out?: string;
}

/** Judges a stored journal again with the present suite, and writes all other files of the bundle anew. */
export async function rejudgeCommand(
  command: RejudgeCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const { directory, out = directory, json } = command;
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, json);
  const ending = await readFinish(command, workspace.value, context);
  if (!ending.ok) return reportProblems(ending.problems, context, json);
  const folder = { path: path.resolve(context.workingFolder, directory), shown: directory };
  const stored = await judgeStored(folder, workspace.value);
  if (!stored.ok) return reportProblems(stored.problems, context, json);
  const report = reportStored(stored.value, workspace.value, context.version);
  context.stderr.write(changesText(stored.value, report));
  return finish(report, out, ending.value, workspace.value, context);
}

/** What the present suite says otherwise than the run did. */
function changesText(stored: StoredRun, report: Report): string {
  const changes = changesSince(stored, report);
  const lines = changeLines(changes);
  const before = stored.header.suite.casesDigest;
  const { casesDigest: now } = report.suite;
  const suites =
    before === now
      ? "by the same suite"
      : `by another suite (cases ${before.slice(0, 12)} then, ${now.slice(0, 12)} now)`;
  const sum =
    lines.length === 0 ? `all ${plural(changes.same, "verdict")} as before` : sumOf(changes);
  return `${[...lines, `rejudged ${suites}: ${sum}`].join("\n")}\n`;
}
