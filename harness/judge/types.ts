import type { Finding, Outcome } from "../../specs/types/report.format.d.ts";
import type { Level } from "../requirements/types.ts";

export type { Finding, Outcome } from "../../specs/types/report.format.d.ts";

/** What a check came to. */
export interface Verdict {
  readonly check: string;
  readonly level: Level;
  readonly requirement: string;
  readonly outcome: Outcome;
  /** Why there is no verdict on the target. */
  readonly cause?: string;
  readonly findings: readonly Finding[];
  /** Numbers of the exchanges judged. */
  readonly exchanges: readonly number[];
}
