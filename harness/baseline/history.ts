import type { Outcome, Report } from "../../specs/types/report.format.d.ts";
import type { RequirementAcross, SideBySide } from "./side-by-side.ts";
import { type StrictnessChange, strictnessChanges } from "./strictness-changes.ts";

/** Many runs, the oldest first. */
export interface History extends SideBySide {
  /** From each run to the next. */
  readonly steps: readonly Step[];
  readonly unstable: readonly UnstableCase[];
}

/** What became of requirements from one run to the next. */
export interface Step {
  /** Column of the later run, from 0. */
  readonly run: number;
  readonly changes: readonly RequirementChange[];
  /** How many requirements only the later run lists, and how many only the earlier. */
  readonly added: number;
  readonly gone: number;
  readonly tolerances: readonly StrictnessChange[];
}

export interface RequirementChange {
  readonly requirement: RequirementAcross;
  readonly way: "worse" | "better" | "changed";
  readonly before: Outcome;
  readonly after: Outcome;
}

/** A case whose outcome changed more than once. */
export interface UnstableCase {
  readonly id: string;
  readonly changes: number;
  /** In the order of the runs; undefined where a run does not have the case. */
  readonly outcomes: readonly (Outcome | undefined)[];
}

/** Tells what changed in which run. Pure. */
export const historyOf = (all: SideBySide): History => ({
  ...all,
  steps: all.columns.slice(1).map((_, index) => stepTo(index + 1, all)),
  unstable: unstableCases(all.columns.map(({ report }) => report)),
});

function stepTo(run: number, { columns, rows }: SideBySide): Step {
  const pairs = rows.map((row) => [row.outcomes[run - 1], row.outcomes[run]] as const);
  const changes = rows.flatMap((requirement, index): readonly RequirementChange[] => {
    const [before, after] = pairs[index] ?? [];
    if (before === undefined || after === undefined || before === after) return [];
    return [{ requirement, way: wayOf(before, after), before, after }];
  });
  const [earlier, later] = [columns[run - 1]?.report, columns[run]?.report];
  return {
    run,
    changes: ways.flatMap((way) => changes.filter((one) => one.way === way)),
    added: pairs.filter(([before, after]) => before === undefined && after !== undefined).length,
    gone: pairs.filter(([before, after]) => before !== undefined && after === undefined).length,
    tolerances: earlier && later ? strictnessChanges(earlier, later) : [],
  };
}

const ways = ["worse", "better", "changed"] as const;

const wayOf = (before: Outcome, after: Outcome): RequirementChange["way"] =>
  before === "passed" ? "worse" : after === "passed" ? "better" : "changed";

/** Those that changed most often first. */
function unstableCases(reports: readonly Report[]): readonly UnstableCase[] {
  const byRun = reports.map(({ cases }) => new Map(cases.map(({ id, outcome }) => [id, outcome])));
  const ids = new Set(byRun.flatMap((cases) => [...cases.keys()]));
  return [...ids]
    .map((id) => {
      const outcomes = byRun.map((cases) => cases.get(id));
      const there = outcomes.filter((outcome) => outcome !== undefined);
      const changes = there.filter((outcome, i) => i > 0 && outcome !== there[i - 1]).length;
      return { id, changes, outcomes };
    })
    .filter(({ changes }) => changes > 1)
    .toSorted((a, b) => b.changes - a.changes || (a.id < b.id ? -1 : 1));
}

/** `1 worse, 2 better, 3 new`; `nothing changed`. */
export function stepText({ changes, added, gone, tolerances }: Step): string {
  const counts = [
    ...ways.map((way) => [changes.filter((one) => one.way === way).length, way] as const),
    [added, "new"],
    [gone, "not in this run"],
    [tolerances.length, "held to more or less"],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return told.length === 0 ? "nothing changed" : told.join(", ");
}
