import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createRateLimit, longestRestMs, type RateLimitOptions } from "./rate-limit.ts";

/** A pace on a clock of its own, which goes on only when somebody waits. */
function paced(rate: number | undefined, options: RateLimitOptions = {}) {
  let time = 0;
  const went: number[] = [];
  const pace = createRateLimit(rate, {
    now: () => time,
    wait: async (ms) => {
      time += ms;
    },
    ...options,
  });
  const go = async (count: number) => {
    for (let sent = 0; sent < count; sent += 1) {
      await pace.ready();
      went.push(Math.round(time));
    }
    return went;
  };
  return { pace, go };
}

describe("the pace of requests", () => {
  it.each([
    { name: "without a rate nobody waits", rate: undefined, want: [0, 0, 0, 0] },
    { name: "a slow rate is even", rate: 2, want: [0, 500, 1000, 1500] },
    { name: "a burst goes at once", rate: 10, burst: 3, want: [0, 0, 0, 100] },
  ])("$name", async ({ rate, burst, want }) => {
    const { go } = paced(rate, burst === undefined ? {} : { burst });
    expect(await go(4)).toEqual(want);
  });

  it.each([
    { name: "in the order of asking, without a rate", rate: undefined },
    { name: "in the order of asking, with a rate", rate: 500 },
  ])("lets everybody go $name", async ({ rate }) => {
    const pace = createRateLimit(rate);
    const went: number[] = [];
    await Promise.all([1, 2, 3, 4, 5].map((caller) => pace.ready().then(() => went.push(caller))));
    expect(went).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("a rest that the target asks for", () => {
  it.each([
    { name: "is as long as it says", says: "7", want: 7000 },
    { name: "may be none", says: "0", want: 0 },
    { name: "is a second when it does not say", says: undefined, want: 1000 },
    { name: "is a second when it says what is no time", says: "soon", want: 1000 },
    { name: "is over when its date is", says: "Thu, 01 Jan 2015 00:00:00 GMT", want: 0 },
    { name: "is bounded", says: "86400", want: longestRestMs },
  ])("$name", async ({ says, want }) => {
    const { pace, go } = paced(undefined);
    expect(pace.rest(says, 0)).toBe(true);
    expect(await go(2)).toEqual([want, want]);
  });

  it("holds those who wait already, and keeps their distances", async () => {
    let time = 0;
    const went: number[] = [];
    const timers: { readonly end: number; readonly ring: () => void }[] = [];
    const pace = createRateLimit(2, {
      now: () => time,
      wait: (ms) => new Promise<void>((ring) => void timers.push({ end: time + ms, ring })),
    });
    const all = Promise.all([1, 2, 3].map(() => pace.ready().then(() => went.push(time))));
    await nextTurn();
    pace.rest("2", 0);
    while (timers.length > 0) {
      timers.sort((a, b) => a.end - b.end);
      const first = timers.shift();
      time = first?.end ?? time;
      first?.ring();
      await nextTurn();
    }
    await all;
    expect(went).toEqual([0, 2500, 3000]);
  });

  it("is not granted again and again for one request", () => {
    const { pace } = paced(undefined, { pauses: 2 });
    expect([0, 1, 2].map((asks) => pace.rest("0", asks))).toEqual([true, true, false]);
  });
});

const refuse = async (refusals: number, taken: (index: number) => boolean) => {
  let time = 0;
  const limit = createRateLimit(undefined, {
    now: () => time,
    wait: (ms) => Promise.resolve(void (time += ms)),
  });
  let again = 0;
  for (let index = 0; index < refusals; index += 1) {
    await limit.ready();
    if (limit.rest("2", index % 5)) again += 1;
    if (taken(index)) await limit.ready();
  }
  return { again, seconds: time / 1000 };
};

describe("a target that refuses everything", () => {
  it("is asked no more after a hundred refusals in a row", async () => {
    const { again, seconds } = await refuse(5000, () => false);
    expect(again).toBe(99);
    expect(seconds).toBeLessThan(300);
  });

  it("and one that takes some is asked on", async () => {
    const { again } = await refuse(1000, (index) => index % 8 === 0);
    expect(again).toBe(1000);
  });
});
