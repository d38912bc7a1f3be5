import { type Command, Option } from "commander";
import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import type { Selection, Shard } from "../plan/types.ts";
import type { Level } from "../requirements/types.ts";
import { listOption } from "./option-values.ts";

/** Which cases are wanted, as far as the user said. */
export interface SelectionFlags {
  readonly profile: readonly string[];
  readonly requirement: readonly string[];
  readonly sourceType: readonly string[];
  readonly level?: Level;
  readonly fault: readonly string[];
  readonly seed?: number;
  readonly shard?: Shard;
  readonly repeat?: number;
  readonly traceHeader?: string;
}

/** What a run is to measure. */
export interface Wanted {
  readonly selection: Selection;
  readonly faults: readonly string[];
  readonly seed?: number;
  readonly shard?: Shard;
  readonly repeat?: number;
  /** A header of every request that names its case. */
  readonly traceHeader?: string;
}

export const addSelectionOptions = (command: Command): Command =>
  command
    .addOption(listOption("--profile <names>", "only cases of these profiles"))
    .addOption(listOption("--requirement <ids>", "only cases that verify these requirements"))
    .addOption(listOption("--source-type <types>", "only cases about these source types"))
    .addOption(
      new Option(
        "--level <level>",
        "the level from which a failed check counts (default: must)",
      ).choices(["must", "should", "may"]),
    );

/** What the user wants; what was not said is as the run began. */
export function wantedOf(
  patterns: readonly string[],
  flags: SelectionFlags,
  began?: HeaderLine,
): Wanted {
  const run = began?.run;
  const seed = flags.seed ?? run?.seed;
  const shard = flags.shard ?? run?.shard;
  const repeat = flags.repeat ?? run?.repeat;
  const traceHeader = flags.traceHeader ?? run?.traceHeader;
  return {
    selection: {
      patterns: orElse(patterns, run?.selection.patterns),
      profiles: orElse(flags.profile, run?.selection.profiles),
      requirements: orElse(flags.requirement, run?.selection.requirements),
      sourceTypes: orElse(flags.sourceType, run?.selection.sourceTypes),
      level: flags.level ?? run?.selection.level ?? "must",
    },
    faults: orElse(flags.fault, run?.faults),
    ...(seed !== undefined && { seed }),
    ...(shard && { shard }),
    ...(repeat && { repeat }),
    ...(traceHeader && { traceHeader }),
  };
}

const orElse = (said: readonly string[], began: readonly string[] = []): readonly string[] =>
  said.length > 0 ? said : began;
