import { describe, expect, it } from "vitest";
import type { Level } from "../requirements/types.ts";
import { outcomeOf, undriven } from "./outcome.ts";
import type { Outcome, Verdict } from "./types.ts";

const verdict = (outcome: Outcome, level: Level = "must"): Verdict => ({
  check: "a",
  level,
  requirement: "DR-BOOK-1",
  outcome,
  findings: [],
  exchanges: [],
});

describe("a group has the gravest outcome in it", () => {
  const rows: readonly { readonly of: readonly Outcome[]; readonly want: Outcome }[] = [
    { of: [], want: "not-applicable" },
    { of: ["not-applicable"], want: "not-applicable" },
    { of: ["not-applicable", "passed"], want: "passed" },
    { of: ["passed", "untestable"], want: "untestable" },
    { of: ["untestable", "blocked", "passed"], want: "blocked" },
    { of: ["blocked", "errored"], want: "errored" },
    { of: ["errored", "passed", "failed", "blocked"], want: "failed" },
  ];

  it.each(rows)("$of: $want", ({ of, want }) => {
    expect(
      outcomeOf(
        of.map((outcome) => verdict(outcome)),
        "must",
      ),
    ).toBe(want);
    expect(
      outcomeOf(
        of.toReversed().map((outcome) => verdict(outcome)),
        "must",
      ),
    ).toBe(want);
  });
});

describe("a failure counts from the level that was asked for", () => {
  const rows: readonly { readonly level: Level; readonly from: Level; readonly want: Outcome }[] = [
    { level: "must", from: "must", want: "failed" },
    { level: "should", from: "must", want: "passed" },
    { level: "may", from: "must", want: "passed" },
    { level: "should", from: "should", want: "failed" },
    { level: "may", from: "should", want: "passed" },
    { level: "may", from: "may", want: "failed" },
  ];

  it.each(rows)("$level from $from: $want", ({ level, from, want }) => {
    expect(outcomeOf([verdict("failed", level)], from)).toBe(want);
  });

  const mixed: readonly {
    readonly name: string;
    readonly of: readonly Verdict[];
    readonly want: Outcome;
  }[] = [
    {
      name: "what is below it decides nothing where something is not",
      of: [verdict("passed"), verdict("blocked", "should"), verdict("failed", "may")],
      want: "passed",
    },
    {
      name: "what is below it decides where nothing else does",
      of: [verdict("passed", "should"), verdict("blocked", "may")],
      want: "blocked",
    },
    {
      name: "a fault of ours shows whatever its level",
      of: [verdict("passed"), verdict("errored", "may")],
      want: "errored",
    },
    {
      name: "a fault of ours does not hide a failure",
      of: [verdict("failed"), verdict("errored", "may")],
      want: "failed",
    },
  ];

  it.each(mixed)("$name", ({ of, want }) => {
    expect(outcomeOf(of, "must")).toBe(want);
  });
});

it("the checks of a case that was not driven have its decision and its cause", () => {
  const checks = [{ check: "a", level: "must", requirement: "DR-BOOK-1" }] as const;
  expect(undriven(checks, { kind: "untestable", cause: "no recipe" })).toEqual([
    { ...checks[0], outcome: "untestable", cause: "no recipe", findings: [], exchanges: [] },
  ]);
});
