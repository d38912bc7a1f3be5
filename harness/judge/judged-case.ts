import type { CaseRow, Evidence } from "../../specs/types/report.format.d.ts";
import { wholeCase } from "../case/known-apart.ts";
import { digitsIn, type Values } from "../case/json.ts";
import type { Case } from "../case/types.ts";
import type { Transcript } from "../journal/transcript.ts";
import { caseRow } from "./case-row.ts";
import { boundCause, boundEvidence, boundValue } from "./bounds.ts";
import { readFacts } from "./facts.ts";
import { judge } from "./judge.ts";
import { polledOf } from "./polled-steps.ts";
import { type Leftover, leftoversOf } from "./leftovers.ts";
import { oddAnswersOf } from "./odd-answers.ts";
import { outcomeOf, undriven } from "./outcome.ts";
import type { Verdict } from "./types.ts";
import type { Decision } from "../plan/types.ts";
import type { Level, SpecBook } from "../requirements/types.ts";

/** A judged case: what the report keeps of it. */
export interface JudgedCase {
  readonly row: CaseRow;
  /** All its exchanges when it failed or has no verdict; nothing when it passed. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** What it made on the target and did not delete. */
  readonly left: readonly Leftover[];
  /** What is odd about its answers, an entry each. */
  readonly odd: readonly string[];
}

/** What judging needs beside the case and its transcript. */
export interface JudgeInput {
  readonly schemas: SpecBook["schemas"];
  /** The level from which a failed check counts. */
  readonly level: Level;
}

/** Judges a case as it was planned: a driven one by its transcript, another by the reason why it was not. */
export function judgeCase(
  testCase: Case,
  decision: Decision,
  transcript: Transcript,
  { schemas, level }: JudgeInput,
): JudgedCase {
  const checks = testCase.checks.map(({ id, level: own, requirement }) => ({
    check: id,
    level: own,
    requirement,
  }));
  const given =
    decision.kind === "run"
      ? judgeDriven(testCase, transcript, schemas, checks)
      : undriven(checks, decision);
  const verdicts = given.map((verdict) =>
    verdict.cause === undefined ? verdict : { ...verdict, cause: boundCause(verdict.cause) },
  );
  const judged = judgedCase(testCase, verdicts, transcript, level);
  const { row, evidence } = judged;
  if (row.outcome === "errored" || Object.keys(evidence).length === 0) return judged;
  const values = namedValues(readFacts(testCase, transcript, schemas).values);
  return Object.keys(values).length === 0 ? judged : { ...judged, row: { ...row, values } };
}

/** What a case was told, as text, so that a reader sees which of its values is `{card.id}`; what it drew itself tells nothing. */
const namedValues = (values: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (name === "case.unique") return [];
      const text = typeof value === "number" ? String(value) : (digitsIn(value) ?? value);
      return typeof text === "string" ? [[name, boundValue(text)]] : [];
    }),
  );

/** A crash of ours is our own fault, and costs no other case its verdict. */
function judgeDriven(
  testCase: Case,
  transcript: Transcript,
  schemas: JudgeInput["schemas"],
  checks: readonly Pick<Verdict, "check" | "level" | "requirement">[],
): readonly Verdict[] {
  try {
    return judge(testCase, transcript, schemas);
  } catch (error) {
    const cause = `the judge crashed: ${error instanceof Error ? error.message : String(error)}`;
    const none = { outcome: "errored", cause, findings: [], exchanges: [] } as const;
    return checks.map((check) => ({ ...check, ...none }));
  }
}

/**
 * A case that the run did not finish: every check is blocked. What it has of a transcript is evidence, but a step that
 * was still waiting for its answer to settle is not to be judged.
 */
export function judgeUnfinished(
  testCase: Case,
  transcript: Transcript | undefined,
  cause: string,
  input: JudgeInput,
): JudgedCase {
  const gap = { kind: "gap", scope: "given", name: "case", outcome: "blocked", cause } as const;
  const entries = [...(transcript?.entries ?? []), gap];
  const whole = wholeCase(testCase);
  return judgeCase(whole, { kind: "run" }, { case: whole.id, durationMs: 0, entries }, input);
}

const nothing: JudgedCase["evidence"] = {};

/** The row of one case, with the evidence where a reader will want it. */
function judgedCase(
  testCase: Case,
  verdicts: readonly Verdict[],
  transcript: Transcript,
  level: Level,
): JudgedCase {
  const outcome = outcomeOf(verdicts, level);
  const polled = polledOf(testCase, transcript);
  const cause = verdicts.find((verdict) => verdict.outcome === outcome)?.cause;
  const wanted = outcome !== "passed" || verdicts.some((verdict) => verdict.outcome === "failed");
  const own = {
    outcome,
    ...(cause === undefined ? {} : { cause }),
    durationMs: transcript.durationMs,
    ...(polled.length === 0 ? {} : { polled: [...polled] }),
  };
  return {
    row: caseRow(testCase, own, verdicts),
    evidence: wanted ? evidenceOf(transcript) : nothing,
    left: leftoversOf(transcript),
    odd: oddAnswersOf(transcript),
  };
}

/** The exchanges of a transcript by their number. */
export function evidenceOf(transcript: Transcript): Readonly<Record<string, Evidence>> {
  return Object.fromEntries(
    transcript.entries.flatMap((entry) => {
      if (entry.kind !== "exchange") return [];
      const step = entry.scope === "given" ? `given.${entry.name}` : entry.name;
      const { exchange, together } = entry;
      const one = { case: transcript.case, step, ...(together && { together }), exchange };
      return [[entry.number, boundEvidence(one)]];
    }),
  );
}
