import { describe, expect, it } from "vitest";
import { type Problem, renderProblem } from "./problem.ts";

const base: Problem = { code: "FORMAT", message: "something is wrong" };

describe("a problem as text", () => {
  it.each([
    { name: "the message alone, without a place", problem: base, want: "something is wrong" },
    {
      name: "with a file",
      problem: { ...base, at: { file: "a.yaml" } },
      want: "a.yaml: something is wrong",
    },
    {
      name: "with a line, its text and no column",
      problem: { ...base, at: { file: "a.yaml", line: 3, excerpt: "on: x" } },
      want: "a.yaml:3: something is wrong\n     3 | on: x",
    },
    {
      name: "with a caret under the column",
      problem: { ...base, at: { file: "a.yaml", line: 12, column: 5, excerpt: "on: x" } },
      want: "a.yaml:12:5: something is wrong\n    12 | on: x\n       |     ^",
    },
    {
      name: "a tab is one column wide, as the column counts it",
      problem: { ...base, at: { file: "a.yaml", line: 1, column: 2, excerpt: "\tx" } },
      want: "a.yaml:1:2: something is wrong\n     1 |  x\n       |  ^",
    },
    {
      name: "a column beyond what is shown has no caret",
      problem: { ...base, at: { file: "a.yaml", line: 1, column: 161, excerpt: "x".repeat(200) } },
      want: `a.yaml:1:161: something is wrong\n     1 | ${"x".repeat(160)}`,
    },
    {
      name: "with a hint",
      problem: { ...base, hint: "mend it" },
      want: "something is wrong\n  hint: mend it",
    },
    {
      name: "what others wrote neither moves the cursor nor begins a line",
      problem: { ...base, message: "x\u001b[2J\u202e\nverified\u2028" },
      want: "x\\u001b[2J\\u202e\n  verified\\u2028",
    },
  ])("$name", ({ problem, want }) => {
    expect(renderProblem(problem)).toBe(want);
  });
});
