import type { Log } from "sarif";
import { expect, it } from "vitest";
import type { Report } from "../../../specs/types/report.format.d.ts";
import { runResults } from "../model/run-results.ts";
import { asExpected, gated, stale } from "../testing/gated.ts";
import { conformant, hostile, inconclusive, nonConformant } from "../testing/sample.ts";
import { renderSarif } from "./sarif.ts";

const resultsOf = (report: Report) => {
  const { runs } = JSON.parse(renderSarif(runResults(report))) as Log;
  return runs[0]?.results ?? [];
};

/** The same report, each check on a line of its own. */
const lined = (report: Report): Report => ({
  ...report,
  cases: report.cases.map((row) => ({
    ...row,
    checks: row.checks.map((check, index) => ({ ...check, line: 40 + index })),
  })),
});

it("has each failure on the line of its check, with its requirement as the rule", () => {
  const [first] = resultsOf(lined(nonConformant()));
  expect(first).toMatchObject({
    ruleId: expect.stringMatching(/^DR-/) as string,
    level: "error",
    locations: [{ physicalLocation: { region: { startLine: 40 } } }],
  });
  expect(first?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toMatch(/\.yaml$/);
});

it("names every rule that a result has", () => {
  const { runs } = JSON.parse(renderSarif(runResults(nonConformant()))) as Log;
  const rules = runs[0]?.tool.driver.rules?.map(({ id }) => id) ?? [];
  const used = new Set(runs[0]?.results?.map(({ ruleId }) => ruleId));
  expect(new Set(rules)).toEqual(used);
});

it("has no state without a baseline, and a warning below errors", () => {
  expect(resultsOf(conformant())).toMatchObject([{ level: "warning" }]);
  expect(resultsOf(conformant())[0]?.baselineState).toBeUndefined();
});

it("what has no verdict is an error", () => {
  expect(new Set(resultsOf(inconclusive()).map(({ level }) => level))).toEqual(new Set(["error"]));
});

it.each([
  { name: "expected", report: asExpected(), want: ["unchanged suppressed"] },
  { name: "stale", report: stale(), want: ["absent"] },
  {
    name: "of each standing",
    report: gated(),
    want: ["absent", "unchanged", "unchanged suppressed"],
  },
])("failures that a baseline names: $name", ({ report, want }) => {
  const states = resultsOf(report)
    .filter(({ baselineState }) => baselineState !== "new")
    .map((one) => `${one.baselineState}${one.suppressions ? " suppressed" : ""}`);
  expect([...new Set(states)].toSorted()).toEqual(want);
});

it("is JSON whatever a target wrote", () => {
  expect(resultsOf(hostile()).length).toBeGreaterThan(0);
});
