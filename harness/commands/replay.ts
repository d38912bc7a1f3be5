import path from "node:path";
import { replayCase } from "../replay/replay-case.ts";
import { loadWorkspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";

/** Options of `headwater replay`. */
export interface ReplayCommand {
  /** Folder of the bundle. */
  readonly directory: string;
  /** Id of the case. */
  readonly case: string;
}

/** Prints a case of a stored run, passed or not, as a shell script of curl calls. */
export async function replayCommand(
  { directory, case: id }: ReplayCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context);
  const folder = { path: path.resolve(context.workingFolder, directory), shown: directory };
  const text = await replayCase(folder, id, workspace.value, context.version);
  if (!text.ok) return reportProblems(text.problems, context);
  context.stdout.write(text.value);
  return 0;
}
