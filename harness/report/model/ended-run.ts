import type { HeaderLine } from "../../../specs/types/journal.format.d.ts";
import type { Report, StopFacts } from "../../../specs/types/report.format.d.ts";

/** The facts of a run that verdicts do not hold. */
export type ReportFacts = Pick<Report, "suite" | "target" | "run">;

/** How a run ended. */
export interface Ending {
  readonly finishedAt: string;
  readonly exchanges: number;
  /** When it went on after it had been stopped or killed. */
  readonly resumed?: readonly string[];
  /** Absent: it came to its end. */
  readonly stopped?: StopFacts;
}

/** What was known when a run began, and how it ended, as a report says it. */
export function endedFacts(
  { suite, target, run }: HeaderLine,
  { finishedAt, exchanges, resumed = [], stopped }: Ending,
): ReportFacts {
  const { id, startedAt, seed, selection, shard, repeat, concurrency, faults, traceHeader } = run;
  return {
    suite,
    target,
    run: {
      id,
      startedAt,
      finishedAt,
      durationMs: Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)),
      seed,
      selection,
      ...(shard && { shard }),
      ...(repeat && { repeat }),
      ...(traceHeader && { traceHeader }),
      concurrency,
      faults,
      exchanges,
      ...(resumed.length > 0 && { resumed: [...resumed] }),
      ...(stopped && { stopped }),
    },
  };
}
