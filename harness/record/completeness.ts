import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import type { Case, Library } from "../case/types.ts";
import { claimsOf } from "../implementation/claims.ts";
import { roundName } from "../journal/parse.ts";
import type { Transcript } from "../journal/transcript.ts";
import { type JudgedCase, type JudgeInput, judgeUnfinished } from "../judge/judged-case.ts";
import { chosenCases } from "../plan/plan.ts";

// One rule for every command that may end green: what was to be driven has its verdicts, each case in each round.

/** A case of which a run owes the verdicts, in one round. */
export interface DueCase {
  readonly case: Case;
  /** Its id, with the round where that is not the first. */
  readonly name: string;
}

/** What a run owes that began with this header, by the present suite. */
export const dueOf = ({ run, target }: HeaderLine, library: Library): readonly DueCase[] => {
  const claims = claimsOf(target.claims);
  return dueCases(chosenCases(library, run.selection, claims, run.shard).cases, run.repeat);
};

/** Each case in each round. */
export const dueCases = (cases: readonly Case[], repeat = 1): readonly DueCase[] =>
  Array.from({ length: repeat }, (_, index) => index + 1).flatMap((round) =>
    cases.map((testCase) => ({ case: testCase, name: roundName(testCase.id, round) })),
  );

/** What is known of a run beside its finished cases. */
export interface Gaps {
  /** Names of the cases that have their verdicts. */
  readonly finished: Pick<ReadonlySet<string>, "has">;
  /** What there is of those that were begun and not finished, by their names. */
  readonly begun: ReadonlyMap<string, Transcript>;
  readonly cause: string;
}

/** The due cases that were not driven to their end: blocked, so that half a run never looks whole. */
export const judgeMissing = (
  due: readonly DueCase[],
  { finished, begun, cause }: Gaps,
  input: JudgeInput,
): readonly JudgedCase[] =>
  due
    .filter(({ name }) => !finished.has(name))
    .map((one) => judgeUnfinished(one.case, begun.get(one.name), cause, input));
