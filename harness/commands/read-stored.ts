import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { StoredRun } from "../record/stored.ts";
import { ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";
import { type OutputFlags, readOutputOptions } from "./output-options.ts";
import { writeReport } from "./write-report.ts";

/** A stored run, judged by the present suite, and how its files are written, into the same folder where no other is named. */
export interface ReadStored {
  readonly stored: StoredRun;
  readonly report: Report;
  readonly write: () => ReturnType<typeof writeReport>;
}

/** Reads the run of a folder and judges it; writes nothing yet. Problems: those of the options and of the stored run. */
export async function readStored(
  directory: string,
  flags: OutputFlags & { readonly out?: string },
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ReadStored>> {
  const { judgeStored } = await import("../record/stored.ts");
  const { reportStored } = await import("../record/rejudge.ts");
  const output = await readOutputOptions(flags, workspace, context);
  if (!output.ok) return output;
  const folder = { path: path.resolve(context.workingFolder, directory), shown: directory };
  const stored = await judgeStored(folder, workspace);
  if (!stored.ok) return stored;
  const report = reportStored(stored.value, workspace, context.version);
  const { out = directory } = flags;
  const isElsewhere = path.resolve(context.workingFolder, out) !== folder.path;
  const from = isElsewhere ? [folder.path] : [];
  const write = () => writeReport(report, { ...output.value, out, from }, workspace, context);
  return ok({ stored: stored.value, report, write });
}
