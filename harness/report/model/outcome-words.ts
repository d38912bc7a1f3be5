import type { Counts, Outcome } from "../../../specs/types/report.format.d.ts";
import { gravity } from "../../judge/outcome.ts";

/** Every outcome, in the order in which reports show them. */
export const outcomes: readonly Outcome[] = [
  "passed",
  "failed",
  "blocked",
  "untestable",
  "not-applicable",
  "errored",
];

/** Outcomes that say nothing about the target although something should have been said. */
export const withoutVerdict: readonly Outcome[] = ["blocked", "untestable", "errored"];

export const outcomeWord: Readonly<Record<Outcome, string>> = {
  passed: "passed",
  failed: "failed",
  blocked: "blocked",
  untestable: "untestable",
  "not-applicable": "not applicable",
  errored: "errored",
};

/** A sign beside the word, so that colour is never the only carrier of meaning. */
export const outcomeSign: Readonly<Record<Outcome, string>> = {
  passed: "✓",
  failed: "✗",
  blocked: "⊘",
  untestable: "?",
  "not-applicable": "–",
  errored: "!",
};

/** The sum over the given outcomes, or over all. */
export function sum(counts: Counts, over: readonly Outcome[] = outcomes): number {
  return over.reduce((total, outcome) => total + counts[outcome], 0);
}

/** What several come to together: the gravest. */
export function outcomeOfAll(all: readonly Outcome[]): Outcome {
  return gravity.find((outcome) => all.includes(outcome)) ?? "not-applicable";
}
