import type { Counts } from "../../../specs/types/report.format.d.ts";
import type { Outcome } from "../../judge/types.ts";

/** How many rows have which outcome. */
export function count(rows: readonly { readonly outcome: Outcome }[]): Counts {
  const counts: Counts = {
    passed: 0,
    failed: 0,
    blocked: 0,
    untestable: 0,
    "not-applicable": 0,
    errored: 0,
  };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}
