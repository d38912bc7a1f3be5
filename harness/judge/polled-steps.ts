import type { PolledStep } from "../../specs/types/report.format.d.ts";
import type { Case } from "../case/types.ts";
import type { Transcript } from "../journal/transcript.ts";
import { groupBy } from "../group.ts";

/** The polled steps of a case that did not settle at once: how often each was sent, and how long it took. */
export function polledOf({ steps }: Case, { entries }: Transcript): readonly PolledStep[] {
  const polled = new Set(
    steps.flatMap((step) => (step.kind === "call" && step.withinMs !== undefined ? [step.id] : [])),
  );
  const own = entries.flatMap((entry) =>
    entry.kind === "exchange" && entry.judged && polled.has(entry.name) ? [entry] : [],
  );
  return [...groupBy(own, ({ name, run }) => `${name} ${run}`).values()].flatMap((exchanges) => {
    const [first, last] = [exchanges[0], exchanges.at(-1)];
    if (first === undefined || last === undefined || exchanges.length < 2) return [];
    const { sentAt, durationMs } = last.exchange;
    const tookMs = Date.parse(sentAt) - Date.parse(first.exchange.sentAt) + durationMs;
    return [{ step: first.name, tries: exchanges.length, tookMs: Math.round(Math.max(0, tookMs)) }];
  });
}
