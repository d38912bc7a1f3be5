import type { Level, Outcome, Report } from "../../specs/types/report.format.d.ts";
import type { CheckOutcome, Outcomes } from "../record/outcomes.ts";
import type { StoredRun } from "../record/stored.ts";
import { atLeast } from "../requirements/types.ts";
import { withoutVerdict } from "../report/model/outcome-words.ts";
import { isExcused } from "../report/model/baseline-status.ts";
import { type StrictnessChange, strictnessChanges } from "./strictness-changes.ts";

/** What became of one check from one run to the other. */
export interface Change {
  readonly check: string;
  readonly requirement: string;
  readonly level: Level;
  /** Absent: the check was not there. */
  readonly before?: Outcome;
  readonly after?: Outcome;
}

/** What became of the checks. */
export interface Changes {
  /** Checks that passed and do not any more, that count, and that the second run's baseline does not excuse. */
  readonly regressions: readonly Change[];
  /** Checks that passed, count, and have no verdict any more. */
  readonly unmeasured: readonly Change[];
  /** Checks that passed and do not any more, but do not count, or are excused. */
  readonly weakened: readonly Change[];
  /** Checks that did not pass and do now. */
  readonly fixes: readonly Change[];
  /** Checks that passed in neither run, with another outcome. */
  readonly changed: readonly Change[];
  readonly added: readonly Change[];
  readonly gone: readonly Change[];
  /** How many checks have the same outcome in both. */
  readonly same: number;
}

/** In what two runs differ. */
export interface Comparison extends Changes {
  /** In what one was held to less than the other. */
  readonly tolerances: readonly StrictnessChange[];
  /** Whether the second run is a part, in which checks of the first are not. */
  readonly lost?: true;
}

/** Compares two runs check by check: of two versions, or of two targets. Pure. */
export function compareReports(before: Report, after: Report): Comparison {
  const { level } = after.run.selection;
  const changes = compareOutcomes(outcomesOf(before), outcomesOf(after), level);
  const lost = changes.gone.length > 0 && isPart(after);
  return { ...changes, tolerances: strictnessChanges(before, after), ...(lost && { lost }) };
}

function isPart({ run: { shard, selection } }: Report): boolean {
  const { level: _level, ...filters } = selection;
  return shard !== undefined || Object.values(filters).some((names) => names.length > 0);
}

/** In what a report of a stored run differs from what the run itself made of its finished cases. */
export function changesSince({ recorded, finished }: StoredRun, report: Report): Changes {
  const cases = report.cases.filter(({ id }) => finished.has(id));
  return compareOutcomes(recorded, outcomesOf({ ...report, cases }), report.run.selection.level);
}

/** @param level The level from which a check counts. */
export function compareOutcomes(before: Outcomes, after: Outcomes, level: Level): Changes {
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  const changes = names.flatMap((check) => changeOf(check, before.get(check), after.get(check)));
  const both = changes.filter((one) => one.before !== undefined && one.after !== undefined);
  const worse = both.filter((one) => one.before === "passed");
  const counts = (one: Change) =>
    atLeast(one.level, level) && after.get(one.check)?.excused !== true;
  return {
    regressions: worse.filter((one) => counts(one) && !isOpen(one)),
    unmeasured: worse.filter((one) => counts(one) && isOpen(one)),
    weakened: worse.filter((one) => !counts(one)),
    fixes: both.filter((one) => one.after === "passed"),
    changed: both.filter((one) => one.before !== "passed" && one.after !== "passed"),
    added: changes.filter((one) => one.before === undefined),
    gone: changes.filter((one) => one.after === undefined),
    same: names.length - changes.length,
  };
}

const isOpen = ({ after }: Change): boolean =>
  after !== undefined && withoutVerdict.includes(after);

function changeOf(
  check: string,
  a: CheckOutcome | undefined,
  b: CheckOutcome | undefined,
): readonly Change[] {
  const known = b ?? a;
  if (known === undefined || a?.outcome === b?.outcome) return [];
  const { requirement, level } = known;
  return [
    {
      check,
      requirement,
      level,
      ...(a === undefined ? {} : { before: a.outcome }),
      ...(b === undefined ? {} : { after: b.outcome }),
    },
  ];
}

export const outcomesOf = ({ cases }: Report): Outcomes =>
  new Map(
    cases.flatMap((row) =>
      row.checks.map((check) => {
        const { id, outcome, requirement, level } = check;
        const known = { outcome, requirement, level, excused: isExcused(check) };
        return [`${row.id}/${id}`, known] as const;
      }),
    ),
  );
