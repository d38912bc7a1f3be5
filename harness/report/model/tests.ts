import { toneOf } from "./conclusion.ts";
import type { ResultGroup, ResultRow, ResultSet, RowFate, RowStatus } from "./result-set.ts";

/** Results as tools see them that know nothing but tests. */
export type Test =
  | {
      readonly kind: "row";
      readonly group: ResultGroup;
      /** The place of the row among those of its group. */
      readonly index: number;
      readonly status: RowStatus;
      readonly durationMs: number;
    }
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
  { fatesOf }: Pick<ResultSet, "fatesOf">,
  groups: readonly ResultGroup[],
): Iterable<Test> => ({
  *[Symbol.iterator]() {
    for (const group of groups) yield* testsOfGroup(group, fatesOf(group));
  },
});

/** The test of the conclusion, where there is one. */
export function testOfConclusion(set: ResultSet): readonly Test[] {
  if (toneOf(set.conclusion) === "good") return [];
  for (const test of testsOfGroups(set, set.groups)) if (isRed(test)) return [];
  return [{ kind: "conclusion" }];
}

/** The row that a test is about. */
export function rowOf(
  { rowsOf }: Pick<ResultSet, "rowsOf">,
  { group, index }: Extract<Test, { kind: "row" }>,
): ResultRow {
  const row = rowsOf(group)[index];
  if (row === undefined) throw new Error(`${group.id} has no row ${index}`);
  return row;
}

function testsOfGroup(group: ResultGroup, fates: readonly RowFate[]): readonly Test[] {
  const { outcome: whole } = group;
  const isTold = whole === "passed" || fates.some(({ outcome }) => outcome === whole);
  const tests = fates.map(({ status }, index): Test => {
    const durationMs = index === 0 ? group.durationMs : 0;
    return { kind: "row", group, index, status, durationMs };
  });
  if (isTold) return tests;
  return [
    ...tests,
    { kind: "group", group, durationMs: fates.length === 0 ? group.durationMs : 0 },
  ];
}

function isRed(test: Test): boolean {
  switch (test.kind) {
    case "row":
      return ["failed", "stale", "open"].includes(test.status);
    case "group":
      return test.group.outcome !== "not-applicable";
    case "conclusion":
      return true;
  }
}

/** What a test for a whole group says. */
export const groupMessage = ({ cause, outcome }: ResultGroup): string =>
  cause ?? `the case is ${outcome}`;
