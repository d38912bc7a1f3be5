import { describe, expect, it } from "vitest";
import { pairwise } from "./pairwise.ts";

describe("pairwise", () => {
  it.each([
    { count: 2, sets: 4 },
    { count: 4, sets: 5 },
    { count: 10, sets: 6 },
    { count: 15, sets: 7 },
  ])("every two of $count names meet in every way in $sets sets", ({ count, sets }) => {
    const names = Array.from({ length: count }, (_, index) => index);
    const found = pairwise(names).map((set) => new Set(set));
    const pairs = names.flatMap((one) =>
      names.slice(one + 1).map((other) => [one, other] as const),
    );
    const ways = (one: number, other: number) =>
      new Set(found.map((set) => `${set.has(one)} ${set.has(other)}`)).size;
    expect(pairs.filter(([one, other]) => ways(one, other) !== 4)).toEqual([]);
    expect(found).toHaveLength(sets);
  });

  it("has everything at once first", () => {
    expect(pairwise(["a", "b", "c"])[0]).toEqual(["a", "b", "c"]);
  });
});
