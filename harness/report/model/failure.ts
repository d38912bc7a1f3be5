import type { CaseRow, CheckRow, Report } from "../../../specs/types/report.format.d.ts";
import { atLeast } from "../../requirements/types.ts";

/** A failed check with its case. */
export interface Failure {
  readonly case: CaseRow;
  readonly check: CheckRow;
}

/** Failed checks that count against the target, excused by a baseline or not, in the order of the cases. */
export const failuresOf = ({ cases, run }: Report): readonly Failure[] =>
  cases.flatMap((row) =>
    row.checks
      .filter(({ outcome, level }) => outcome === "failed" && atLeast(level, run.selection.level))
      .map((check) => ({ case: row, check })),
  );
