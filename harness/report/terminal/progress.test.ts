import { expect, it } from "vitest";
import type { Outcome } from "../../../specs/types/report.format.d.ts";
import { createProgress, type ProgressOptions } from "./progress.ts";

function told(
  options: Omit<ProgressOptions, "write" | "total">,
  outcomes: readonly Outcome[],
): string {
  const texts: string[] = [];
  const progress = createProgress({
    ...options,
    total: outcomes.length,
    write: (text) => void texts.push(text),
  });
  outcomes.forEach((_, index) => progress.begin(`case-${index}`));
  outcomes.forEach((outcome, index) => progress.done(`case-${index}`, outcome));
  progress.end();
  return texts.join("");
}

/** A clock that goes on by so many ms at each look. */
function ticking(ms: number): () => number {
  let at = 0;
  return () => (at += ms);
}

const many = Array.from({ length: 40 }, (_, i): Outcome => (i === 5 ? "failed" : "passed"));

it("in CI one line for a tenth, and one for a failure", () => {
  expect(told({ isTerminal: false }, many).split("\n")).toEqual([
    "4 of 40 cases",
    "✗ failed: case-5",
    "8 of 40 cases, 1 failed",
    ...[12, 16, 20, 24, 28, 32, 36, 40].map((done) => `${done} of 40 cases, 1 failed`),
    "",
  ]);
});

it("says how fast it goes, how long it will take, and what it waits for", () => {
  const pace = "at most 20 requests a second (limits.requestsPerSecond)";
  const [first, second, ...rest] = told({ isTerminal: false, pace, now: ticking(3000) }, many)
    .trim()
    .split("\n");
  expect([first, second]).toEqual([pace, "4 of 40 cases, 1.3 a second, 27 s left"]);
  expect(rest.at(-1)).toBe("40 of 40 cases, 1 failed");
});

it("on a terminal it names the case that is under way the longest", () => {
  const text = told({ isTerminal: true, width: 80, now: ticking(2000) }, ["passed", "passed"]);
  expect(text.split("\r")[2]).toBe(
    "1 of 2 cases, 0.3 a second, 4 s left ██████████░░░░░░░░░░ case-1\u001b[K",
  );
});

it("a crowd of blocked cases is not told one by one", () => {
  expect(told({ isTerminal: false }, ["blocked", "blocked", "errored"]).split("\n")).toEqual([
    "1 of 3 cases",
    "2 of 3 cases",
    "! errored: case-2",
    "3 of 3 cases",
    "",
  ]);
});

it("on a terminal a bar that draws itself anew, failures above it, and nothing left at the end", () => {
  const text = told({ isTerminal: true, width: 40 }, ["passed", "failed"]);
  expect(text.split("\r").slice(1)).toEqual([
    "0 of 2 cases ░░░░░░░░░░░░░░░░░░░░\u001b[K",
    "1 of 2 cases ██████████░░░░░░░░░░\u001b[K",
    "✗ failed: case-1\u001b[K\n",
    "2 of 2 cases, 1 failed ██████████████\u001b[K",
    "\u001b[K",
  ]);
});

it("no line is wider than the terminal", () => {
  const text = told({ isTerminal: true, width: 30 }, many);
  const lines = text.split(/[\r\n]/).map((line) => line.replaceAll("\u001b[K", ""));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(30);
});

it.each([true, false])("quiet says nothing, terminal %s", (isTerminal) => {
  expect(told({ isTerminal, quiet: true }, many)).toBe("");
});

it("a run of no cases does not divide by them", () => {
  expect(told({ isTerminal: true, width: 40 }, [])).toContain("0 of 0 cases");
});
