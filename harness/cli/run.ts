import { type Command, Option } from "commander";
import type { RunCommand } from "../commands/run.ts";
import {
  addFinishOptions,
  type FinishFlags,
  finishing,
  list,
  shard,
  wholeFrom,
  type Wiring,
} from "./options.ts";

interface RunFlags extends FinishFlags {
  readonly target: string;
  readonly profile: readonly string[];
  readonly requirement: readonly string[];
  readonly sourceType: readonly string[];
  readonly level?: NonNullable<RunCommand["level"]>;
  readonly fault: readonly string[];
  readonly concurrency?: number;
  readonly seed?: number;
  readonly shard?: NonNullable<RunCommand["shard"]>;
  readonly repeat?: number;
  readonly bail?: true;
  readonly resume?: string;
  readonly out?: string;
  readonly quiet?: true;
  readonly dryRun?: true;
}

/** run */
export function addRun(program: Command, { done, context }: Wiring): void {
  const command = program
    .command("run")
    .description("Drive the selected cases against a target, judge them, write the bundle.")
    .argument("[patterns...]", "case ids, files, folders, or quoted globs over them")
    .option("-t, --target <name>", "reference, a base URL, or a target file", "reference");
  addSelection(command)
    .option(
      "--concurrency <n>",
      "cases under way at once (default: the target's limit)",
      wholeFrom(1),
    )
    .option("--seed <n>", "seed of the order (default: another one each run)", wholeFrom(0))
    .option("--shard <i/n>", "only part i of n", shard)
    .option("--repeat <n>", "everything n times, each time in another order", wholeFrom(1))
    .option("--bail", "stop at the first failure that counts")
    .option("--resume <dir>", "go on with the run whose bundle is there")
    .addOption(list("--fault <names>", "break the reference implementation in these ways", "none"))
    .option("-o, --out <dir>", "folder of the bundle (default: reports/latest)")
    .option("-q, --quiet", "no progress")
    .option("--dry-run", "show what would run, what would not, and why; send nothing");
  addFinishOptions(command).action(async (patterns: string[], flags: RunFlags) => {
    const { runCommand } = await import("../commands/run.ts");
    const { dryRunCommand } = await import("../commands/dry-run.ts");
    const perform = flags.dryRun ? dryRunCommand : runCommand;
    done(await perform(commandOf(patterns, flags), context()));
  });
}

function addSelection(command: Command): Command {
  return command
    .addOption(list("--profile <names>", "only cases of these profiles"))
    .addOption(list("--requirement <ids>", "only cases that verify these requirements"))
    .addOption(list("--source-type <types>", "only cases about these source types"))
    .addOption(
      new Option(
        "--level <level>",
        "the level from which a failed check counts (default: must)",
      ).choices(["must", "should", "may"]),
    );
}

function commandOf(patterns: readonly string[], flags: RunFlags): RunCommand {
  const { target, level, concurrency, seed, repeat, resume, out } = flags;
  return {
    ...finishing(flags),
    target,
    patterns,
    profiles: flags.profile,
    requirements: flags.requirement,
    sourceTypes: flags.sourceType,
    faults: flags.fault,
    quiet: flags.quiet ?? false,
    bail: flags.bail ?? false,
    ...(level && { level }),
    ...(concurrency && { concurrency }),
    ...(seed !== undefined && { seed }),
    ...(flags.shard && { shard: flags.shard }),
    ...(repeat && { repeat }),
    ...(resume !== undefined && { resume }),
    ...(out !== undefined && { out }),
  };
}
