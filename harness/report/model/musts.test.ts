import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../specs/types/report.format.d.ts";
import type { Level, Requirement } from "../../requirements/types.ts";
import { idRanges, mustsText } from "./must-words.ts";
import { accountMusts, leftOutByReason, type MustCheck } from "./musts.ts";
import { outcomes } from "./outcome-words.ts";

const requirement = (id: string, level: Level = "must"): Requirement => ({
  id,
  area: "area",
  level,
  statement: `What ${id} says.`,
  citation: { page: "Page", heading: "Heading", url: "https://docs.example" },
  testable: "http",
  origin: { file: "area.yaml" },
});

const check = (id: string, outcome: Outcome, cause?: string, level: Level = "must"): MustCheck => ({
  requirement: id,
  level,
  outcome,
  ...(cause !== undefined && { cause }),
});

const unclaimed = (id: string, what = "konbini"): MustCheck =>
  check(id, "not-applicable", `the source type ${what} is not claimed`);

describe("must requirements", () => {
  it.each([
    { name: "one passed check verifies", checks: [check("A-1", "passed")], part: "verified" },
    {
      name: "a check that the claims left out beside it: in part",
      checks: [check("A-1", "passed"), unclaimed("A-1")],
      part: "inPart",
    },
    {
      name: "a failed check among passed ones",
      checks: [check("A-1", "passed"), check("A-1", "failed")],
      part: "failed",
    },
    {
      name: "a blocked check among passed ones",
      checks: [check("A-1", "passed"), check("A-1", "blocked")],
      part: "open",
    },
    { name: "every check left out", checks: [unclaimed("A-1")], part: "leftOut" },
    { name: "no check at all", checks: [], part: "unselected" },
    {
      name: "a check below must verifies nothing",
      checks: [check("A-1", "passed", undefined, "should")],
      part: "unselected",
    },
    {
      name: "nor does it spoil",
      checks: [check("A-1", "passed"), check("A-1", "failed", undefined, "should")],
      part: "verified",
    },
  ] as const)("$name", ({ checks, part }) => {
    const { leftOut, of, ...counts } = accountMusts(checks, [
      requirement("A-1"),
      requirement("B-1", "should"),
    ]);
    expect(of).toBe(1);
    expect({ ...counts, leftOut: leftOut.length }[part]).toBe(1);
  });

  it("are each in exactly one part, whatever the checks came to", () => {
    const ids = ["A-1", "A-2", "B-1", "C-7"];
    const anyCheck = fc.record({
      requirement: fc.constantFrom(...ids, "D-1"),
      level: fc.constantFrom<Level>("must", "should", "may"),
      outcome: fc.constantFrom(...outcomes),
      cause: fc.constantFrom("one reason", "another"),
    });
    fc.assert(
      fc.property(fc.array(anyCheck, { maxLength: 12 }), (checks) => {
        const catalogue = [...ids.map((id) => requirement(id)), requirement("D-1", "may")];
        const musts = accountMusts(checks, catalogue);
        const { of, verified, failed, open, leftOut, unselected, inPart } = musts;
        expect(of).toBe(ids.length);
        expect(verified + failed + open + leftOut.length + unselected).toBe(of);
        expect(inPart).toBeLessThanOrEqual(verified);
        const told = leftOutByReason(musts).flatMap(({ requirements }) => requirements);
        expect(told.toSorted()).toEqual(leftOut.map(({ requirement: id }) => id).toSorted());
        for (const { requirement: id } of leftOut) {
          const own = checks.filter((one) => one.level === "must" && one.requirement === id);
          expect(new Set(own.map(({ outcome }) => outcome))).toEqual(new Set(["not-applicable"]));
        }
      }),
    );
  });

  it("are told in a sentence, and the left out ones under the reason of most", () => {
    const checks = [
      check("A-1", "passed"),
      unclaimed("A-2"),
      unclaimed("A-2", "payPal"),
      unclaimed("A-3", "payPal"),
    ];
    const catalogue = ["A-1", "A-2", "A-3", "A-4"].map((id) => requirement(id));
    const musts = accountMusts(checks, catalogue);
    expect(mustsText(musts)).toBe(
      "1 of 4 must requirements verified; 2 left out by the claims, 1 not selected",
    );
    expect(leftOutByReason(musts)).toEqual([
      { reason: "the source type payPal is not claimed", requirements: ["A-2", "A-3"] },
    ]);
  });
});

it.each([
  { ids: ["A-1", "A-2", "A-3", "A-5", "B-6"], want: "A-1..3, A-5, B-6" },
  { ids: ["A-B-9", "A-B-10", "odd"], want: "A-B-9..10, odd" },
  { ids: ["A-2", "A-1"], want: "A-2, A-1" },
  { ids: [], want: "" },
])("ids in few words: $want", ({ ids, want }) => {
  expect(idRanges(ids)).toBe(want);
});
