import { randomUUID } from "node:crypto";
import path from "node:path";
import type { Problem } from "../problem.ts";
import { failure, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import { folderName } from "./option-values.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { addOutputOptions, type OutputFlags, readOutputOptions } from "./output-options.ts";
import { withWorkspace } from "./with-workspace.ts";

interface MergeFlags extends OutputFlags {
  /** Folder of the new bundle. */
  readonly out: string;
}

/** merge: one bundle of the shards of a run. */
export const mergeCommand: AddCommand = (program, action) => {
  const command = program
    .command("merge")
    .description("Make one bundle of the shards of a run.")
    .argument("<dirs...>", "folders of the shards' bundles")
    .option("-o, --out <dir>", "folder of the new bundle", folderName, "reports/latest");
  addOutputOptions(command).action(
    action(async (context: CommandContext, directories: readonly string[], flags: MergeFlags) => {
      const absolute = (name: string) => path.resolve(context.workingFolder, name);
      const isShard = directories.some((name) => absolute(name) === absolute(flags.out));
      if (isShard) return failure([ontoItself(flags.out)]);
      return withWorkspace(context, (workspace) => merge(directories, flags, workspace, context));
    }),
  );
};

async function merge(
  directories: readonly string[],
  flags: MergeFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { mergeShards } = await import("../record/merge.ts");
  const { writeReport } = await import("./write-report.ts");
  const output = await readOutputOptions(flags, workspace, context);
  if (!output.ok) return output;
  const { out } = flags;
  const absolute = (name: string) => path.resolve(context.workingFolder, name);
  const folders = directories.map((shown) => ({ shown, path: absolute(shown) }));
  const edges = { newId: randomUUID, version: context.version };
  const report = await mergeShards(folders, absolute(out), workspace, edges);
  if (!report.ok) return report;
  const from = folders.map((folder) => folder.path);
  return writeReport(report.value, { ...output.value, out, from }, workspace, context);
}

const ontoItself = (out: string): Problem => ({
  code: "USAGE",
  message: `${out} is one of the shards, and merging would write over it`,
  hint: "name another folder with --out",
});
