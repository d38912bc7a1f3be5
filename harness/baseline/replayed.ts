import type { CaseRow, CheckRow, Level, Outcome } from "../../specs/types/report.format.d.ts";
import { withoutVerdict } from "../report/model/outcome-words.ts";
import { atLeast } from "../requirements/types.ts";

/** A check of a case, as a run found it and as it was found when the case was played again. */
export interface ReplayedCheck {
  readonly before: CheckRow;
  readonly after: CheckRow;
}

/**
 * What became of a failure. came-back: a check that failed fails again. other-failure: only checks fail that had not.
 * gone: what failed passes. none: nothing had failed, and nothing does. open: it cannot be told.
 */
export type Recurrence = "came-back" | "other-failure" | "gone" | "none" | "open";

/** A case that was played again. */
export interface Replayed {
  readonly recurrence: Recurrence;
  /** Checks that failed: those that count at the level of the run or, where none of them failed, all. */
  readonly failed: readonly ReplayedCheck[];
  /** Of these, the ones that fail again. */
  readonly again: readonly ReplayedCheck[];
  /** Checks that count, fail now, and had not. */
  readonly others: readonly ReplayedCheck[];
  /** Why there is no verdict now; absent where there is one. */
  readonly cause?: string;
}

/**
 * Says whether the failure of a case came back. Pure.
 *
 * @param before The case as the run left it.
 * @param after The same case, played again and judged by the same suite.
 * @param level The level from which a failed check counts.
 */
export function replayed(before: CaseRow, after: CaseRow, level: Level): Replayed {
  const checks = before.checks.flatMap((check): readonly ReplayedCheck[] => {
    const found = after.checks.find(({ id }) => id === check.id);
    return found === undefined ? [] : [{ before: check, after: found }];
  });
  const counts = ({ after: { level: own } }: ReplayedCheck) => atLeast(own, level);
  const everyFailed = checks.filter(({ before: { outcome } }) => outcome === "failed");
  const counting = everyFailed.filter(counts);
  const failed = counting.length > 0 ? counting : everyFailed;
  const again = failed.filter(({ after: { outcome } }) => outcome === "failed");
  const others = checks.filter(
    (one) => counts(one) && one.before.outcome !== "failed" && one.after.outcome === "failed",
  );
  const open = checks.find((one) => (counts(one) || failed.includes(one)) && isOpen(one.after));
  return {
    recurrence: recurrenceOf(failed, again, others, open),
    failed,
    again,
    others,
    ...(open && { cause: open.after.cause ?? after.cause ?? open.after.outcome }),
  };
}

function recurrenceOf(
  failed: readonly ReplayedCheck[],
  again: readonly ReplayedCheck[],
  others: readonly ReplayedCheck[],
  open: ReplayedCheck | undefined,
): Recurrence {
  if (again.length > 0) return "came-back";
  if (others.length > 0) return "other-failure";
  if (open !== undefined) return "open";
  return failed.length > 0 ? "gone" : "none";
}

const unanswered: readonly Outcome[] = [...withoutVerdict, "not-applicable"];

const isOpen = ({ outcome }: CheckRow): boolean => unanswered.includes(outcome);
