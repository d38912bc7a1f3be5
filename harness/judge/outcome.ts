import type { Decision } from "../plan/types.ts";
import { atLeast, type Level } from "../spec/types.ts";
import type { Outcome, Verdict } from "./types.ts";

/** The gravest first; a group has the gravest outcome among its members. */
const gravity: readonly Outcome[] = [
  "failed",
  "errored",
  "blocked",
  "untestable",
  "passed",
  "not-applicable",
];

/** What a verdict counts for: a failed check below the run's level does not count against the target. */
export function counted({ outcome, level }: Verdict, from: Level): Outcome {
  return outcome === "failed" && !atLeast(level, from) ? "passed" : outcome;
}

/** The outcome of a group of verdicts: of a case, or of a requirement. */
export function outcomeOf(verdicts: readonly Verdict[], from: Level): Outcome {
  const outcomes = new Set(verdicts.map((verdict) => counted(verdict, from)));
  return gravity.find((outcome) => outcomes.has(outcome)) ?? "not-applicable";
}

/** The verdicts of a case that was not driven. */
export const undriven = (
  checks: readonly Pick<Verdict, "check" | "level" | "requirement">[],
  decision: Exclude<Decision, { kind: "run" }>,
): readonly Verdict[] =>
  checks.map((check) => ({
    ...check,
    outcome: decision.kind,
    cause: decision.cause,
    findings: [],
    exchanges: [],
  }));
