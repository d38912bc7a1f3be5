import type { CheckRow, Report } from "../../specs/types/report.format.d.ts";
import { baselineStatusText } from "../report/model/baseline-status.ts";

/** Something by which a run can be held to less, and how it was in each of two runs. */
export interface StrictnessChange {
  /** The run's level, its claims, its cases; or a check: case id, a slash, check id. */
  readonly of: string;
  readonly before: string;
  readonly after: string;
}

/**
 * What the two runs were not held to alike: the level from which a failure counts, what the target claims, the suite's
 * cases, its requirements and schemas, the level of a check, and what the baseline says of it.
 */
export function strictnessChanges(before: Report, after: Report): readonly StrictnessChange[] {
  const earlier = checksOf(before);
  const ofChecks = [...checksOf(after)].flatMap(([name, check]) => {
    const old = earlier.get(name);
    return old === undefined
      ? []
      : [
          difference(name, old.level, check.level),
          difference(name, accepted(old), accepted(check)),
        ];
  });
  const ofRuns = (Object.keys(facts) as (keyof typeof facts)[]).map((name) =>
    difference(name, facts[name](before), facts[name](after)),
  );
  return [...ofRuns, ...ofChecks].filter((one) => one.before !== one.after);
}

const difference = (of: string, before: string, after: string): StrictnessChange => ({
  of,
  before,
  after,
});

const facts = {
  "level that counts": ({ run }: Report) => run.selection.level,
  "claimed profiles": ({ target }: Report) => target.claims.profiles?.join(", ") ?? "all",
  "claimed source types": ({ target }: Report) => target.claims.sourceTypes?.join(", ") ?? "all",
  "claimed currencies": ({ target }: Report) => target.claims.currencies?.join(", ") ?? "all",
  "claimed abilities": ({ target }: Report) => target.claims.abilities?.join(", ") ?? "all",
  cases: ({ suite }: Report) => suite.casesDigest.slice(0, 12),
  "requirements and schemas": ({ suite }: Report) => suite.requirementsDigest.slice(0, 12),
} as const;

/** A failure that is only expected does not stand in the text: that is the outcome's to tell. */
const accepted = ({ baseline }: CheckRow): string =>
  baseline === undefined
    ? "not accepted"
    : baselineStatusText({ ...baseline, standing: "expected" });

export const checksOf = ({ cases }: Report): ReadonlyMap<string, CheckRow> =>
  new Map(cases.flatMap((row) => row.checks.map((check) => [`${row.id}/${check.id}`, check])));
