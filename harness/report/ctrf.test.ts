import { type CTRFReport, validate } from "ctrf";
import { expect, it } from "vitest";
import type { Report } from "../../specs/types/report.format.d.ts";
import { renderCtrf } from "./ctrf.ts";
import { conformant, empty, hostile, inconclusive, nonConformant } from "./testing/sample.ts";

const read = (report: Report): CTRFReport => JSON.parse(renderCtrf(report)) as CTRFReport;

it.each([conformant(), nonConformant(), inconclusive(), empty(), hostile()])(
  "is valid by the schema of the format",
  (report) => {
    expect(validate(read(report))).toMatchObject({ valid: true });
  },
);

it("has a test for each check", async () => {
  await expect(renderCtrf(nonConformant())).toMatchFileSnapshot("__golden__/ctrf.json");
});

it("what has no verdict is red, its outcome beside it", () => {
  const { results } = read(inconclusive());
  expect(results.summary).toMatchObject({ tests: 13, passed: 1, failed: 12, skipped: 0, other: 0 });
  expect(new Set(results.tests.map((test) => `${test.status} ${test.rawStatus}`))).toEqual(
    new Set(["passed passed", "failed blocked"]),
  );
});

it("a run of nothing is red", () => {
  expect(read(empty()).results.tests).toMatchObject([{ name: "conclusion", status: "failed" }]);
});

it("a warning passes and is tagged", () => {
  const warned = read(conformant()).results.tests.filter((test) => test.tags?.includes("warning"));
  expect(warned).toMatchObject([{ status: "passed", rawStatus: "failed", name: "message-text" }]);
});
