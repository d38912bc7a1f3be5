import type { BaselineEntry } from "../../specs/types/baseline.format.d.ts";
import type {
  BaselineFacts,
  CaseRow,
  CheckRow,
  ExpectedFailure,
  Report,
} from "../../specs/types/report.format.d.ts";
import { atLeast } from "../requirements/types.ts";
import type { Baseline } from "./parse.ts";
import { withoutVerdict } from "../report/model/outcome-words.ts";
import { plural } from "../text/plural.ts";
import { isExcused } from "../report/model/baseline-status.ts";

/**
 * The report held against a baseline: each check that it names says how it stands, and the reasons come first that
 * only the baseline gives. Pure.
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
      const standing = standingOf(check, entry, today, unstable.has(name));
      return { ...check, baseline: { standing, ...factsOf(entry) } };
    }),
  }));
  const held = { ...report, cases };
  const facts = sumUp(held);
  return { ...held, baseline: facts, reasons: [...reasonsOf(facts), ...report.reasons] };
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
    const excused = entry !== undefined && standingOf(check, entry, today, false) === "expected";
    return check.outcome === "failed" && atLeast(check.level, level) && !excused;
  });
}

function standingOf(
  { outcome }: CheckRow,
  { expires }: BaselineEntry,
  today: string,
  unstable: boolean,
): ExpectedFailure["standing"] {
  switch (outcome) {
    case "failed":
      return unstable ? "unstable" : expires < today ? "expired" : "expected";
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
  const lists = {
    expected: standing("expected"),
    regressions: namesOf(
      report,
      (check) => check.outcome === "failed" && atLeast(check.level, level) && !isExcused(check),
    ),
    expired: standing("expired"),
    stale: standing("stale"),
  };
  return { gate: gateOf(report, lists), ...lists };
}

/** The gravest first. */
function gateOf(
  report: Report,
  { regressions, stale }: Omit<BaselineFacts, "gate">,
): BaselineFacts["gate"] {
  if (regressions.length > 0) return "regressed";
  const open = namesOf(report, (check) => isOpen(check, report));
  if (open.length > 0 || report.conclusion === "inconclusive") return "unmeasured";
  return stale.length > 0 ? "stale" : "as-expected";
}

const isOpen = ({ outcome, level }: CheckRow, { run }: Report): boolean =>
  outcome === "errored" ||
  (withoutVerdict.includes(outcome) && atLeast(level, run.selection.level));

function* reasonsOf({ regressions, expired, stale, expected }: BaselineFacts): Generator<string> {
  if (regressions.length > 0)
    yield `${plural(regressions.length, "failure")} that the baseline does not excuse: ${some(regressions)}.`;
  if (expired.length > 0)
    yield `${plural(expired.length, "entry", "entries")} of the baseline expired: ${some(expired)}.`;
  if (stale.length > 0)
    yield `${plural(stale.length, "entry", "entries")} of the baseline can go, the failure is gone: ${some(stale)}.`;
  if (expected.length > 0)
    yield `${plural(expected.length, "failure")} as the baseline expects: ${some(expected)}.`;
}

const mostNames = 3;

function some(names: readonly string[]): string {
  const more = names.length - mostNames;
  const shown = names.slice(0, mostNames).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}

const nameOf = (row: CaseRow, check: CheckRow): string => `${row.id}/${check.id}`;

const namesOf = (report: Report, holds: (check: CheckRow) => boolean): string[] =>
  report.cases.flatMap((row) => row.checks.filter(holds).map((check) => nameOf(row, check)));
