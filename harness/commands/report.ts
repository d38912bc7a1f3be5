import type { Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { folderName } from "./option-values.ts";
import { addOutputOptions, type OutputFlags } from "./output-options.ts";
import { withWorkspace } from "./with-workspace.ts";

interface ReportFlags extends OutputFlags {
  readonly out?: string;
}

/** report: writes files of a stored run, such as `--reporter sarif,badge`, from its journal. */
export const reportCommand: AddCommand = (program, action) => {
  const command = program
    .command("report")
    .description("Write files of a stored run from its journal, in any format. Sends nothing.")
    .argument("<dir>", "folder of a bundle")
    .option("-o, --out <dir>", "folder for the files (default: the same)", folderName);
  addOutputOptions(command).action(
    action((context: CommandContext, directory: string, flags: ReportFlags) =>
      withWorkspace(context, (workspace) => report(directory, flags, workspace, context)),
    ),
  );
};

async function report(
  directory: string,
  flags: ReportFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { readStored } = await import("./read-stored.ts");
  const read = await readStored(directory, flags, workspace, context);
  return read.ok ? read.value.write() : read;
}
