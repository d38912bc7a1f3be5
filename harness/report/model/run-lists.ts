import type { Report } from "../../../specs/types/report.format.d.ts";
import { plural } from "../../text/plural.ts";
import { baselineLists, filled, item } from "./lists.ts";
import type { ResultList, ResultRow } from "./result-set.ts";

/** What varied, what the baseline excuses, what it need not excuse any more, and the warnings; empty ones are left out. */
export function runLists(
  { run, baseline }: Report,
  rows: readonly ResultRow[],
): readonly ResultList[] {
  return [
    ...filled([
      {
        id: "flaky",
        title: "Flaky checks",
        note: `Their outcome varied over ${plural(run.repeat ?? 1, "repeat")}. The gravest one counts.`,
        items: rows.flatMap((row) => (row.flaky === undefined ? [] : [{ row, text: row.flaky }])),
      },
    ]),
    ...baselineLists(rows, baseline?.stale),
    ...filled([
      {
        id: "warnings",
        title: "Warnings",
        note: "Failed, but below the level from which this run counts.",
        items: rows.filter(({ status }) => status === "warning").map(item),
        inFull: true,
      },
    ]),
  ];
}
