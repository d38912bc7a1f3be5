import type { Counts, Report } from "../../../specs/types/report.format.d.ts";
import { outcomes, outcomeWord } from "./outcome-words.ts";
import { plural } from "../../text/plural.ts";

export type FlakyCheck = NonNullable<Report["unstable"]>[number];

/** Checks whose outcome was not the same in every round, by their name: case id, a slash, check id. */
export const flakyByName = ({ unstable = [] }: Report): ReadonlyMap<string, FlakyCheck> =>
  new Map(unstable.map((one) => [one.check, one]));

/** How often a check had which outcome: `2 passed, 1 failed`. */
export const countsText = (counts: Counts): string =>
  outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${outcomeWord[outcome]}`)
    .join(", ");

/** `unstable in 3 rounds: 2 passed, 1 failed`. */
export const flakyText = ({ outcomes: counts }: FlakyCheck, { run }: Report): string =>
  `unstable in ${plural(run.repeat ?? 1, "round")}: ${countsText(counts)}`;
