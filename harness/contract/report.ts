/** What `headwater pact verify` found. */
export interface PactReport {
  readonly format: 1;
  readonly target: { readonly name: string; readonly baseUrls: Readonly<Record<string, string>> };
  readonly conclusion: "verified" | "broken" | "inconclusive";
  /** Why it was stopped for safety. */
  readonly stopped?: string;
  readonly totals: Readonly<Record<InteractionRow["outcome"], number>>;
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
  readonly reason?: string;
  readonly mismatches: readonly Mismatch[];
}

export interface Mismatch {
  /** `status`, `headers.<name>`, or a JSONPath into the body. */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
  readonly message: string;
}

/** Verified: every interaction passed, and there was one. */
export function buildPactReport(
  target: PactReport["target"],
  interactions: readonly InteractionRow[],
  stopped?: string,
): PactReport {
  const count = (outcome: InteractionRow["outcome"]) =>
    interactions.filter((row) => row.outcome === outcome).length;
  const totals = {
    passed: count("passed"),
    failed: count("failed"),
    untestable: count("untestable"),
  };
  const conclusion =
    totals.failed > 0
      ? "broken"
      : totals.untestable > 0 || totals.passed === 0
        ? "inconclusive"
        : "verified";
  return { format: 1, target, conclusion, ...(stopped && { stopped }), totals, interactions };
}
