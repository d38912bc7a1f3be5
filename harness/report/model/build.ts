import type { CaseRow, Cause, Counts, Report } from "../../../specs/types/report.format.d.ts";
import { groupBy } from "../../group.ts";
import { boundAllEvidence } from "../../judge/bounds.ts";
import type { Library } from "../../case/types.ts";
import { atLeast, type SpecBook } from "../../requirements/types.ts";
import { plural } from "../../text/plural.ts";
import { count } from "./count.ts";
import type { ReportFacts } from "./ended-run.ts";
import { type Fate, fatesOf } from "../../judge/case-row.ts";
import { type JudgedCases, leftBy, oddIn } from "../../judge/judged-cases.ts";
import { claimsOf } from "../../implementation/claims.ts";
import { inCommon } from "./in-common.ts";
import { accountMusts } from "./musts.ts";
import { requirementRows } from "./requirement-rows.ts";
import { traitsOf } from "./traits.ts";
import { unshownClaims } from "./unshown.ts";
import { withoutIds } from "../../text/without-ids.ts";
import { type Folded, foldRepeats } from "./repeats.ts";

/** What verdicts are told with. */
export interface ReportContext {
  readonly specs: SpecBook;
  readonly library: Library;
}

/** Verdicts and facts as a report. Pure. */
export function buildReport(
  cases: JudgedCases,
  facts: ReportFacts,
  { specs, library }: ReportContext,
): Report {
  const { level } = facts.run.selection;
  const folded = foldRepeats(cases, level);
  const flaky = folded.flaky.toSorted((a, b) => (a.check < b.check ? -1 : 1));
  const { rows } = folded;
  const requirements = requirementRows(rows, specs, level);
  const checks = checksIn(rows);
  const all = count(checks);
  const counting = count(checks, (check) => atLeast(check.level, level));
  const totals = {
    cases: count(rows),
    checks: all,
    requirements: count(requirements),
    warnings: all.failed - counting.failed,
  };
  const causes = causesOf(rows);
  const left = facts.target.ephemeral === true ? [] : leftBy(cases);
  const odd = oddIn(cases);
  const unshown = unshownProfiles(rows);
  const common = commonOf(rows, facts, library);
  const claimed = unshownClaims(rows, facts, library);
  const conclusion = conclude({ all, counting }, facts.run, unshown);
  const reasons =
    conclusion === "conformant"
      ? []
      : [...reasonsFor(totals, causes, facts, unshown), ...flakiness(flaky, facts.run)];
  return {
    format: 1,
    suite: facts.suite,
    target: facts.target,
    run: facts.run,
    conclusion,
    reasons,
    totals,
    musts: accountMusts(checks, specs.requirements.values()),
    ...(common.length > 0 && { inCommon: [...common] }),
    ...(claimed.length > 0 && { unshown: [...claimed] }),
    causes: [...causes],
    ...(facts.run.repeat === undefined ? {} : { unstable: flaky }),
    requirements: [...requirements],
    cases: [...rows],
    ...(left.length === 0 ? {} : { left }),
    ...(odd.length > 0 && { oddAnswers: odd }),
    evidence: boundAllEvidence(evidenceIn(folded)),
  };
}

/** One after the other: no call takes as many arguments as there may be cases. */
function evidenceIn({ rows, evidenceOf }: Folded): Report["evidence"] {
  const all: Report["evidence"] = {};
  for (const row of rows) for (const own of evidenceOf(row)) Object.assign(all, own);
  return all;
}

/** Nothing can be common to less than two. */
function commonOf(
  rows: readonly CaseRow[],
  { target }: ReportFacts,
  { cases, fixtures }: Library,
): ReturnType<typeof inCommon> {
  const bad = rows.filter(({ outcome }) => outcome === "failed" || outcome === "blocked");
  if (bad.length < 2) return [];
  const byId = new Map(cases.map((testCase) => [testCase.id, testCase]));
  const claims = claimsOf(target.claims);
  return inCommon(
    rows.flatMap((row) => {
      const testCase = byId.get(row.id);
      if (testCase === undefined) return [];
      return [{ outcome: row.outcome, traits: traitsOf(testCase, row, fixtures, claims) }];
    }),
  );
}

/** What became of all checks of the cases, in their order. */
const checksIn = (rows: readonly CaseRow[]): Iterable<Fate> => ({
  *[Symbol.iterator]() {
    for (const row of rows) yield* fatesOf(row);
  },
});

/** Cases without a verdict, grouped by what went wrong first, whatever the ids; the largest group first. */
function causesOf(rows: readonly CaseRow[]): readonly Cause[] {
  const open = rows.flatMap((row) => {
    const check = fatesOf(row).find(({ cause }) => cause !== undefined);
    return check === undefined ? [] : [{ row, check }];
  });
  const grouped = groupBy(
    open,
    ({ check }) => `${check.outcome}\n${withoutIds(check.cause ?? "")}`,
  );
  return [...grouped.values()]
    .map((group) => ({
      outcome: group[0]?.check?.outcome ?? "blocked",
      cause: group[0]?.check?.cause ?? "",
      cases: group.map(({ row }) => row.id),
    }))
    .toSorted((a, b) => b.cases.length - a.cases.length);
}

/**
 * Conformant: every check that counts passed or is not applicable, and at least one passed. What is
 * below the run's level is reported with its outcome and decides nothing, unless the fault is ours. A run that was
 * stopped says nothing about the target, unless a failure is what stopped it.
 */
function conclude(
  { all, counting }: { readonly all: Counts; readonly counting: Counts },
  { stopped }: ReportFacts["run"],
  unshown: readonly string[],
): Report["conclusion"] {
  if (stopped !== undefined && stopped.by !== "bail") return "inconclusive";
  if (counting.failed > 0) return "non-conformant";
  if (counting.blocked + counting.untestable + all.errored > 0) return "inconclusive";
  if (unshown.length > 0) return "inconclusive";
  return counting.passed > 0 ? "conformant" : "inconclusive";
}

/** Profiles that apply, and of which no check passed at all: a run shows nothing of them. */
const unshownProfiles = (rows: readonly CaseRow[]): readonly string[] =>
  [...groupBy(rows, ({ profile }) => profile)].flatMap(([profile, own]) => {
    const { passed, failed, blocked, untestable, errored } = count(checksIn(own));
    return passed === 0 && failed + blocked + untestable + errored > 0 ? [profile] : [];
  });

function reasonsFor(
  { cases, requirements }: Report["totals"],
  causes: readonly Cause[],
  facts: ReportFacts,
  unshown: readonly string[],
): readonly string[] {
  const failed =
    cases.failed > 0
      ? [
          `${plural(cases.failed, "case")} failed, on ${plural(requirements.failed, "requirement")}.`,
        ]
      : [];
  const open = causes
    .filter((cause) => cause.outcome !== "not-applicable")
    .map(
      (cause) =>
        `${plural(cause.cases.length, "case")} ${cause.outcome}: ${firstLine(cause.cause)}.`,
    );
  const dead = unshown.map((profile) => `Of the profile ${profile} no check passed.`);
  const none =
    failed.length + open.length + dead.length > 0
      ? []
      : cases.passed === 0
        ? [`No case applies to ${facts.target.name}, so nothing was shown.`]
        : [`No check counts at level ${facts.run.selection.level}, so nothing was shown.`];
  return [...failed, ...open, ...(failed.length + open.length > 0 ? [] : dead), ...none];
}

function flakiness(
  flaky: NonNullable<Report["unstable"]>,
  { repeat = 1 }: ReportFacts["run"],
): readonly string[] {
  if (flaky.length === 0) return [];
  const names = flaky.map(({ check }) => check).join(", ");
  return [`${plural(flaky.length, "check")} varied over ${plural(repeat, "repeat")}: ${names}.`];
}

const firstLine = (text: string): string => (text.split("\n")[0] ?? text).replace(/\.$/, "");
