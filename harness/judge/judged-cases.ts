import type { CaseRow, Report } from "../../specs/types/report.format.d.ts";
import { TextList } from "../text/text-pages.ts";
import type { JudgedCase } from "./judged-case.ts";

/** Judged cases together. Of one that passed nothing stays but its row and what it left. */
export interface JudgedCases {
  /** A row each, in the order in which they came. */
  readonly rows: readonly CaseRow[];
  /** Of rows that have any. */
  readonly evidence: ReadonlyMap<CaseRow, JudgedCase["evidence"]>;
  /** Ids of what they left on the target, by the call that made it. */
  readonly left: ReadonlyMap<string, Iterable<string>>;
  /** What is odd about answers, and of how many it is true. */
  readonly odd: ReadonlyMap<string, number>;
}

/** Judged cases to which others come. */
export interface Gathered extends JudgedCases {
  readonly add: (one: JudgedCase) => void;
}

/** @param earlier What is gathered already, which itself stays as it is. */
export function gatherCases(earlier?: JudgedCases): Gathered {
  const rows = [...(earlier?.rows ?? [])];
  const evidence = new Map(earlier?.evidence);
  const left = new Map(Array.from(earlier?.left ?? [], ([made, ids]) => [made, new TextList(ids)]));
  const odd = new Map(earlier?.odd);
  return {
    rows,
    evidence,
    left,
    odd,
    add: (one) => {
      rows.push(one.row);
      if (Object.keys(one.evidence).length > 0) evidence.set(one.row, one.evidence);
      for (const { made, id } of one.left) {
        const ids = left.get(made);
        if (ids === undefined) left.set(made, new TextList([id]));
        else ids.add(id);
      }
      for (const how of one.odd) odd.set(how, (odd.get(how) ?? 0) + 1);
    },
  };
}

/** What they left, as a report tells it. */
export const leftBy = ({ left }: JudgedCases): NonNullable<Report["left"]> =>
  [...left]
    .map(([made, ids]) => ({ made, ids: [...ids].toSorted() }))
    .toSorted((a, b) => (a.made < b.made ? -1 : 1));

/** What is odd about their answers, as a report tells it: the most frequent first. */
export const oddIn = ({ odd }: JudgedCases): NonNullable<Report["oddAnswers"]> =>
  [...odd]
    .map(([how, answers]) => ({ how, answers }))
    .toSorted((a, b) => b.answers - a.answers || (a.how < b.how ? -1 : 1))
    .slice(0, mostTold);

const mostTold = 50;
