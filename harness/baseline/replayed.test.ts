import { expect, it } from "vitest";
import type { Level, Outcome } from "../../specs/types/report.format.d.ts";
import { codeOfReplay } from "../commands/exit-codes.ts";
import { caseRow, checkRow } from "../report/testing/rows.ts";
import { renderReplayed } from "./replayed-text.ts";
import { replayed } from "./replayed.ts";

/** The case of one MUST and one SHOULD check. */
function row(must: Outcome, should: Outcome = "passed", actual = "200") {
  const findings = (outcome: Outcome) =>
    outcome === "failed"
      ? [{ step: "detach", exchange: 7, at: "status", expected: "204", actual }]
      : [];
  const check = (id: string, level: Level, outcome: Outcome) =>
    checkRow(id, "DR-A-1", outcome, {
      level,
      findings: findings(outcome),
      ...(outcome === "blocked" && { cause: "no card" }),
    });
  return caseRow("one", [check("a", "must", must), check("b", "should", should)]);
}

it.each([
  {
    name: "the same failure",
    before: row("failed"),
    after: row("failed"),
    code: 1,
    says: [
      "failed -> failed  MUST DR-A-1  a",
      "  both  detach: status: expected 204, was 200",
      "the failure came back: 1 of 1 failed check failed again",
    ],
  },
  {
    name: "a failure of the same check in another way",
    before: row("failed"),
    after: row("failed", "passed", "500"),
    code: 1,
    says: [
      "failed -> failed  MUST DR-A-1  a",
      "  then  detach: status: expected 204, was 200",
      "  now   detach: status: expected 204, was 500",
      "the failure came back: 1 of 1 failed check failed again",
    ],
  },
  {
    name: "a failure that is gone, whatever a SHOULD says",
    before: row("failed", "failed"),
    after: row("passed", "failed"),
    code: 0,
    says: [
      "failed -> passed  MUST DR-A-1  a",
      "  then  detach: status: expected 204, was 200",
      "the failure did not come back: 1 failed check passed now",
    ],
  },
  {
    name: "a SHOULD that alone had failed",
    before: row("passed", "failed"),
    after: row("passed", "failed"),
    code: 1,
    says: [
      "failed -> failed  SHOULD DR-A-1  b",
      "  both  detach: status: expected 204, was 200",
      "the failure came back: 1 of 1 failed check failed again",
    ],
  },
  {
    name: "another failure",
    before: row("passed", "failed"),
    after: row("failed"),
    code: 1,
    says: [
      "failed -> passed  SHOULD DR-A-1  b",
      "  then  detach: status: expected 204, was 200",
      "passed -> failed  MUST DR-A-1  a",
      "  now   detach: status: expected 204, was 200",
      "that failure did not come back, but 1 other check failed",
    ],
  },
  {
    name: "no verdict",
    before: row("failed"),
    after: row("blocked"),
    code: 3,
    says: [
      "failed -> blocked  MUST DR-A-1  a",
      "  then  detach: status: expected 204, was 200",
      "it cannot be told whether the failure came back: no card",
    ],
  },
  {
    name: "no verdict before and after",
    before: row("blocked"),
    after: row("blocked"),
    code: 3,
    says: ["there is no verdict: no card"],
  },
  {
    name: "nothing at all",
    before: row("blocked"),
    after: row("passed"),
    code: 0,
    says: ["nothing had failed in this case, and nothing failed now"],
  },
] as const)("$name: $code", ({ before, after, code, says }) => {
  const replay = replayed(before, after, "must");
  expect(renderReplayed(replay).trimEnd().split("\n")).toEqual(says);
  expect(codeOfReplay(replay, { word: "", tone: "good" })).toBe(code);
});

it("what was stopped for safety ends with 5", () => {
  const replay = replayed(row("failed"), row("failed"), "must");
  expect(codeOfReplay(replay, { word: "", tone: "bad", unsafe: true })).toBe(5);
});
