import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import type { OpenTarget } from "../implementation/open-target.ts";
import type { Target } from "../implementation/types.ts";
import type { StoredRun } from "../record/stored.ts";
import type { Result } from "../result.ts";
import type { RunOptions } from "../run.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { folderName, freeHeader, listOption, shard, wholeFrom } from "./option-values.ts";
import {
  addOutputOptions,
  type OutputFlags,
  type OutputOptions,
  readOutputOptions,
} from "./output-options.ts";
import {
  addSelectionOptions,
  type SelectionFlags,
  type Wanted,
  wantedOf,
} from "./selection-options.ts";
import { today } from "./today.ts";
import { browserOption, withBrowser } from "./with-browser.ts";
import { withTarget, withWorkspace } from "./with-workspace.ts";

interface RunFlags extends SelectionFlags, OutputFlags {
  readonly target: string;
  readonly concurrency?: number;
  readonly bail?: true;
  /** Folder of a run that was stopped, to be completed. */
  readonly resume?: string;
  /** Folder of the bundle. */
  readonly out?: string;
  readonly quiet?: true;
  readonly dryRun?: true;
  readonly watch?: true;
  /** Path of a Chromium; `none` for no browser. */
  readonly browser?: string;
}

/** run: drives and judges the selected cases, writes the bundle, prints the summary. */
export const runCommand: AddCommand = (program, action) => {
  const command = program
    .command("run")
    .description("Drive the selected cases against a target, judge them, write the bundle.")
    .argument("[patterns...]", "case ids, files, folders, or quoted globs over them")
    .option("-t, --target <name>", "reference, a base URL, or a target file", "reference");
  addSelectionOptions(command)
    .option(
      "--concurrency <n>",
      "cases under way at once (default: the target's limit)",
      wholeFrom(1, 1000),
    )
    .option("--seed <n>", "seed of the order (default: another one each run)", wholeFrom(0))
    .option("--shard <i/n>", "only part i of n", shard)
    .option("--repeat <n>", "everything n times, each time in another order", wholeFrom(1, 10_000))
    .option("--bail", "stop at the first failure that counts")
    .option("--resume <dir>", "go on with the run whose bundle is there")
    .addOption(
      listOption("--fault <names>", "break the reference implementation in these ways", "none"),
    )
    .option("-o, --out <dir>", "folder of the bundle (default: reports/latest)", folderName)
    .option(
      "--trace-header <name>",
      "for debugging: name the case in this header of every request",
      freeHeader,
    )
    .addOption(browserOption())
    .option("-q, --quiet", "no progress")
    .option("--watch", "again at each change of the cases or of the target file")
    .option("--dry-run", "show what would run, what would not, and why; send nothing");
  addOutputOptions(command).action(
    action(async (context: CommandContext, patterns: readonly string[], flags: RunFlags) => {
      const { ownPaths } = await import("./own-cases.ts");
      const named = ownPaths(patterns, context);
      const own = [...(context.own ?? []), ...named.own];
      const once = () => runOnce(named.patterns, flags, { ...context, own });
      if (!flags.watch) return once();
      const { onEachChange } = await import("./watch.ts");
      const watched = own.length > 0 ? own : [context.folders.suites];
      const file = existsSync(path.resolve(context.workingFolder, flags.target));
      return onEachChange([...watched, ...(file ? [flags.target] : [])], context, once);
    }),
  );
};

const runOnce = (
  patterns: readonly string[],
  flags: RunFlags,
  context: CommandContext,
): Promise<Result<ExitCode>> =>
  withWorkspace(context, (workspace) =>
    flags.dryRun
      ? planOnly(patterns, flags, workspace, context)
      : run(patterns, flags, workspace, context),
  );

async function planOnly(
  patterns: readonly string[],
  flags: RunFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { dryRun } = await import("./dry-run.ts");
  const { target, json = false, browser } = flags;
  const wanted = { ...wantedOf(patterns, flags), target, json, ...(browser && { browser }) };
  return dryRun(wanted, workspace, context);
}

async function run(
  patterns: readonly string[],
  flags: RunFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { readEarlier } = await import("./earlier-run.ts");
  const output = await readOutputOptions(flags, workspace, context);
  if (!output.ok) return output;
  const earlier = await readEarlier(flags, workspace, context);
  if (!earlier.ok) return earlier;
  const wanted = wantedOf(patterns, flags, earlier.value?.header);
  const asked = { flags, wanted, earlier: earlier.value, output: output.value };
  const opening = { target: flags.target, fault: wanted.faults };
  return withTarget(opening, workspace, context, (opened) =>
    runOn(opened, asked, workspace, context),
  );
}

/** What was asked for, read and checked before anything is sent. */
interface RunRequest {
  readonly flags: RunFlags;
  readonly wanted: Wanted;
  readonly earlier: StoredRun | undefined;
  readonly output: OutputOptions;
}

async function runOn(
  opened: OpenTarget,
  asked: RunRequest,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { measure } = await import("./measure.ts");
  const { writeReport } = await import("./write-report.ts");
  const { flags, output, wanted } = asked;
  const complete = await withBrowser(opened, wanted.selection, flags, workspace, context);
  if (!complete.ok) return complete;
  const target = complete.value;
  const out = flags.resume ?? flags.out ?? "reports/latest";
  const directory = path.resolve(context.workingFolder, out);
  const options = await optionsOf(target, directory, asked);
  const report = await measure(options, flags, workspace, context);
  if (!report.ok) return report;
  return writeReport(report.value, { ...output, out, target }, workspace, context);
}

async function optionsOf(
  target: Target,
  directory: string,
  { flags, wanted, earlier, output }: RunRequest,
): Promise<RunOptions> {
  const { failsUnexpectedly } = await import("../baseline/gate.ts");
  const { concurrency, bail } = flags;
  const { level } = wanted.selection;
  return {
    seed: randomInt(2 ** 31),
    ...wanted,
    target,
    directory,
    screenshots: true,
    ...(concurrency && { concurrency }),
    ...(bail && {
      bail: ({ row }) => failsUnexpectedly(row, level, output.baseline, today()),
    }),
    ...(earlier && { earlier }),
  };
}
