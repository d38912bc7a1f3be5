import path from "node:path";
import { ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { withWorkspace } from "./with-workspace.ts";

/** replay: a case of a stored run, passed or not, as a shell script of curl calls. */
export const replayCommand: AddCommand = (program, action) => {
  program
    .command("replay")
    .description("Print a case of a stored run as a shell script of curl calls.")
    .argument("<dir>", "folder of a bundle")
    .requiredOption("--case <id>", "id of the case")
    .action(
      action((context: CommandContext, directory: string, flags: { readonly case: string }) =>
        withWorkspace(context, (workspace) => replay(directory, flags.case, workspace, context)),
      ),
    );
};

async function replay(
  directory: string,
  id: string,
  workspace: Workspace,
  { workingFolder, version, stdout }: CommandContext,
): Promise<Result<ExitCode>> {
  const { replayCase } = await import("../record/replay-case.ts");
  const folder = { path: path.resolve(workingFolder, directory), shown: directory };
  const text = await replayCase(folder, id, workspace, version);
  if (!text.ok) return text;
  stdout.write(text.value);
  return ok(0);
}
