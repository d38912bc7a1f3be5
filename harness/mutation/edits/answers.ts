import type { CallStep, Check } from "../../case/types.ts";
import { takeValues } from "../../check/select.ts";
import type { ExchangeEntry } from "../../journal/transcript.ts";
import type { Answered } from "../../http/types.ts";
import { type Facts, readFacts } from "../../judge/facts.ts";
import { judge } from "../../judge/judge.ts";
import type { Verdict } from "../../judge/types.ts";
import type { SpecBook } from "../../requirements/types.ts";
import type { CaseRun } from "../case-run.ts";
import type { Edit } from "./edit.ts";

/** An answer that the judge looks at: the last of its step, or of one run of it. */
export interface JudgedAnswer {
  readonly trial: CaseRun;
  readonly step: CallStep;
  readonly entry: ExchangeEntry;
  readonly answer: Answered;
}

/** Every answer of a trial that a check can be on. */
export function judgedAnswers(trial: CaseRun, facts: Facts): readonly JudgedAnswer[] {
  return trial.case.steps.flatMap((step) => {
    if (step.kind !== "call") return [];
    return (facts.judged.get(step.id) ?? []).flatMap(({ entry }) => {
      const { reply } = entry.exchange;
      return reply.kind === "answered" ? [{ trial, step, entry, answer: reply }] : [];
    });
  });
}

/** What the transcript of a trial says before anything in it is edited. */
export const factsOf = ({ case: testCase, transcript }: CaseRun, { schemas }: SpecBook): Facts =>
  readFacts(testCase, transcript, schemas);

/** What the judge says of these checks when one answer of the transcript is another. */
export function judgeEdited(
  { trial, entry }: JudgedAnswer,
  edit: Edit,
  checks: readonly Check[],
  { schemas }: SpecBook,
): readonly Verdict[] {
  const { case: testCase, transcript } = trial;
  const edited = { ...entry, exchange: { ...entry.exchange, reply: edit.answer() } };
  const entries = transcript.entries.map((other) => (other === entry ? edited : other));
  return judge({ ...testCase, checks }, { ...transcript, entries }, schemas);
}

/**
 * Whether the edit leaves the values alone that later steps took from the answer. Where it does not, the rest of the
 * transcript is no longer what would have been asked.
 */
export function keepsTaken(
  { step, entry, answer }: JudgedAnswer,
  edit: Edit,
  facts: Facts,
): boolean {
  const taken = (reply: Answered) =>
    JSON.stringify(takeValues(step.take, { ...entry.exchange, reply }, facts.values));
  return step.take.length === 0 || taken(edit.answer()) === taken(answer);
}
