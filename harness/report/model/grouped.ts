import type { ResultGroup, ResultSet, RowFate } from "./result-set.ts";

/** The part of results that is as long as what was tested. */
export type Grouped = Pick<ResultSet, "groups" | "rowsOf" | "fatesOf" | "rows" | "telling">;

/**
 * @param rowsOf Gives the same row each time, but for those of which nothing is to be told: they may be made anew.
 * @param fatesOf What `rowsOf` gives, in less time where that is known.
 */
export function grouped(
  groups: readonly ResultGroup[],
  rowsOf: Grouped["rowsOf"],
  fatesOf: Grouped["fatesOf"] = rowsOf,
): Grouped {
  const rows = {
    *[Symbol.iterator]() {
      for (const group of groups) yield* rowsOf(group);
    },
  };
  return {
    groups,
    rowsOf,
    fatesOf,
    rows,
    telling: groups.flatMap((group) =>
      fatesOf(group).some(isTelling) ? rowsOf(group).filter(isTelling) : [],
    ),
  };
}

export const isTelling = ({ status, flaky }: Pick<RowFate, "status" | "flaky">): boolean =>
  !(status === "passed" || status === "not-applicable") || flaky !== undefined;
