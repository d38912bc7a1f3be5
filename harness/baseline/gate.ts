import type { BaselineEntry } from "../../specs/types/baseline.format.d.ts";
import type {
  BaselineFacts,
  CaseRow,
  CheckRow,
  ExpectedFailure,
  Level,
  Outcome,
  Report,
} from "../../specs/types/report.format.d.ts";
import { withoutVerdict } from "../report/model/outcome-words.ts";
import { atLeast } from "../requirements/types.ts";
import { nameList } from "../text/name-list.ts";
import { plural } from "../text/plural.ts";
import {
  type Baseline,
  entryFinder,
  type Excusable,
  isRequirementStale,
  nameOfEntry,
} from "./entries.ts";

/** What a baseline may name: a check, an interaction. */
export interface Gated extends Excusable {
  readonly outcome: Outcome;
  /** Whether a failure of it counts against the target. */
  readonly counts: boolean;
  /** It also passes now and then. */
  readonly flaky?: boolean;
}

/** Results held against a baseline. */
export interface Held {
  /** For each of the things in their order, how it stands to the entry that names it. */
  readonly entries: readonly (ExpectedFailure | undefined)[];
  readonly facts: BaselineFacts;
  /** What only the baseline gives a reader to know, a sentence each. */
  readonly reasons: readonly string[];
}

/**
 * Holds results of any kind against a baseline. Pure.
 *
 * @param inconclusive Whether nothing can be said without a baseline.
 * @param today As `2027-03-31`; an entry counts up to and including the day on which it expires.
 */
export function holdResults(
  results: readonly Gated[],
  inconclusive: boolean,
  baseline: Baseline,
  today: string,
): Held {
  const find = entryFinder(baseline);
  const named = results.map(find);
  const open = new Set(results.flatMap((one) => (passes(one) ? [] : [one.name])));
  const entries = results.map((one, index): ExpectedFailure | undefined => {
    const entry = named[index];
    if (entry === undefined) return undefined;
    const standing = statusOf(one, entry, today);
    // Of many results that one entry is about, some may well pass: that alone does not make it stale.
    const many = entry.requirement !== undefined || open.has(one.name);
    if (standing === "stale" && many) return undefined;
    return { standing, ...factsOf(entry) };
  });
  const names = (holds: (one: Gated, status: Status | undefined) => boolean) =>
    results.flatMap((one, index) => (holds(one, entries[index]?.standing) ? [one.name] : []));
  const lists = {
    expected: names((_, status) => status === "expected"),
    regressions: names(
      ({ outcome, counts }, status) => outcome === "failed" && counts && status !== "expected",
    ),
    expired: names((_, status) => status === "expired"),
    stale: [
      ...names((_, status) => status === "stale"),
      ...[...baseline.values()]
        .filter((entry) => isRequirementStale(entry, results))
        .map(nameOfEntry),
    ],
  };
  const expired = named.flatMap((entry, index) =>
    entry !== undefined && entries[index]?.standing === "expired" ? [nameOfEntry(entry)] : [],
  );
  const facts = { gate: gateOf(lists, inconclusive || results.some(isOpen)), ...lists };
  return { entries, facts, reasons: [...reasonsOf(facts, [...new Set(expired)])] };
}

/** The report of a run held against a baseline: each check that it names says how it stands, and what it adds to the reasons comes first. */
export function holdAgainst(report: Report, baseline: Baseline, today: string): Report {
  const flaky = new Set(report.unstable?.map(({ check }) => check));
  const gated = report.cases.flatMap((row) =>
    gatedChecks(row, report.run.selection.level).map((one) => ({
      ...one,
      flaky: flaky.has(one.name),
    })),
  );
  const inconclusive = report.conclusion === "inconclusive";
  const { entries, facts, reasons } = holdResults(gated, inconclusive, baseline, today);
  const held = new Map(
    gated.flatMap(({ name }, index) => {
      const entry = entries[index];
      return entry === undefined ? [] : [[name, entry]];
    }),
  );
  return {
    ...report,
    cases: report.cases.map((row) => heldRow(row, held)),
    baseline: facts,
    reasons: [...reasons, ...report.reasons],
  };
}

/** What no entry is about stays as it is. */
function heldRow(row: CaseRow, held: ReadonlyMap<string, ExpectedFailure>): CaseRow {
  if (held.size === 0) return row;
  const { checks } = row;
  const entries = checks.map(({ id }) => held.get(`${row.id}/${id}`));
  if (entries.every((entry) => entry === undefined)) return row;
  return {
    ...row,
    checks: checks.map((check, index): CheckRow => {
      const entry = entries[index];
      return entry === undefined ? check : { ...check, baseline: entry };
    }),
  };
}

/** Whether a case has a failure that counts and that no entry of the baseline excuses. */
export function failsUnexpectedly(
  row: CaseRow,
  level: Level,
  baseline: Baseline | undefined,
  today: string,
): boolean {
  return (
    holdResults(gatedChecks(row, level), false, baseline ?? new Map(), today).facts.regressions
      .length > 0
  );
}

const gatedChecks = ({ id, checks }: CaseRow, level: Level): readonly Gated[] =>
  checks.map((check) => ({
    name: `${id}/${check.id}`,
    requirement: check.requirement,
    outcome: check.outcome,
    counts: atLeast(check.level, level),
  }));

const passes = ({ outcome }: Gated): boolean =>
  outcome === "passed" || outcome === "not-applicable";

type Status = ExpectedFailure["standing"];

function statusOf({ outcome, flaky }: Gated, { expires }: BaselineEntry, today: string): Status {
  switch (outcome) {
    case "failed":
      if (flaky === true) return "unstable";
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

const factsOf = ({ reason, owner, expires, issue, requirement }: BaselineEntry) => ({
  reason,
  owner,
  expires,
  ...(issue === undefined ? {} : { issue }),
  ...(requirement === undefined ? {} : { requirement }),
});

/** The gravest first. */
function gateOf(
  { regressions, stale }: Omit<BaselineFacts, "gate">,
  isUnmeasured: boolean,
): BaselineFacts["gate"] {
  if (regressions.length > 0) return "regressed";
  if (isUnmeasured) return "unmeasured";
  return stale.length > 0 ? "stale" : "as-expected";
}

/** A fault of our own says nothing whatever counts. */
const isOpen = ({ outcome, counts }: Gated): boolean =>
  outcome === "errored" || (counts && withoutVerdict.includes(outcome));

/** @param expired What the entries name that have run out. */
function* reasonsOf(
  { regressions, stale, expected }: BaselineFacts,
  expired: readonly string[],
): Generator<string> {
  if (regressions.length > 0)
    yield `${plural(regressions.length, "failure")} that the baseline does not excuse: ${nameList(regressions)}.`;
  if (expired.length > 0)
    yield `${plural(expired.length, "entry", "entries")} of the baseline expired: ${nameList(expired)}.`;
  if (stale.length > 0)
    yield `${plural(stale.length, "entry", "entries")} of the baseline can go, the failure is gone: ${nameList(stale)}.`;
  if (expected.length > 0)
    yield `${plural(expected.length, "failure")} as the baseline expects: ${nameList(expected)}.`;
}
