import { beforeAll, describe, expect, it } from "vitest";
import { type Coverage, coverage, isTestable, isVerified } from "../harness/commands/coverage.ts";
import { bundledWorkspace } from "../harness/testing/bundled.ts";

let rows: readonly Coverage[];

beforeAll(async () => {
  rows = coverage(await bundledWorkspace());
});

/** Unknown and untestable requirements in a check are problems of compiling; see harness/case. */
describe("the requirement catalogue", () => {
  it.each([
    { api: "DR", level: "must" },
    { api: "DR", level: "should" },
    { api: "CO", level: "must" },
    { api: "CO", level: "should" },
  ] as const)(
    "has a check at its level for every $level of $api that is testable over HTTP",
    ({ api, level }) => {
      const open = rows.filter(
        (row) =>
          row.requirement.id.startsWith(`${api}-`) &&
          row.requirement.level === level &&
          isTestable(row) &&
          !isVerified(row),
      );
      expect(open.map(({ requirement }) => `${requirement.id}: ${requirement.statement}`)).toEqual(
        [],
      );
    },
  );
});
