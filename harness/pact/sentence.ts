import type { InteractionRow, PactReport } from "./report.ts";

/** `Acme Payments: 3 passed, 1 failed, 0 untestable`, with what a baseline or a stop adds. */
export function summarySentence({ target, totals, baseline, stopped }: PactReport): string {
  const { passed, failed, untestable } = totals;
  const held =
    baseline === undefined
      ? ""
      : `; by the baseline ${baseline.expected.length} expected, ${baseline.regressions.length} regressions, ${baseline.stale.length} stale`;
  const stop = stopped === undefined ? "" : `; stopped for safety: ${stopped}`;
  return `${target.name}: ${passed} passed, ${failed} failed, ${untestable} untestable${held}${stop}`;
}

/** What is to be said of an interaction beside its mismatches. */
export function whyLine({
  reason,
  pending,
  baseline,
  outcome,
}: InteractionRow): string | undefined {
  const parts = [
    ...(reason === undefined ? [] : [reason]),
    ...(pending && outcome !== "passed" ? ["pending: it does not count"] : []),
    ...(baseline === undefined
      ? []
      : [`baseline: ${baseline.standing} until ${baseline.expires} (${baseline.reason})`]),
  ];
  return parts.length === 0 ? undefined : parts.join("; ");
}
