import type { CaseRow, CheckRow, Evidence } from "../../specs/types/report.format.d.ts";
import type { Case } from "../case/types.ts";
import type { Transcript } from "../drive/transcript.ts";
import { judge } from "../judge/judge.ts";
import { polledOf } from "./polled.ts";
import { type Left, leftOf } from "./left.ts";
import { outcomeOf, undriven } from "../judge/outcome.ts";
import type { Verdict } from "../judge/types.ts";
import type { Decision } from "../plan/types.ts";
import type { Level, SpecBook } from "../spec/types.ts";

/** A judged case: what the report keeps of it. */
export interface JudgedCase {
  readonly row: CaseRow;
  readonly verdicts: readonly Verdict[];
  /** All its exchanges when it failed or has no verdict; nothing when it passed. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** What it made on the target and did not delete. */
  readonly left: readonly Left[];
}

/** What judging needs beside the case and its transcript. */
export interface JudgeInput {
  readonly schemas: SpecBook["schemas"];
  /** The level from which a failed check counts. */
  readonly level: Level;
}

/** Judges a case as it was planned: a driven one by its transcript, another by the reason why it was not. */
export function judgeCase(
  one: Case,
  decision: Decision,
  transcript: Transcript,
  { schemas, level }: JudgeInput,
): JudgedCase {
  const checks = one.checks.map(({ id, level: own, requirement }) => ({
    check: id,
    level: own,
    requirement,
  }));
  const verdicts =
    decision.kind === "run" ? judge(one, transcript, schemas) : undriven(checks, decision);
  return judgedCase(one, verdicts, transcript, level);
}

/**
 * A case that the run did not finish: every check is blocked. What it has of a transcript is evidence, but a step that
 * was still waiting for its answer to settle is not to be judged.
 */
export function judgeUnfinished(
  one: Case,
  transcript: Transcript | undefined,
  cause: string,
  input: JudgeInput,
): JudgedCase {
  const gap = { kind: "gap", scope: "given", name: "case", outcome: "blocked", cause } as const;
  const entries = [...(transcript?.entries ?? []), gap];
  return judgeCase(one, { kind: "run" }, { case: one.id, durationMs: 0, entries }, input);
}

/** The row of one case, with the evidence where a reader will want it. */
function judgedCase(
  one: Case,
  verdicts: readonly Verdict[],
  transcript: Transcript,
  level: Level,
): JudgedCase {
  const outcome = outcomeOf(verdicts, level);
  const polled = polledOf(one, transcript);
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
      ...(polled.length === 0 ? {} : { polled: [...polled] }),
      checks: verdicts.map(checkRow),
    },
    verdicts,
    evidence: wanted ? evidenceOf(transcript) : {},
    left: leftOf(transcript),
  };
}

export function checkRow(verdict: Verdict): CheckRow {
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

/** The exchanges of a transcript by their number. */
export function evidenceOf(transcript: Transcript): Readonly<Record<string, Evidence>> {
  return Object.fromEntries(
    transcript.entries.flatMap((entry) => {
      if (entry.kind !== "exchange") return [];
      const step = entry.scope === "given" ? `given.${entry.name}` : entry.name;
      return [[entry.number, { case: transcript.case, step, exchange: entry.exchange }]];
    }),
  );
}
