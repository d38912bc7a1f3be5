import { setTimeout as sleep } from "node:timers/promises";

/** When requests may be sent, over all cases of a run. */
export interface RateLimit {
  /** Resolves when the next request may be sent, in the order of asking. */
  readonly ready: () => Promise<void>;
  /**
   * The target asked for a rest: nobody's request goes out before it is over.
   *
   * @param retryAfter The value of the header Retry-After, in seconds or as a date; a second when absent or no such value.
   * @param asks How often this request was told to wait before.
   * @returns Whether it may be sent again; no longer once a hundred in a row were refused.
   */
  readonly rest: (retryAfter: string | undefined, asks: number) => boolean;
}

export interface RateLimitOptions {
  /** Requests that may go out at once after a quiet time; half a second's worth when absent. */
  readonly burst?: number;
  /** How often one request is told to wait before its 429 stands as the answer; 5 when absent. */
  readonly pauses?: number;
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** The longest rest that a target is given, in ms. */
export const longestRestMs = 60_000;

/** A token bucket that fills at so many requests a second; without a rate there is no limit but the target's own. */
export function createRateLimit(
  requestsPerSecond: number | undefined,
  { burst, pauses = 5, now = () => performance.now(), wait = sleep }: RateLimitOptions = {},
): RateLimit {
  const gapMs = requestsPerSecond === undefined ? 0 : 1000 / requestsPerSecond;
  const capacity = Math.max(1, Math.floor(burst ?? (requestsPerSecond ?? 0) / 2));
  // The time at which the bucket would be full again: tokens are the distance from it.
  let fullAt = -Infinity;
  let restsUntil = -Infinity;
  // What all rests together added: a rest may begin while somebody waits, and keeps the distances.
  let rested = 0;
  const breaker = createBreaker();
  const ready = async (): Promise<void> => {
    const before = rested;
    const free = Math.max(now(), restsUntil);
    fullAt = Math.max(fullAt, free) + gapMs;
    const slot = Math.max(free, fullAt - capacity * gapMs);
    const left = () => slot + rested - before - now();
    while (left() > 0) await wait(left());
    breaker.sent();
  };
  const rest: RateLimit["rest"] = (retryAfter, asks) => {
    if (breaker.refused() || asks >= pauses) return false;
    const until = now() + restMs(retryAfter);
    const longer = Math.max(0, until - Math.max(now(), restsUntil));
    rested += longer;
    fullAt += longer;
    restsUntil = Math.max(restsUntil, until);
    return true;
  };
  return { ready, rest };
}

/** Refusals after which it is looked whether anything else ever comes. */
const refusalsInRow = 100;

/** What may be under way, or have been taken among so many. */
const slack = 8;

/**
 * A target that refuses everything would be asked for hours. When of all that was sent nothing was taken for so many refusals,
 * no request is sent again.
 */
function createBreaker() {
  let sent = 0;
  let refused = 0;
  let isOpen = false;
  return {
    sent: () => void (sent += 1),
    /** Counts a refusal. @returns Whether it is no use to ask again. */
    refused: () => {
      refused += 1;
      if (refused < refusalsInRow) return isOpen;
      isOpen = sent - refused < slack;
      [sent, refused] = [0, 0];
      return isOpen;
    },
  };
}

function restMs(retryAfter: string | undefined): number {
  const text = retryAfter?.trim() ?? "";
  const asked = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(asked) ? 1000 : Math.min(Math.max(asked, 0), longestRestMs);
}
