import { toneOf } from "./conclusion.ts";
import type { ResultGroup, ResultRow, ResultSet } from "./result-set.ts";

/** Results as tools see them that know nothing but tests. */
export type Test =
  | { readonly kind: "row"; readonly row: ResultRow; readonly durationMs: number }
  | { readonly kind: "group"; readonly group: ResultGroup; readonly durationMs: number }
  | { readonly kind: "conclusion" };

/**
 * A test for each row; for a group whose own outcome none of them shows, one more; and one for the conclusion when it is
 * not good and no test says so. So something is red where the exit code is, and only there. The time of a group stands on its first
 * test, so that sums are right. They are made while they are read.
 */
export const testsOf = (set: ResultSet): Iterable<Test> => ({
  *[Symbol.iterator]() {
    yield* testsOfGroups(set, set.groups);
    yield* testOfConclusion(set);
  },
});

/** The tests of some of the groups. */
export const testsOfGroups = (
  { rowsOf }: Pick<ResultSet, "rowsOf">,
  groups: readonly ResultGroup[],
): Iterable<Test> => ({
  *[Symbol.iterator]() {
    for (const group of groups) yield* testsOfGroup(group, rowsOf(group));
  },
});

/** The test of the conclusion, where there is one. */
export function testOfConclusion(set: ResultSet): readonly Test[] {
  if (toneOf(set.conclusion) === "good") return [];
  for (const test of testsOfGroups(set, set.groups)) if (isRed(test)) return [];
  return [{ kind: "conclusion" }];
}

function testsOfGroup(group: ResultGroup, rows: readonly ResultRow[]): readonly Test[] {
  const isTold =
    group.outcome === "passed" || rows.some(({ outcome }) => outcome === group.outcome);
  const tests = rows.map((row, index): Test => {
    const durationMs = index === 0 ? group.durationMs : 0;
    return { kind: "row", row, durationMs };
  });
  if (isTold) return tests;
  return [...tests, { kind: "group", group, durationMs: rows.length === 0 ? group.durationMs : 0 }];
}

function isRed(test: Test): boolean {
  switch (test.kind) {
    case "row":
      return ["failed", "stale", "open"].includes(test.row.status);
    case "group":
      return test.group.outcome !== "not-applicable";
    case "conclusion":
      return true;
  }
}

/** What a test for a whole group says. */
export const groupMessage = ({ cause, outcome }: ResultGroup): string =>
  cause ?? `the case is ${outcome}`;
