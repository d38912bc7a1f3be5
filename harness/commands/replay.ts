import path from "node:path";
import { ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { withWorkspace } from "./with-workspace.ts";

interface ReplayFlags {
  readonly case: string;
  readonly target?: string;
}

/** replay: a case of a stored run, passed or not, as a shell script of curl calls. */
export const replayCommand: AddCommand = (program, action) => {
  program
    .command("replay")
    .description("Print a case of a stored run as a shell script of curl calls.")
    .argument("<dir>", "folder of a bundle")
    .requiredOption("--case <id>", "id of the case")
    .option("-t, --target <file>", "the target file: its own variables may be read as well")
    .action(
      action((context: CommandContext, directory: string, flags: ReplayFlags) =>
        withWorkspace(context, (workspace) => replay(directory, flags, workspace, context)),
      ),
    );
};

async function replay(
  directory: string,
  { case: id, target: file }: ReplayFlags,
  workspace: Workspace,
  { workingFolder, version, stdout, environment }: CommandContext,
): Promise<Result<ExitCode>> {
  const { replayCase } = await import("../record/replay-case.ts");
  const { loadTarget } = await import("../implementation/load-target.ts");
  const { placesOf } = await import("../implementation/places.ts");
  const lookingOnly = { ...workspace, environment, mayBeUnset: true };
  const target =
    file === undefined
      ? undefined
      : await loadTarget(path.resolve(workingFolder, file), lookingOnly, file);
  if (target?.ok === false) return target;
  const folder = { path: path.resolve(workingFolder, directory), shown: directory };
  const own = target && placesOf(target.value);
  const text = await replayCase(folder, id, workspace, version, own);
  if (!text.ok) return text;
  stdout.write(text.value);
  return ok(0);
}
