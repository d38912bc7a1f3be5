import { describe, expect, it } from "vitest";
import type { ProblemCode } from "../problem.ts";
import { codeOfProblems, codeOfVerification } from "./exit-codes.ts";

const problems = (codes: readonly ProblemCode[]) => codes.map((code) => ({ code, message: "" }));

describe("problems that ended a command", () => {
  it.each([
    { name: "a mistake in a file", codes: ["FORMAT"], want: 2 },
    { name: "nothing to measure", codes: ["NOTHING_SELECTED"], want: 3 },
    {
      name: "a server or broker that is not there",
      codes: ["REFERENCE_SERVER", "BROKER"],
      want: 3,
    },
    { name: "nothing to measure beside a mistake", codes: ["NOTHING_SELECTED", "USAGE"], want: 2 },
    { name: "a secret in a file, whatever else", codes: ["USAGE", "SECRET_FOUND"], want: 5 },
  ] as const)("$name: $want", ({ codes, want }) => {
    expect(codeOfProblems(problems(codes))).toBe(want);
  });
});

describe("a certificate", () => {
  it.each([
    { name: "without doubts", codes: [], want: 0 },
    { name: "that does not hold", codes: ["SIGNATURE"], want: 1 },
    { name: "that is none", codes: ["STATEMENT"], want: 2 },
    { name: "that cannot be told", codes: ["SUITE_DIFFERS", "NOT_AUTHENTICATED"], want: 3 },
    { name: "with doubts of every kind", codes: ["SUITE_DIFFERS", "FILE_CHANGED"], want: 1 },
  ] as const)("$name: $want", ({ codes, want }) => {
    expect(codeOfVerification(problems(codes))).toBe(want);
  });
});
