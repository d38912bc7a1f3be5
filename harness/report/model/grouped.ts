import type { ResultGroup, ResultRow, ResultSet } from "./result-set.ts";

/** The part of results that is as long as what was tested. */
export type Grouped = Pick<ResultSet, "groups" | "rowsOf" | "rows" | "telling">;

/** @param rowsOf Gives the same row each time, but for those of which nothing is to be told: they may be made anew. */
export function grouped(groups: readonly ResultGroup[], rowsOf: Grouped["rowsOf"]): Grouped {
  const rows = {
    *[Symbol.iterator]() {
      for (const group of groups) yield* rowsOf(group);
    },
  };
  return {
    groups,
    rowsOf,
    rows,
    telling: groups.flatMap((group) => rowsOf(group).filter(isTelling)),
  };
}

export const isTelling = ({ status, flaky }: ResultRow): boolean =>
  !(status === "passed" || status === "not-applicable") || flaky !== undefined;
