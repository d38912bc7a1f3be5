import type { Level, Outcome, Report } from "../../specs/types/report.format.d.ts";
import { atLeast } from "../spec/types.ts";

/** What became of one check from one run to the other. */
export interface Change {
  /** Case id, a slash, check id. */
  readonly check: string;
  readonly requirement: string;
  readonly level: Level;
  /** Absent: the check was not there. */
  readonly before?: Outcome;
  readonly after?: Outcome;
}

/** In what two runs differ. */
export interface Comparison {
  /** Checks that passed and do not any more, at or above the second run's level. */
  readonly regressions: readonly Change[];
  /** The same below that level. */
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

/** Compares two runs check by check: of two versions, or of two targets. Pure. */
export function compareReports(before: Report, after: Report): Comparison {
  const earlier = outcomes(before);
  const later = outcomes(after);
  const names = [...new Set([...earlier.keys(), ...later.keys()])].toSorted();
  const changes = names.flatMap((check): readonly Change[] => {
    const [a, b] = [earlier.get(check), later.get(check)];
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
  });
  const counts = ({ level }: Change) => atLeast(level, after.run.selection.level);
  const both = changes.filter(({ before: a, after: b }) => a !== undefined && b !== undefined);
  const worse = both.filter((change) => change.before === "passed");
  return {
    regressions: worse.filter(counts),
    weakened: worse.filter((change) => !counts(change)),
    fixes: both.filter((change) => change.after === "passed"),
    changed: both.filter((change) => change.before !== "passed" && change.after !== "passed"),
    added: changes.filter((change) => change.before === undefined),
    gone: changes.filter((change) => change.after === undefined),
    same: names.length - changes.length,
  };
}

interface Known {
  readonly outcome: Outcome;
  readonly requirement: string;
  readonly level: Level;
}

function outcomes(report: Report): ReadonlyMap<string, Known> {
  return new Map(
    report.cases.flatMap((one) =>
      one.checks.map(({ id, outcome, requirement, level }) => [
        `${one.id}/${id}`,
        { outcome, requirement, level },
      ]),
    ),
  );
}
