import { CURRENT_SPEC_VERSION, type CTRFReport, REPORT_FORMAT, validate } from "ctrf";
import { expect, it } from "vitest";
import type { Report } from "../../../specs/types/report.format.d.ts";
import { runResults } from "../model/run-results.ts";
import { renderCtrf } from "./ctrf.ts";
import { asExpected, gated, stale, stopped } from "../testing/gated.ts";
import { conformant, empty, hostile, inconclusive, nonConformant } from "../testing/sample.ts";

const read = (report: Report): CTRFReport =>
  JSON.parse(renderCtrf(runResults(report))) as CTRFReport;

const samples = [conformant(), nonConformant(), inconclusive(), empty(), hostile()];

const statuses = (report: Report) =>
  read(report).results.tests.map(({ name, status, flaky }) => [name, status, flaky ?? false]);

it.each([...samples, asExpected(), gated(), stale(), stopped()])(
  "is valid by the schema of the format",
  (report) => {
    expect(validate(read(report))).toMatchObject({ valid: true });
  },
);

it("is of the version that its package knows", () => {
  const { reportFormat, specVersion } = read(conformant());
  expect({ reportFormat, specVersion }).toEqual({
    reportFormat: REPORT_FORMAT,
    specVersion: CURRENT_SPEC_VERSION,
  });
});

it("has a test for each check", async () => {
  await expect(renderCtrf(runResults(nonConformant()))).toMatchFileSnapshot("__golden__/ctrf.json");
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

it("is red where the baseline does not excuse, and where it excuses nothing any more", () => {
  expect(statuses(asExpected()).map(([, status]) => status)).toEqual([
    "skipped",
    "skipped",
    "skipped",
    "passed",
    "passed",
  ]);
  expect(statuses(gated())).toEqual([
    ["attach-answers-2xx", "failed", false],
    ["detach-answers-204", "failed", false],
    ["source-is-cancelled", "skipped", false],
    ["reattach-is-refused", "failed", true],
    ["message-text", "passed", false],
    ["attach-answers-2xx", "passed", false],
  ]);
  expect(statuses(stale())).toEqual([["attach-answers-2xx", "failed", false]]);
});
