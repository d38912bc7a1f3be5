import type { BaselineFacts, ExpectedFailure } from "../../specs/types/report.format.d.ts";
import { holdResults } from "../baseline/gate.ts";
import type { Baseline } from "../baseline/entries.ts";

/** What `headwater pact verify` found. */
export interface PactReport {
  readonly format: 1;
  readonly target: { readonly name: string; readonly baseUrls: Readonly<Record<string, string>> };
  readonly conclusion: "verified" | "broken" | "inconclusive";
  /** Why it was stopped for safety. */
  readonly stopped?: string;
  /** What was passed over in the pacts, by file. */
  readonly passedOver?: readonly string[];
  readonly totals: Readonly<Record<InteractionRow["outcome"], number>>;
  /** There when the report was held against a baseline: what it makes of it, and names of interactions by how they stand. */
  readonly baseline?: BaselineFacts;
  /** What the baseline gives a reader to know, a sentence each. */
  readonly reasons?: readonly string[];
  readonly interactions: readonly InteractionRow[];
}

/** One interaction. `failed`: the target answered and was wrong; `untestable`: nothing can be said, and why. */
export interface InteractionRow {
  readonly file: string;
  readonly consumer: string;
  readonly provider: string;
  readonly description: string;
  readonly states: readonly string[];
  readonly outcome: "passed" | "failed" | "untestable";
  /** Its consumer asks for something new: a failure is shown and does not count. */
  readonly pending?: true;
  readonly reason?: string;
  readonly mismatches: readonly Mismatch[];
  /** How it stands in the baseline that names it. */
  readonly baseline?: ExpectedFailure;
}

export interface Mismatch {
  /** `status`, `headers.<name>`, or a JSONPath into the body. */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
  readonly message: string;
}

/** How a baseline names an interaction: its consumer, a slash, its description. */
export const nameOf = ({
  consumer,
  description,
}: Pick<InteractionRow, "consumer" | "description">): string => `${consumer}/${description}`;

/** Verified: every interaction that counts passed, and at least one did. */
export function buildPactReport(
  target: PactReport["target"],
  interactions: readonly InteractionRow[],
  stopped?: string,
  passedOver: readonly string[] = [],
): PactReport {
  const count = (outcome: InteractionRow["outcome"]) =>
    interactions.filter((row) => row.outcome === outcome).length;
  const totals = {
    passed: count("passed"),
    failed: count("failed"),
    untestable: count("untestable"),
  };
  const counting = interactions.filter((row) => row.pending !== true);
  const conclusion = counting.some((row) => row.outcome === "failed")
    ? "broken"
    : counting.some((row) => row.outcome === "untestable") ||
        !counting.some((row) => row.outcome === "passed")
      ? "inconclusive"
      : "verified";
  return {
    format: 1,
    target,
    conclusion,
    ...(stopped && { stopped }),
    ...(passedOver.length > 0 && { passedOver }),
    totals,
    interactions,
  };
}

/**
 * The report held against a baseline: each interaction that it names says how it stands. Pure.
 *
 * @param today As `2027-03-31`; an entry counts up to and including the day on which it expires.
 */
export function holdPactsAgainst(
  report: PactReport,
  baseline: Baseline,
  today: string,
): PactReport {
  const gated = report.interactions.map((row) => ({
    name: nameOf(row),
    outcome: row.outcome,
    counts: row.pending !== true,
  }));
  const inconclusive = report.conclusion === "inconclusive";
  const { entries, facts, reasons } = holdResults(gated, inconclusive, baseline, today);
  const interactions = report.interactions.map((row, index): InteractionRow => {
    const entry = entries[index];
    return entry === undefined ? row : { ...row, baseline: entry };
  });
  return { ...report, interactions, baseline: facts, reasons };
}
