import type { Counts, Report } from "../../specs/types/report.format.d.ts";
import { outcomes, outcomeWord } from "./outcome.ts";
import { plural } from "./sentence.ts";

export type UnstableCheck = NonNullable<Report["unstable"]>[number];

/** Checks whose outcome was not the same in every round, by their name: case id, a slash, check id. */
export const unstableByName = ({ unstable = [] }: Report): ReadonlyMap<string, UnstableCheck> =>
  new Map(unstable.map((one) => [one.check, one]));

/** How often a check had which outcome: `2 passed, 1 failed`. */
export const countsText = (counts: Counts): string =>
  outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${outcomeWord[outcome]}`)
    .join(", ");

/** `unstable in 3 rounds: 2 passed, 1 failed`. */
export const unstableText = ({ outcomes: counts }: UnstableCheck, { run }: Report): string =>
  `unstable in ${plural(run.repeat ?? 1, "round")}: ${countsText(counts)}`;
