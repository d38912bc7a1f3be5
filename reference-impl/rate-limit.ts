/** Counts the requests of one account; how many seconds to wait, once it has had enough of this second. */
export type RateLimit = (now: number) => number | undefined;

/** So many requests in each second of the clock (Rate limiting); 0 is no limit. */
export function createRateLimit(perSecond: number): RateLimit {
  let second = 0;
  let count = 0;
  return (now) => {
    const current = Math.floor(now / 1000);
    if (current !== second) [second, count] = [current, 0];
    count += 1;
    return perSecond > 0 && count > perSecond ? 1 : undefined;
  };
}
