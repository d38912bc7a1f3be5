import path from "node:path";
import { reportStored } from "../record/rejudge.ts";
import { judgeStored } from "../record/stored.ts";
import { loadWorkspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { finish, type Finishing, readFinish } from "./finish.ts";
import { reportProblems } from "./problems.ts";

/** Options of `headwater rejudge`. */
export interface RejudgeCommand extends Finishing {
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
  for (const id of stored.value.gone)
    context.stderr.write(`not judged: the suite has no case ${id}\n`);
  const report = reportStored(stored.value, workspace.value, context.version);
  return finish(report, out, ending.value, workspace.value, context);
}
