import type { VerdictLine } from "../../specs/types/journal.format.d.ts";
import type { Level, Outcome } from "../../specs/types/report.format.d.ts";
import { gravity } from "../judge/outcome.ts";

/** What a run says of one check. */
export interface CheckOutcome {
  readonly outcome: Outcome;
  readonly requirement: string;
  readonly level: Level;
  /** Whether the baseline accepts that it fails. */
  readonly excused?: boolean;
}

/** Checks by their name: case id, a slash, check id. */
export type Outcomes = ReadonlyMap<string, CheckOutcome>;

/** What the journal says of the checks of a case. */
export const outcomesIn = (id: string, verdicts: VerdictLine["verdicts"]) =>
  verdicts.map(
    ({ check, outcome, requirement, level }) =>
      [`${id}/${check}`, { outcome, requirement, level }] as const,
  );

/** Of two rounds, the one that counts. */
export const graver = (one: CheckOutcome, other: CheckOutcome = one): CheckOutcome =>
  gravity.indexOf(other.outcome) < gravity.indexOf(one.outcome) ? other : one;
