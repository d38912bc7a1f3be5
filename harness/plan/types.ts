import type { Case } from "../case/types.ts";
import type { Level } from "../requirements/types.ts";

/** Which cases are wanted; empty lists mean all. */
export interface Selection {
  /** Case ids, files, folders or globs over them. */
  readonly patterns: readonly string[];
  readonly profiles: readonly string[];
  readonly requirements: readonly string[];
  readonly sourceTypes: readonly string[];
  /** The level from which a failed check counts against the target. */
  readonly level: Level;
}

/** Part `index` of `count`, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** A selected case and whether it can run on the target. */
export interface PlannedCase {
  readonly case: Case;
  readonly decision: Decision;
  /** In a repeated run, from 2: the first round has none. */
  readonly round?: number;
}

export type Decision =
  | { readonly kind: "run" }
  | { readonly kind: "not-applicable"; readonly cause: string }
  | { readonly kind: "untestable"; readonly cause: string };

/** What a run does, in its order. */
export interface Plan {
  readonly cases: readonly PlannedCase[];
  readonly selection: Selection;
  /** Seed of the order; each round of a repeated run has the next. */
  readonly seed: number;
  readonly shard?: Shard;
}
