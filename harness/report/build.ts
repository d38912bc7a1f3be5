import type {
  CaseRow,
  Cause,
  CheckRow,
  Counts,
  Evidence,
  Report,
  RequirementRow,
} from "../../specs/types/report.format.d.ts";
import type { Case } from "../case/types.ts";
import type { Transcript } from "../drive/transcript.ts";
import { outcomeOf } from "../judge/outcome.ts";
import type { Outcome, Verdict } from "../judge/types.ts";
import { groupBy } from "../group.ts";
import { atLeast, type Level, type SpecBook } from "../spec/types.ts";

/** A judged case: what the report keeps of it. */
export interface JudgedCase {
  readonly row: CaseRow;
  readonly verdicts: readonly Verdict[];
  /** All its exchanges when it failed or has no verdict; nothing when it passed. */
  readonly evidence: Readonly<Record<string, Evidence>>;
}

/** The facts of a run that verdicts do not hold. */
export type ReportFacts = Pick<Report, "suite" | "target" | "run">;

/** The row of one case, with the evidence where a reader will want it. */
export function judgedCase(
  one: Case,
  verdicts: readonly Verdict[],
  transcript: Transcript,
  level: Level,
): JudgedCase {
  const outcome = outcomeOf(verdicts, level);
  const cause = verdicts.find((verdict) => verdict.outcome === outcome)?.cause;
  const wanted = outcome !== "passed" || verdicts.some((verdict) => verdict.outcome === "failed");
  return {
    row: {
      id: one.id,
      title: one.title,
      profile: one.profile,
      file: one.origin.file,
      line: one.origin.line ?? 1,
      outcome,
      ...(cause === undefined ? {} : { cause }),
      durationMs: transcript.durationMs,
      checks: verdicts.map(checkRow),
    },
    verdicts,
    evidence: wanted ? evidenceOf(transcript) : {},
  };
}

/** Verdicts and facts as a report. Pure. */
export function buildReport(
  cases: readonly JudgedCase[],
  facts: ReportFacts,
  specs: SpecBook,
): Report {
  const { level } = facts.run.selection;
  const sorted = cases.toSorted((a, b) => (a.row.id < b.row.id ? -1 : 1));
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
  const conclusion = conclude(checks, level);
  const reasons = conclusion === "conformant" ? [] : reasonsFor(totals, causes, facts);
  return {
    format: 1,
    suite: facts.suite,
    target: facts.target,
    run: facts.run,
    conclusion,
    reasons: [...reasons],
    totals,
    causes: [...causes],
    requirements: [...requirements],
    cases: rows,
    evidence: Object.assign({}, ...sorted.map((one) => one.evidence)) as Report["evidence"],
  };
}

function checkRow(verdict: Verdict): CheckRow {
  return {
    id: verdict.check,
    level: verdict.level,
    requirement: verdict.requirement,
    outcome: verdict.outcome,
    ...(verdict.cause === undefined ? {} : { cause: verdict.cause }),
    findings: [...verdict.findings],
    exchanges: [...verdict.exchanges],
  };
}

function evidenceOf(transcript: Transcript): Readonly<Record<string, Evidence>> {
  return Object.fromEntries(
    transcript.entries.flatMap((entry) => {
      if (entry.kind !== "exchange") return [];
      const step = entry.scope === "given" ? `given.${entry.name}` : entry.name;
      return [[entry.number, { case: transcript.case, step, exchange: entry.exchange }]];
    }),
  );
}

function requirementRows(
  cases: readonly JudgedCase[],
  specs: SpecBook,
  level: Level,
): readonly RequirementRow[] {
  const verdicts = cases.flatMap(({ row, verdicts: own }) =>
    own.map((verdict) => ({ ...verdict, name: `${row.id}/${verdict.check}` })),
  );
  const grouped = groupBy(verdicts, (verdict) => verdict.requirement);
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
          outcome: outcomeOf(own, level),
          checks: own.map((verdict) => verdict.name),
        },
      ];
    });
}

function count(rows: readonly { readonly outcome: Outcome }[]): Counts {
  const counts: Counts = {
    passed: 0,
    failed: 0,
    blocked: 0,
    untestable: 0,
    "not-applicable": 0,
    errored: 0,
  };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}

/** Cases without a verdict, grouped by what went wrong first; the largest group first. */
function causesOf(rows: readonly CaseRow[]): readonly Cause[] {
  const open = rows.flatMap((row) =>
    row.checks.some((check) => check.cause !== undefined)
      ? [{ row, check: row.checks.find((check) => check.cause !== undefined) }]
      : [],
  );
  const grouped = groupBy(open, ({ check }) => `${check?.outcome}\n${check?.cause}`);
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
 * below the run's level is reported with its outcome and decides nothing, unless the fault is ours.
 */
function conclude(checks: readonly CheckRow[], level: Level): Report["conclusion"] {
  const counting = checks.filter((check) => atLeast(check.level, level));
  const outcomes = new Set(counting.map((check) => check.outcome));
  const errored = checks.some((check) => check.outcome === "errored");
  if (outcomes.has("failed")) return "non-conformant";
  if (errored || outcomes.has("blocked") || outcomes.has("untestable")) return "inconclusive";
  return outcomes.has("passed") ? "conformant" : "inconclusive";
}

function reasonsFor(
  { cases, requirements }: Report["totals"],
  causes: readonly Cause[],
  facts: ReportFacts,
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
  const none =
    failed.length + open.length > 0
      ? []
      : cases.passed === 0
        ? [`No case applies to ${facts.target.name}, so nothing was shown.`]
        : [`No check counts at level ${facts.run.selection.level}, so nothing was shown.`];
  return [...failed, ...open, ...none];
}

const plural = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

const firstLine = (text: string): string => (text.split("\n")[0] ?? text).replace(/\.$/, "");
