import {
  array,
  assert,
  constantFrom,
  integer,
  property,
  record,
  shuffledSubarray,
  uniqueArray,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { inCommon, inCommonText, type Observed } from "./in-common.ts";
import { outcomes } from "./outcome-words.ts";

const cases = (count: number, outcome: Observed["outcome"], ...texts: readonly string[]) =>
  Array.from({ length: count }, (): Observed => ({
    outcome,
    traits: texts.map((text) => ({ text, of: text.startsWith("status") ? "failure" : "case" })),
  }));

const sentences = (all: readonly Observed[]) => inCommon(all).map(inCommonText);

describe("what failed cases have in common", () => {
  it.each([
    {
      name: "a value of a matrix that no passed case has",
      all: [
        ...cases(19, "failed", "money=three-decimals", "profile core"),
        ...cases(4, "failed", "money=two-decimals", "profile core"),
        ...cases(40, "passed", "money=two-decimals", "profile core"),
      ],
      want: ["19 of 23 failed cases share money=three-decimals; no passed case does"],
    },
    {
      name: "and says how many passed share it",
      all: [
        ...cases(9, "failed", "ability refunds"),
        ...cases(2, "passed", "ability refunds"),
        ...cases(5, "passed"),
      ],
      want: ["9 of 9 failed cases share ability refunds; so do 2 passed"],
    },
    {
      name: "two causes, each over all cases",
      all: [
        ...cases(5, "failed", "type=konbini"),
        ...cases(4, "failed", "via=path"),
        ...cases(9, "passed", "type=creditCard"),
      ],
      want: [
        "5 of 9 failed cases share type=konbini; no passed case does",
        "4 of 9 failed cases share via=path; no passed case does",
      ],
    },
    {
      name: "two values together, where neither alone tells it",
      all: [
        ...cases(3, "failed", "type=konbini", "via=path"),
        ...cases(3, "passed", "type=konbini", "via=body"),
        ...cases(3, "passed", "type=creditCard", "via=path"),
      ],
      want: ["3 of 3 failed cases share type=konbini and via=path; no passed case does"],
    },
    {
      name: "how they failed, where nothing passed",
      all: cases(3, "failed", "profile core", "status: expected 200, was 500"),
      want: ["3 of 3 failed cases share status: expected 200, was 500; no passed case does"],
    },
    {
      name: "nothing, where passed cases have it too",
      all: [...cases(3, "failed", "profile core"), ...cases(9, "passed", "profile core")],
      want: [],
    },
    { name: "nothing of a single one", all: cases(1, "failed", "type=konbini"), want: [] },
    {
      name: "blocked ones have their own",
      all: [...cases(2, "blocked", "ability skus"), ...cases(2, "passed")],
      want: ["2 of 2 blocked cases share ability skus; no passed case does"],
    },
  ])("$name", ({ all, want }) => {
    expect(sentences(all)).toEqual(want);
  });

  const anyCase = record({
    outcome: constantFrom(...outcomes),
    traits: uniqueArray(
      record({
        text: constantFrom("a=1", "a=2", "b=1", "b=2", "ability x", "status"),
        of: constantFrom("case" as const, "failure" as const),
      }),
      { selector: ({ text }) => text, maxLength: 5 },
    ),
  });

  it("claims nothing that does not hold", () => {
    assert(
      property(array(anyCase, { maxLength: 30 }), (all) => {
        for (const { outcome, traits, cases: told, of, passed } of inCommon(all)) {
          const sharing = (wanted: string) =>
            all.filter(
              (one) =>
                one.outcome === wanted &&
                traits.every((trait) => one.traits.some(({ text }) => text === trait)),
            ).length;
          expect(of).toBe(all.filter((one) => one.outcome === outcome).length);
          expect([told, passed]).toEqual([sharing(outcome), sharing("passed")]);
          expect(told).toBeGreaterThanOrEqual(2);
          expect(passed * 4).toBeLessThanOrEqual(told);
          expect(traits.length).toBeLessThanOrEqual(2);
        }
      }),
    );
  });

  it("finds the one cause that was put in, in any order of the cases", () => {
    const passing = array(constantFrom("a=1", "a=2", "b=1"), { maxLength: 3 });
    assert(
      property(
        integer({ min: 2, max: 9 }),
        array(passing, { minLength: 1, maxLength: 20 }),
        (count, others) => {
          const all = [
            ...cases(count, "failed", "money=three-decimals"),
            ...others.flatMap((traits) => cases(1, "passed", ...new Set(traits))),
          ];
          const want = `${count} of ${count} failed cases share money=three-decimals; no passed case does`;
          assert(
            property(shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
              expect(sentences(shuffled)).toEqual([want]);
            }),
            { numRuns: 3 },
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});
