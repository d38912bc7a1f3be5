import { describe, expect, it } from "vitest";
import { culprits } from "./culprits.ts";

const all = ["a", "b", "c", "d", "e", "f", "g"];

/** What is found when it takes all of these, and how often it was asked. */
async function find(needed: readonly string[]) {
  let asked = 0;
  const found = await culprits(all, async (some) => {
    asked += 1;
    return needed.every((one) => some.includes(one));
  });
  return { found, asked };
}

describe("the fewest that it takes", () => {
  it.each([
    { name: "one of the first half", needed: ["b"] },
    { name: "the last one", needed: ["g"] },
    { name: "two of one half", needed: ["a", "d"] },
    { name: "two of both halves", needed: ["a", "g"] },
    { name: "all of them", needed: all },
  ])("$name", async ({ needed }) => {
    expect((await find(needed)).found).toEqual(needed);
  });

  it("are found by halves", async () => {
    expect((await find(["a"])).asked).toBeLessThan(all.length);
  });
});
