import type { Counts } from "../../../specs/types/report.format.d.ts";
import type { Outcome } from "../../judge/types.ts";

/** How many rows have which outcome; of those alone that are to be counted. */
export function count<T extends { readonly outcome: Outcome }>(
  rows: Iterable<T>,
  isCounted: (row: T) => boolean = () => true,
): Counts {
  const counts: Counts = {
    passed: 0,
    failed: 0,
    blocked: 0,
    untestable: 0,
    "not-applicable": 0,
    errored: 0,
  };
  for (const row of rows) if (isCounted(row)) counts[row.outcome] += 1;
  return counts;
}
