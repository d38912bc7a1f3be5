import type { CheckRow } from "../../specs/types/report.format.d.ts";
import type { Case, Library } from "../case/types.ts";
import { type ClaimedScope, covers } from "../implementation/claims.ts";
import { roundName } from "../journal/parse.ts";
import type { JudgedCase } from "../judge/judged-case.ts";
import type { Outcome } from "../judge/types.ts";
import type { Problem } from "../problem.ts";
import { nameList } from "../text/name-list.ts";
import { plural } from "../text/plural.ts";
import { type DueCase, dueCases } from "./completeness.ts";

/** The book that is kept while a stored run is judged again: each case of the suite, in each round. */
export interface CompletenessBook {
  readonly enter: (judged: JudgedCase, round: number) => void;
  /** INCOMPLETE: everything for which there is no verdict, or one that a certificate does not take. */
  readonly problems: (repeat: number, scope: ClaimedScope) => readonly Problem[];
}

export function createCompletenessBook(library: Library): CompletenessBook {
  const entries = new Map<string, readonly CheckRow[]>();
  return {
    enter: ({ row }, round) => void entries.set(roundName(row.id, round), row.checks),
    problems: (repeat, scope) => {
      const due = dueCases(library.cases, repeat);
      const isClaimed = (one: DueCase) => covers(one.case, library.fixtures, scope).kind === "yes";
      return [
        ...list(
          "without a verdict",
          checksOf(due, (one) => unjudged(one.case, judgedAs(one, entries))),
        ),
        ...refusedOutcomes.flatMap((outcome) =>
          list(
            outcome,
            checksOf(due, (one) => having(outcome, judgedAs(one, entries))),
          ),
        ),
        ...list(
          "left out although the target claims them",
          checksOf(due, (one) =>
            isClaimed(one) ? having("not-applicable", judgedAs(one, entries)) : [],
          ),
        ),
        ...list(
          "of varying outcome",
          library.cases.flatMap((testCase) => varying(testCase, repeat, entries)),
        ),
      ];
    },
  };
}

const judgedAs = (
  { name }: DueCase,
  entries: ReadonlyMap<string, readonly CheckRow[]>,
): readonly CheckRow[] => entries.get(name) ?? [];

const refusedOutcomes = ["failed", "blocked", "untestable", "errored"] as const;

const checksOf = (
  due: readonly DueCase[],
  which: (one: DueCase) => readonly string[],
): readonly string[] => due.flatMap((one) => which(one).map((check) => `${one.name}/${check}`));

const unjudged = ({ checks }: Case, verdicts: readonly CheckRow[]): readonly string[] =>
  checks.map(({ id }) => id).filter((id) => !verdicts.some((verdict) => verdict.id === id));

/** A check that is no must may fail: that is a warning. */
const having = (wanted: Outcome, verdicts: readonly CheckRow[]): readonly string[] =>
  verdicts
    .filter(({ outcome, level }) => outcome === wanted && (wanted !== "failed" || level === "must"))
    .map(({ id }) => id);

function varying(
  testCase: Case,
  repeat: number,
  entries: ReadonlyMap<string, readonly CheckRow[]>,
): readonly string[] {
  const rounds = dueCases([testCase], repeat);
  return testCase.checks
    .filter((check) => {
      const outcomes = rounds.flatMap((one) =>
        judgedAs(one, entries)
          .filter(({ id }) => id === check.id)
          .map(({ outcome }) => outcome),
      );
      return new Set(outcomes).size > 1;
    })
    .map((check) => `${testCase.id}/${check.id}`);
}

const list = (what: string, names: readonly string[]): readonly Problem[] =>
  names.length === 0
    ? []
    : [
        {
          code: "INCOMPLETE",
          message: `${plural(names.length, "check")} ${what}: ${nameList(names)}`,
        },
      ];
