import { describe, expect, it } from "vitest";
import type { UnfairCheck } from "../../specs/types/mutation.format.d.ts";
import { conclude } from "./conclusion.ts";
import type { Proofs } from "./findings.ts";
import { proofs, server } from "./testing/proofs.ts";

const { baseline, fairness, faults, generated, edits, degenerate, isolation } = proofs;

it("is proved when nothing is open", () => {
  expect(conclude(proofs)).toEqual({ conclusion: "proved", reasons: [] });
});

const unfair: UnfairCheck = {
  check: "a/b",
  requirement: "DR-BOOK-2",
  outcome: "failed",
  freedoms: ["other-words"],
  finding: "",
};

describe("is unproved", () => {
  it.each<{ readonly name: string; readonly open: Partial<Proofs>; readonly reason: string }>([
    {
      name: "when a must fails for what no must forbids",
      open: { fairness: { ...fairness, unfair: [unfair] } },
      reason: "1 must check is unfair: no must forbids what they fail for.",
    },
    {
      name: "when a fault survives",
      open: { faults: { ...faults, totals: { ...faults.totals, faults: 3, killed: 2 } } },
      reason: "1 fault survives: no check on the broken requirement fails.",
    },
    {
      name: "when a generated fault survives",
      open: {
        generated: {
          ...generated,
          faults: generated.faults.map((row) => {
            const { killer: _killer, ...survivor } = row;
            return survivor;
          }),
        },
      },
      reason: "1 generated fault survives: no check of the level of the broken requirement fails.",
    },
    {
      name: "when a must check kills nothing",
      open: { faults: { ...faults, idle: ["a/b", "a/c"] } },
      reason: "2 must checks kill nothing: no fault makes it fail.",
    },
    {
      name: "when one fault alone breaks a must requirement",
      open: { faults: { ...faults, thin: ["DR-BOOK-1"] } },
      reason: "1 must requirement: fewer than two faults of the catalogue break it.",
    },
    {
      name: "when a demand is vacuous",
      open: {
        edits: {
          ...edits,
          vacuous: [{ check: "a/b", level: "must", demand: "body: anything", tried: 9 }],
        },
      },
      reason: "1 demand is vacuous: true whatever the answer is.",
    },
    {
      name: "when a check is too strict",
      open: {
        edits: { ...edits, strict: [{ check: "a/b", edit: "unknown fields", finding: "" }] },
      },
      reason: "1 must check is too strict: a conforming answer makes them fail.",
    },
    {
      name: "when a degenerate server passes",
      open: { degenerate: { ...degenerate, servers: [{ ...server, conclusion: "conformant" }] } },
      reason: "1 degenerate server: not found out.",
    },
    {
      name: "when a report does not say what it met",
      open: { degenerate: { ...degenerate, servers: [{ ...server, saw: "" }] } },
      reason: "1 degenerate server: not found out.",
    },
    {
      name: "when an accidental pass has no reason",
      open: { degenerate: { ...degenerate, servers: [{ ...server, unexplained: ["a/b"] }] } },
      reason: "1 accidental pass: no reason in the catalogue.",
    },
    {
      name: "when a reason is stale",
      open: { degenerate: { ...degenerate, servers: [{ ...server, stale: ["a/b"] }] } },
      reason: "1 stale entry: the catalogue explains what no longer passes.",
    },
    {
      name: "when a verdict depends on the order",
      open: {
        isolation: {
          ...isolation,
          orders: [
            {
              name: "reversed",
              about: "the last case first",
              durationMs: 1,
              differences: [{ check: "a/b", expected: "passed", actual: "failed" }],
            },
          ],
        },
      },
      reason: "1 verdict: other in another order or other company.",
    },
  ])("$name", ({ open, reason }) => {
    expect(conclude({ ...proofs, ...open })).toEqual({ conclusion: "unproved", reasons: [reason] });
  });
});

describe("is inconclusive", () => {
  it.each<{ readonly name: string; readonly open: Partial<Proofs> }>([
    { name: "without a case", open: { baseline: { cases: 0, passed: 0, unfit: [] } } },
    {
      name: "when a case does not pass on the reference implementation",
      open: { baseline: { ...baseline, unfit: [{ case: "a", outcome: "blocked", cause: "" }] } },
    },
    {
      name: "when Headwater itself failed",
      open: { faults: { ...faults, errored: ["a/b with c"] } },
    },
  ])("$name", ({ open }) => {
    expect(conclude({ ...proofs, ...open }).conclusion).toBe("inconclusive");
  });
});

it("is proved where a must lacks what it needs on a server that breaks a should", () => {
  const open = { ...proofs, fairness: { ...fairness, undecided: [unfair] } };
  expect(conclude(open).conclusion).toBe("proved");
});

it("what survived counts more than what could not be measured", () => {
  const open = { ...proofs, faults: { ...faults, idle: ["a/b"], errored: ["a/b with c"] } };
  expect(conclude(open)).toMatchObject({ conclusion: "unproved" });
});
