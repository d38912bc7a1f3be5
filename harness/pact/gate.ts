import type { BaselineEntry } from "../../specs/types/baseline.format.d.ts";
import type { Baseline } from "../baseline/parse.ts";
import { type InteractionRow, nameOf, type PactBaseline, type PactReport } from "./report.ts";

/**
 * The report held against a baseline: each interaction that it names says how it stands. Pure.
 *
 * @param today As `2027-03-31`; an entry counts up to and including the day on which it expires.
 */
export function holdPactsAgainst(
  report: PactReport,
  baseline: Baseline,
  today: string,
): PactReport & { readonly baseline: PactBaseline } {
  const interactions = report.interactions.map((row): InteractionRow => {
    const entry = baseline.get(nameOf(row));
    if (entry === undefined) return row;
    const { reason, owner, expires } = entry;
    const standing = standingOf(row, entry, today);
    return { ...row, baseline: { standing, reason, owner, expires } };
  });
  const named = (holds: (row: InteractionRow) => boolean) => interactions.filter(holds).map(nameOf);
  const standing = (wanted: string) => named((row) => row.baseline?.standing === wanted);
  return {
    ...report,
    interactions,
    baseline: {
      expected: standing("expected"),
      regressions: named(
        (row) =>
          row.outcome === "failed" && row.pending !== true && row.baseline?.standing !== "expected",
      ),
      expired: standing("expired"),
      stale: standing("stale"),
    },
  };
}

function standingOf({ outcome }: InteractionRow, { expires }: BaselineEntry, today: string) {
  switch (outcome) {
    case "failed":
      return expires < today ? "expired" : "expected";
    case "passed":
      return "stale";
    case "untestable":
      return "open";
  }
}
