import { randomInt, randomUUID } from "node:crypto";
import path from "node:path";
import type { Shard } from "../plan/types.ts";
import { type Baseline } from "../baseline/parse.ts";
import { failsUnexpectedly } from "../baseline/gate.ts";
import type { JudgedCase } from "../judge/judged-case.ts";
import { createProgress, type Progress } from "../report/terminal/progress.ts";
import type { StoredRun } from "../record/stored.ts";
import { type Edges, run, type RunOptions } from "../run.ts";
import type { Level } from "../requirements/types.ts";
import type { Target } from "../implementation/types.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { type Output, finish, type OutputOptions, readFinish, today } from "./finish.ts";
import { reportProblems } from "./problems.ts";
import { readEarlier, whyNotResumable, selectionFlags } from "./resume.ts";
import { openTarget } from "./target.ts";

/** Which cases are wanted, as far as the user said. */
export interface SelectionFlags {
  readonly patterns: readonly string[];
  readonly profiles: readonly string[];
  readonly requirements: readonly string[];
  readonly sourceTypes: readonly string[];
  readonly faults: readonly string[];
  readonly level?: Level;
  readonly seed?: number;
  readonly shard?: Shard;
  readonly repeat?: number;
}

/** Options of `headwater run`. */
export interface RunCommand extends SelectionFlags, OutputOptions {
  readonly target: string;
  /** Folder of the bundle. */
  readonly out?: string;
  readonly quiet: boolean;
  readonly bail: boolean;
  readonly concurrency?: number;
  /** Folder of a run that was stopped, to be completed. */
  readonly resume?: string;
}

/** Where bundles go that are not told where. */
export const defaultOut = "reports/latest";

/** Drives and judges the selected cases, writes the bundle, prints the summary. */
export async function runCommand(command: RunCommand, context: CommandContext): Promise<ExitCode> {
  const { json } = command;
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, json);
  const ending = await readFinish(command, workspace.value, context);
  if (!ending.ok) return reportProblems(ending.problems, context, json);
  const earlier = await readEarlier(command, workspace.value, context);
  if (!earlier.ok) return reportProblems(earlier.problems, context, json);
  const wishes = selectionFlags(command, earlier.value?.header);
  const opened = await openTarget(command.target, wishes.faults, workspace.value, context);
  if (!opened.ok) return reportProblems(opened.problems, context, json);
  try {
    const job = { command, wishes, target: opened.value.target, earlier: earlier.value };
    const { secrets } = job.target;
    return await runOn(job, { ...ending.value, secrets }, workspace.value, context);
  } finally {
    opened.value.stop();
  }
}

interface Job {
  readonly command: RunCommand;
  readonly wishes: SelectionFlags;
  readonly target: Target;
  readonly earlier: StoredRun | undefined;
}

async function runOn(
  job: Job,
  ending: Output,
  workspace: Workspace,
  context: CommandContext,
): Promise<ExitCode> {
  const { command, earlier } = job;
  const out = command.resume ?? command.out ?? defaultOut;
  const { edges, end } = edgesOf(command, context);
  const options = optionsOf(job, ending.baseline, path.resolve(context.workingFolder, out));
  const changed = whyNotResumable(earlier, options, workspace, edges);
  if (changed.length > 0) return reportProblems(changed, context, command.json);
  const report = await run(options, workspace, edges);
  end();
  if (!report.ok) return reportProblems(report.problems, context, command.json);
  return finish(report.value, out, ending, workspace, context);
}

function optionsOf(
  { command, wishes, target, earlier }: Job,
  baseline: Baseline | undefined,
  directory: string,
): RunOptions {
  const { faults, level = "must", seed = randomInt(2 ** 31), shard, repeat, ...wanted } = wishes;
  const { concurrency } = command;
  const bail = ({ row }: JudgedCase) => failsUnexpectedly(row, level, baseline, today());
  return {
    target,
    selection: { ...wanted, level },
    seed,
    faults,
    directory,
    ...(shard && { shard }),
    ...(repeat && { repeat }),
    ...(concurrency && { concurrency }),
    ...(command.bail && { bail }),
    ...(earlier && { earlier }),
  };
}

/** How a run reaches the world; `end` ends its progress. */
export function edgesOf(
  { quiet }: Pick<RunCommand, "quiet">,
  { stderr, version, interrupted }: CommandContext,
): { readonly edges: Edges; readonly end: () => void } {
  const { columns: width, ...stream } = stderr;
  let progress: Progress | undefined;
  const edges = {
    now: () => new Date(),
    newId: randomUUID,
    version,
    interrupted,
    onStart: ({ cases }: { readonly cases: readonly unknown[] }) => {
      progress = createProgress({ ...stream, width, total: cases.length, quiet });
    },
    onCase: ({ row }: JudgedCase) => progress?.done(row.id, row.outcome),
  };
  return { edges, end: () => progress?.end() };
}
