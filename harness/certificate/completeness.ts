import type { Case, Library } from "../case/types.ts";
import { roundName } from "../journal/parse.ts";
import type { Outcome, Verdict } from "../judge/types.ts";
import type { Problem } from "../problem.ts";
import type { JudgedCase } from "../judge/judged-case.ts";
import { mayBeLeftOut, type ClaimedScope } from "./required.ts";
import { nameList } from "../report/text/name-list.ts";

/** The book that is kept while a stored run is judged again: each case of the suite, in each round. */
export interface Completeness {
  readonly enter: (judged: JudgedCase, round: number) => void;
  /** INCOMPLETE: everything for which there is no verdict, or one that a certificate does not take. */
  readonly problems: (rounds: number, scope: ClaimedScope) => readonly Problem[];
}

export function createCompleteness(library: Library): Completeness {
  const entries = new Map<string, readonly Verdict[]>();
  return {
    enter: ({ row, verdicts }, round) => void entries.set(roundName(row.id, round), verdicts),
    problems: (repeat, scope) => {
      const rounds = Array.from({ length: repeat }, (_, index) => index + 1);
      const expected = library.cases.flatMap((testCase) =>
        rounds.map((round): Expected => ({ case: testCase, name: roundName(testCase.id, round) })),
      );
      return [
        ...list(
          "without a verdict",
          checksOf(expected, (one) => unjudged(one.case, judgedAs(one, entries))),
        ),
        ...refusedOutcomes.flatMap((outcome) =>
          list(
            outcome,
            checksOf(expected, (one) => having(outcome, judgedAs(one, entries))),
          ),
        ),
        ...list(
          "left out although the target claims them",
          checksOf(expected, (one) =>
            mayBeLeftOut(one.case, library, scope)
              ? []
              : having("not-applicable", judgedAs(one, entries)),
          ),
        ),
        ...list(
          "of varying outcome",
          library.cases.flatMap((testCase) => varying(testCase, rounds, entries)),
        ),
      ];
    },
  };
}

interface Expected {
  readonly case: Case;
  /** With the round, where it is not the first. */
  readonly name: string;
}

const judgedAs = (
  { name }: Expected,
  entries: ReadonlyMap<string, readonly Verdict[]>,
): readonly Verdict[] => entries.get(name) ?? [];

const refusedOutcomes = ["failed", "blocked", "untestable", "errored"] as const;

const checksOf = (
  expected: readonly Expected[],
  which: (one: Expected) => readonly string[],
): readonly string[] =>
  expected.flatMap((one) => which(one).map((check) => `${one.name}/${check}`));

const unjudged = ({ checks }: Case, verdicts: readonly Verdict[]): readonly string[] =>
  checks.map(({ id }) => id).filter((id) => !verdicts.some(({ check }) => check === id));

/** A check that is no must may fail: that is a warning. */
const having = (wanted: Outcome, verdicts: readonly Verdict[]): readonly string[] =>
  verdicts
    .filter(({ outcome, level }) => outcome === wanted && (wanted !== "failed" || level === "must"))
    .map(({ check }) => check);

function varying(
  { id, checks }: Case,
  rounds: readonly number[],
  entries: ReadonlyMap<string, readonly Verdict[]>,
): readonly string[] {
  return checks
    .filter((check) => {
      const outcomes = rounds.flatMap((round) =>
        (entries.get(roundName(id, round)) ?? [])
          .filter((verdict) => verdict.check === check.id)
          .map(({ outcome }) => outcome),
      );
      return new Set(outcomes).size > 1;
    })
    .map((check) => `${id}/${check.id}`);
}

const list = (what: string, names: readonly string[]): readonly Problem[] =>
  names.length === 0
    ? []
    : [{ code: "INCOMPLETE", message: `${plural(names.length)} ${what}: ${nameList(names)}` }];

const plural = (count: number): string => `${count} check${count === 1 ? "" : "s"}`;
