import { baselineStatusText } from "./baseline-status.ts";
import { findingLine } from "./finding.ts";
import type { ResultList, ResultRow } from "./result-set.ts";

/**
 * Failures that a baseline excuses, and its entries that excuse nothing any more; empty lists are left out.
 *
 * @param stale What those entries name.
 */
export const baselineLists = (
  rows: readonly ResultRow[],
  stale: readonly string[] = [],
): readonly ResultList[] =>
  filled([
    {
      id: "accepted",
      title: "Failures that the baseline expects",
      note: "They count against the target; the baseline excuses them until they expire.",
      items: rows
        .filter(({ status, baseline }) => status === "excused" && baseline !== undefined)
        .map(item),
      inFull: true,
    },
    {
      id: "stale",
      title: "Entries of the baseline that can go",
      note: "Take them out, so that the failure is noticed when it comes back.",
      items: [
        ...rows.filter(({ status }) => status === "stale").map(item),
        ...stale
          .filter((name) => !rows.some(({ id }) => id === name))
          .map((name) => ({ text: `${name}: no check of it fails any more` })),
      ],
    },
  ]);

export const filled = (lists: readonly ResultList[]): readonly ResultList[] =>
  lists.filter(({ items }) => items.length > 0);

/** A row with what there is to say of it: what the baseline says, else its first finding, else its remarks. */
export function item(row: ResultRow): ResultList["items"][number] {
  const [finding] = row.findings;
  if (row.baseline !== undefined && row.status !== "warning")
    return { row, text: baselineStatusText(row.baseline) };
  return { row, text: finding === undefined ? row.remarks.join(" ") : findingLine(finding, 60) };
}
