import { describe, expect, it } from "vitest";
import type { Case, Verifies } from "../case/types.ts";
import { caseRow } from "./case-row.ts";
import type { Verdict } from "./types.ts";

const verifies: readonly Verifies[] = [
  { id: "answers", level: "must", requirement: "DR-BOOK-1", origin: { line: 12 } },
  { id: "adds-up", level: "should", requirement: "DR-BOOK-2", origin: {} },
  { id: "says-why", level: "must", requirement: "DR-BOOK-3", origin: { line: 20 } },
];

const verdictsOf = (one: Pick<Verdict, "outcome" | "cause">, exchanges: readonly number[][]) =>
  verifies.map(({ id, level, requirement }, index): Verdict => {
    const own = exchanges[index] ?? [];
    return { check: id, level, requirement, ...one, findings: [], exchanges: own };
  });

const testCase = {
  id: "purchase",
  title: "A purchase",
  profile: "digital-river/core",
  origin: { file: "suites/cases/case.yaml", line: 1 },
  verifies,
  checks: [],
};

const rowOf = (one: Pick<Verdict, "outcome" | "cause">) => ({
  id: "purchase",
  title: "A purchase",
  profile: "digital-river/core",
  file: "suites/cases/case.yaml",
  line: 1,
  ...one,
  durationMs: 7,
});

const numbers = [[4], [], [5, 9]];

describe("the row of a case", () => {
  it.each([
    { name: "that passed", one: { outcome: "passed" } as const },
    {
      name: "that does not apply",
      one: { outcome: "not-applicable", cause: "it does not claim konbini" } as const,
    },
  ])("$name tells of each check what every other row tells", ({ one }) => {
    const row = caseRow(testCase, { ...one, durationMs: 7 }, verdictsOf(one, numbers));
    const checks = [
      { id: "answers", level: "must", requirement: "DR-BOOK-1", line: 12, exchanges: [4] },
      { id: "adds-up", level: "should", requirement: "DR-BOOK-2", exchanges: [] },
      { id: "says-why", level: "must", requirement: "DR-BOOK-3", line: 20, exchanges: [5, 9] },
    ].map((check) => ({ ...check, ...one, findings: [] }));
    expect(row).toEqual({ ...rowOf(one), checks });
    expect(JSON.parse(JSON.stringify(row))).toEqual({ ...rowOf(one), checks });
    expect({ ...row, title: "Again" }).toEqual({ ...rowOf(one), title: "Again", checks });
  });

  it("has its own checks, whichever row was read before", () => {
    const one = { outcome: "passed" } as const;
    const [first, second] = [numbers, [[1], [2], [3]]].map((own) =>
      caseRow(testCase, { ...one, durationMs: 7 }, verdictsOf(one, own)),
    );
    for (const [row, own] of [
      [first, 4],
      [second, 1],
      [first, 4],
    ] as const)
      expect(row?.checks[0]?.exchanges).toEqual([own]);
  });

  it("reads from its case what it says of it, and not before", () => {
    let reads = 0;
    const unread = {
      ...testCase,
      get title() {
        reads += 1;
        return testCase.title;
      },
    } as unknown as Case;
    const one = { outcome: "passed" } as const;
    const row = caseRow(
      { ...testCase, unread },
      { ...one, durationMs: 7 },
      verdictsOf(one, numbers),
    );
    expect([row.id, row.durationMs, row.checks.length, reads]).toEqual(["purchase", 7, 3, 0]);
    expect(row.title).toBe("A purchase");
    expect(reads).toBe(1);
  });

  it("has its own checks among more cases than are alike", () => {
    const one = { outcome: "passed" } as const;
    const rows = Array.from({ length: 5000 }, (_, line) => {
      const own = verifies.map((check) => ({ ...check, origin: { line } }));
      return caseRow(
        { ...testCase, verifies: own },
        { ...one, durationMs: line },
        verdictsOf(one, numbers),
      );
    });
    for (const [line, row] of rows.entries()) {
      expect(row.checks.map((check) => check.line)).toEqual([line, line, line]);
      expect([row.outcome, row.durationMs]).toEqual(["passed", line]);
    }
  });

  it("keeps a check that fared otherwise, with what was found", () => {
    const findings = [{ step: "buy", at: "status", expected: "201", actual: "200" }];
    const [first, ...others] = verdictsOf({ outcome: "passed" }, numbers);
    const failed: Verdict = { ...(first as Verdict), outcome: "failed", findings };
    const row = caseRow(testCase, { outcome: "failed", durationMs: 7 }, [failed, ...others]);
    expect(row.checks.map(({ outcome }) => outcome)).toEqual(["failed", "passed", "passed"]);
    expect(row.checks[0]?.findings).toEqual(findings);
    expect(row.checks[0]).toBe(row.checks[0]);
  });
});
