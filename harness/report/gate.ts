import type { BaselineEntry } from "../../specs/types/baseline.format.d.ts";
import type {
  BaselineFacts,
  CaseRow,
  CheckRow,
  ExpectedFailure,
  Report,
} from "../../specs/types/report.format.d.ts";
import { atLeast } from "../spec/types.ts";
import type { Baseline } from "./baseline.ts";
import { withoutVerdict } from "./outcome.ts";

/** What a run comes to for a pipeline. */
export type Gate = "as-expected" | "regressed" | "unmeasured" | "stale";

/**
 * The report held against a baseline: each check that it names says how it stands. Pure.
 *
 * @param today As `2027-03-31`; an entry counts up to and including the day on which it expires.
 */
export function holdAgainst(report: Report, baseline: Baseline, today: string): Report {
  const unstable = new Set(report.unstable?.map(({ check }) => check));
  const cases = report.cases.map((row) => ({
    ...row,
    checks: row.checks.map((check): CheckRow => {
      const name = nameOf(row, check);
      const entry = baseline.get(name);
      if (entry === undefined) return check;
      const standing = unstable.has(name) ? "stale" : standingOf(check, entry, today);
      return { ...check, baseline: { standing, ...factsOf(entry) } };
    }),
  }));
  return { ...report, cases, baseline: sumUp({ ...report, cases }) };
}

/** Whether a failed check is excused: a check that also passes now and then never is. */
export const isExcused = (check: CheckRow): boolean => check.baseline?.standing === "expected";

/** What a report that was held against a baseline means; the gravest first. */
export function gateOf(report: Report, { regressions, stale }: BaselineFacts): Gate {
  if (regressions.length > 0) return "regressed";
  const open = namesOf(report, (check) => isOpen(check, report));
  if (open.length > 0 || report.conclusion === "inconclusive") return "unmeasured";
  return stale.length > 0 ? "stale" : "as-expected";
}

/** Whether a case has a failure that counts and that no entry of the baseline excuses. */
export function failsUnexpectedly(
  row: CaseRow,
  level: Report["run"]["selection"]["level"],
  baseline: Baseline | undefined,
  today: string,
): boolean {
  return row.checks.some((check) => {
    const entry = baseline?.get(nameOf(row, check));
    const excused = entry !== undefined && standingOf(check, entry, today) === "expected";
    return check.outcome === "failed" && atLeast(check.level, level) && !excused;
  });
}

function standingOf(
  { outcome }: CheckRow,
  { expires }: BaselineEntry,
  today: string,
): ExpectedFailure["standing"] {
  switch (outcome) {
    case "failed":
      return expires < today ? "expired" : "expected";
    case "passed":
    case "not-applicable":
      return "stale";
    case "blocked":
    case "untestable":
    case "errored":
      return "open";
  }
}

const factsOf = ({ reason, owner, expires, issue }: BaselineEntry) => ({
  reason,
  owner,
  expires,
  ...(issue === undefined ? {} : { issue }),
});

function sumUp(report: Report): BaselineFacts {
  const standing = (wanted: ExpectedFailure["standing"]) =>
    namesOf(report, (check) => check.baseline?.standing === wanted);
  const { level } = report.run.selection;
  return {
    expected: standing("expected"),
    regressions: namesOf(
      report,
      (check) => check.outcome === "failed" && atLeast(check.level, level) && !isExcused(check),
    ),
    expired: standing("expired"),
    stale: standing("stale"),
  };
}

const isOpen = ({ outcome, level }: CheckRow, { run }: Report): boolean =>
  outcome === "errored" ||
  (withoutVerdict.includes(outcome) && atLeast(level, run.selection.level));

const nameOf = (row: CaseRow, check: CheckRow): string => `${row.id}/${check.id}`;

const namesOf = (report: Report, holds: (check: CheckRow) => boolean): string[] =>
  report.cases.flatMap((row) => row.checks.filter(holds).map((check) => nameOf(row, check)));
