import type { Decision } from "../plan/types.ts";
import { atLeast, type Level } from "../requirements/types.ts";
import type { Outcome, Verdict } from "./types.ts";

/** The gravest first; a group has the gravest outcome among its members. */
export const gravity: readonly Outcome[] = [
  "failed",
  "errored",
  "blocked",
  "untestable",
  "passed",
  "not-applicable",
];

/**
 * The outcome of a group of verdicts: of a case, or of a requirement.
 * Checks at or above the run's level decide. Where there are none, the others do, and a failed one of
 * them is only a warning. A fault of ours always shows.
 */
export function outcomeOf(
  verdicts: readonly Pick<Verdict, "level" | "outcome">[],
  from: Level,
): Outcome {
  const binding = verdicts.filter((verdict) => atLeast(verdict.level, from));
  const deciding = binding.length > 0 ? binding : verdicts;
  const outcomes = new Set(deciding.map(({ outcome, level }) => excused(outcome, level, from)));
  if (verdicts.some(({ outcome }) => outcome === "errored")) outcomes.add("errored");
  return gravity.find((outcome) => outcomes.has(outcome)) ?? "not-applicable";
}

const excused = (outcome: Outcome, level: Level, from: Level): Outcome =>
  outcome === "failed" && !atLeast(level, from) ? "passed" : outcome;

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
