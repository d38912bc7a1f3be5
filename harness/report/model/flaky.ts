import type { Counts, Report } from "../../../specs/types/report.format.d.ts";
import { plural } from "../../text/plural.ts";
import { outcomes, outcomeWord } from "./outcome-words.ts";

export type FlakyCheck = NonNullable<Report["unstable"]>[number];

/** How often a check had which outcome: `2 passed, 1 failed`. */
export const countsText = (counts: Counts): string =>
  outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${outcomeWord[outcome]}`)
    .join(", ");

/** `flaky in 3 repeats: 2 passed, 1 failed`. */
export const flakyText = ({ outcomes: counts }: FlakyCheck, { run }: Report): string =>
  `flaky in ${plural(run.repeat ?? 1, "repeat")}: ${countsText(counts)}`;
