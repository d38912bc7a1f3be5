import { setTimeout as sleep } from "node:timers/promises";

/** Resolves when the next request may be sent. */
export type Pace = () => Promise<void>;

/** At most so many requests a second over all callers, evenly spaced; without a rate, no wait. */
export function createPace(requestsPerSecond: number | undefined): Pace {
  if (requestsPerSecond === undefined) return () => Promise.resolve();
  const gapMs = 1000 / requestsPerSecond;
  let next = 0;
  return async () => {
    const now = performance.now();
    const slot = Math.max(now, next);
    next = slot + gapMs;
    if (slot > now) await sleep(slot - now);
  };
}
