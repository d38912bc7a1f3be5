import type {
  CaseRow,
  Cause,
  CheckRow,
  Report,
  RequirementRow,
} from "../../../specs/types/report.format.d.ts";
import { groupBy } from "../../group.ts";
import { boundAllEvidence } from "../../judge/bounds.ts";
import { outcomeOf } from "../../judge/outcome.ts";
import type { Outcome } from "../../judge/types.ts";
import type { Library } from "../../case/types.ts";
import { atLeast, type Level, type SpecBook } from "../../requirements/types.ts";
import { plural } from "../../text/plural.ts";
import { count } from "./count.ts";
import type { ReportFacts } from "./ended-run.ts";
import { groupLeftovers } from "../../judge/leftovers.ts";
import { groupOdd } from "../../judge/odd-answers.ts";
import type { JudgedCase } from "../../judge/judged-case.ts";
import { claimsOf } from "../../implementation/claims.ts";
import { inCommon } from "./in-common.ts";
import { accountMusts } from "./musts.ts";
import { traitsOf } from "./traits.ts";
import { unshownClaims } from "./unshown.ts";
import { withoutIds } from "../../text/without-ids.ts";
import { foldRepeats } from "./repeats.ts";

/** What verdicts are told with. */
export interface ReportContext {
  readonly specs: SpecBook;
  readonly library: Library;
}

/** Verdicts and facts as a report. Pure. */
export function buildReport(
  cases: readonly JudgedCase[],
  facts: ReportFacts,
  { specs, library }: ReportContext,
): Report {
  const { level } = facts.run.selection;
  const folded = foldRepeats(cases, level);
  const sorted = folded.cases.toSorted((a, b) => (a.row.id < b.row.id ? -1 : 1));
  const flaky = folded.flaky.toSorted((a, b) => (a.check < b.check ? -1 : 1));
  const requirements = requirementRows(sorted, specs, level);
  const rows = sorted.map((one) => one.row);
  const checks = rows.flatMap((row) => row.checks);
  const totals = {
    cases: count(rows),
    checks: count(checks),
    requirements: count(requirements),
    warnings: checks.filter((check) => check.outcome === "failed" && !atLeast(check.level, level))
      .length,
  };
  const causes = causesOf(rows);
  const left =
    facts.target.ephemeral === true ? [] : groupLeftovers(sorted.flatMap((one) => one.left));
  const odd = groupOdd(sorted.flatMap((one) => one.odd));
  const unshown = unshownProfiles(rows);
  const common = commonOf(rows, facts, library);
  const claimed = unshownClaims(rows, facts, library);
  const conclusion = conclude(checks, facts.run, unshown);
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
    cases: rows,
    ...(left.length === 0 ? {} : { left: [...left] }),
    ...(odd.length > 0 && { oddAnswers: odd }),
    evidence: boundAllEvidence(
      Object.assign({}, ...sorted.map((one) => one.evidence)) as Report["evidence"],
    ),
  };
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

function requirementRows(
  cases: readonly JudgedCase[],
  specs: SpecBook,
  level: Level,
): readonly RequirementRow[] {
  const checks = cases.flatMap(({ row }) => row.checks.map((check) => ({ row, check })));
  const grouped = groupBy(checks, ({ check }) => check.requirement);
  return [...grouped]
    .toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .flatMap(([id, own]) => {
      const requirement = specs.requirements.get(id);
      if (requirement === undefined) return [];
      return [
        {
          id,
          level: requirement.level,
          statement: requirement.statement,
          citation: requirement.citation,
          outcome: outcomeOf(
            own.map(({ check }) => check),
            level,
          ),
          checks: own.map(({ row, check }) => `${row.id}/${check.id}`),
        },
      ];
    });
}

/** Cases without a verdict, grouped by what went wrong first, whatever the ids; the largest group first. */
function causesOf(rows: readonly CaseRow[]): readonly Cause[] {
  const open = rows.flatMap((row) =>
    row.checks.some((check) => check.cause !== undefined)
      ? [{ row, check: row.checks.find((check) => check.cause !== undefined) }]
      : [],
  );
  const grouped = groupBy(
    open,
    ({ check }) => `${check?.outcome}\n${withoutIds(check?.cause ?? "")}`,
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
  checks: readonly CheckRow[],
  { stopped, selection: { level } }: ReportFacts["run"],
  unshown: readonly string[],
): Report["conclusion"] {
  if (stopped !== undefined && stopped.by !== "bail") return "inconclusive";
  const counting = checks.filter((check) => atLeast(check.level, level));
  if (any(counting, "failed")) return "non-conformant";
  if (any(counting, "blocked", "untestable") || any(checks, "errored")) return "inconclusive";
  if (unshown.length > 0) return "inconclusive";
  return any(counting, "passed") ? "conformant" : "inconclusive";
}

/** Profiles that apply, and of which no check passed at all: a run shows nothing of them. */
const unshownProfiles = (rows: readonly CaseRow[]): readonly string[] =>
  [...groupBy(rows, ({ profile }) => profile)].flatMap(([profile, own]) => {
    const checks = own.flatMap((row) => row.checks);
    const applies = checks.some(({ outcome }) => outcome !== "not-applicable");
    return applies && !any(checks, "passed") ? [profile] : [];
  });

const any = (rows: readonly CheckRow[], ...outcomes: readonly Outcome[]): boolean =>
  rows.some((check) => outcomes.includes(check.outcome));

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
