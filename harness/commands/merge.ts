import { randomUUID } from "node:crypto";
import path from "node:path";
import type { Problem } from "../problem.ts";
import { mergeShards } from "../record/merge.ts";
import { loadWorkspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { finish, type OutputOptions, readFinish } from "./finish.ts";
import { reportProblems } from "./problems.ts";

/** Options of `headwater merge`. */
export interface MergeCommand extends OutputOptions {
  /** Folders of the shards' bundles. */
  readonly directories: readonly string[];
  /** Folder of the new bundle. */
  readonly out: string;
}

/** Makes one bundle of the shards of a run. */
export async function mergeCommand(
  command: MergeCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const { out, json } = command;
  const target = path.resolve(context.workingFolder, out);
  const folders = command.directories.map((shown) => ({
    shown,
    path: path.resolve(context.workingFolder, shown),
  }));
  if (folders.some((folder) => folder.path === target)) {
    return reportProblems([ontoItself(out)], context, json);
  }
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, json);
  const ending = await readFinish(command, workspace.value, context);
  if (!ending.ok) return reportProblems(ending.problems, context, json);
  const edges = { newId: randomUUID, version: context.version };
  const report = await mergeShards(folders, target, workspace.value, edges);
  if (!report.ok) return reportProblems(report.problems, context, json);
  return finish(report.value, out, ending.value, workspace.value, context);
}

const ontoItself = (out: string): Problem => ({
  code: "USAGE",
  message: `${out} is one of the shards, and merging would write over it`,
  hint: "name another folder with --out",
});
