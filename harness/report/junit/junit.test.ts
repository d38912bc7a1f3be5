import { parse, type TestSuites } from "junit2json";
import { describe, expect, it } from "vitest";
import type { Report } from "../../../specs/types/report.format.d.ts";
import { runResults } from "../model/run-results.ts";
import { renderJunit } from "./junit.ts";
import { asExpected, gated, stale, stopped } from "../testing/gated.ts";
import { caseRow, checkRow, reportOf } from "../testing/rows.ts";
import {
  conformant,
  empty,
  hostile,
  inconclusive,
  large,
  nonConformant,
} from "../testing/sample.ts";

/** As CI systems read it: by a parser that is not ours. */
async function read(report: Report): Promise<TestSuites> {
  return (await parse(renderJunit(runResults(report)))) as TestSuites;
}

async function tests(report: Report) {
  return ((await read(report)).testsuite ?? []).flatMap((suite) => suite.testcase ?? []);
}

const named = async (report: Report, name: string) =>
  (await tests(report)).find((test) => test.name?.startsWith(name));

it("has one suite a profile and one testcase a check", async () => {
  await expect(renderJunit(runResults(nonConformant()))).toMatchFileSnapshot(
    "__golden__/junit.xml",
  );
});

it.each([
  ["non-conformant", nonConformant(), { tests: 10, failures: 4, errors: 3 }],
  ["conformant", conformant(), { tests: 6, failures: 0, errors: 0 }],
  ["inconclusive", inconclusive(), { tests: 13, failures: 0, errors: 12 }],
  ["nothing ran", empty(), { tests: 1, failures: 0, errors: 1 }],
])("a parser of others counts the same: %s", async (_name, report, want) => {
  const suites = await read(report);
  expect(suites).toMatchObject(want);
  const parts = suites.testsuite ?? [];
  for (const key of ["tests", "failures", "errors"] as const) {
    expect(parts.reduce((sum, suite) => sum + (suite[key] ?? 0), 0)).toBe(want[key]);
  }
});

describe("each outcome has its element", () => {
  it("a failed must is a failure with all that is needed to act", async () => {
    const found = (await tests(nonConformant())).find((test) => test.name?.startsWith("reattach"));
    expect(found).toMatchObject({
      classname: "detach-single-use",
      name: "reattach-is-refused (DR-DETACH-3)",
    });
    const [failure] = found?.failure ?? [];
    expect(failure).toMatchObject({ type: "must" });
    expect(failure?.message).toBe(
      "reattach (exchange 7): status: expected 409, was 200 (and 1 more)",
    );
    for (const part of [
      "refused with 409",
      "Managing sources",
      "POST https",
      "sh replay/detach-single-use.sh",
    ]) {
      expect(failure?.inner).toContain(part);
    }
  });

  it.each(["blocked", "untestable", "errored"] as const)("%s is an error", async (outcome) => {
    const report = reportOf({
      cases: [caseRow("a", [checkRow("b", "DR-A-1", outcome, { cause: "why" })])],
    });
    const [test] = await tests(report);
    expect(test?.error?.[0]).toMatchObject({ message: `${outcome}: why`, type: outcome });
    expect(test?.skipped).toBeUndefined();
  });

  it("not applicable alone is skipped, with its cause", async () => {
    const skipped = (await tests(conformant())).filter((test) => test.skipped !== undefined);
    expect(skipped.map((test) => test.skipped?.[0]?.message)).toEqual([
      "the target does not claim the source type konbini",
    ]);
  });

  it("a failed should passes with a warning, unless the run counts it", async () => {
    const warned = (await tests(nonConformant())).find((test) => test.name?.startsWith("message"));
    expect(warned?.failure).toBeUndefined();
    expect(warned?.["system-out"]?.[0]).toContain("warning: DR-DETACH-12 (should)");
    const report = nonConformant();
    report.run.selection.level = "should";
    const counted = (await tests(report)).find((test) => test.name?.startsWith("message"));
    expect(counted?.failure?.[0]).toMatchObject({ type: "should" });
  });
});

describe("held against a baseline", () => {
  it.each([
    ["all as it expects", asExpected(), { tests: 5, failures: 0, errors: 0 }],
    ["worse", gated(), { tests: 6, failures: 3, errors: 0 }],
    ["stale", stale(), { tests: 1, failures: 1, errors: 0 }],
  ])("is red where the exit code is: %s", async (_name, report, want) => {
    expect(await read(report)).toMatchObject(want);
  });

  it("an expected failure is skipped, and says until when, by whom and why", async () => {
    const found = await named(asExpected(), "source-is-cancelled");
    expect(found?.failure).toBeUndefined();
    expect(found?.skipped?.[0]?.message).toBe(
      "expected failure, accepted until 2026-04-01 (payments): the new state machine is due in 4.3 https://acme.example/issues/7",
    );
    expect(found?.["system-out"]?.[0]).toContain("after (exchange 6): body.state");
  });

  it("an expired and a stale entry are failures that say so", async () => {
    const expired = (await named(gated(), "detach-answers-204"))?.failure?.[0];
    expect(expired?.inner).toContain("baseline: was accepted until 2026-02-28 (payments)");
    expect((await named(stale(), "attach-answers-2xx"))?.failure?.[0]).toMatchObject({
      type: "stale",
      message: expect.stringContaining("does not fail any more"),
    });
  });
});

it("a check that varied says how often it came to what", async () => {
  const found = (await tests(gated())).find((test) => test.name?.startsWith("reattach"));
  expect(found?.failure?.[0]).toMatchObject({
    type: "unstable",
    message: expect.stringMatching(/^flaky in 3 repeats: 2 passed, 1 failed; reattach/),
  });
});

it.each([
  [gated(), { baseline: "regressed", rounds: "3, each in another order" }],
  [stopped(), { stopped: "by the user: the run was interrupted" }],
])("says what was special about the run", async (report, want) => {
  const properties = (await read(report)).testsuite?.[0]?.properties ?? [];
  const found = Object.fromEntries(properties.map(({ name, value }) => [name, value]));
  expect(found).toMatchObject(want);
});

it("a case whose outcome no check shows has a testcase of its own", async () => {
  const report = reportOf({ cases: [caseRow("a", [], { outcome: "errored", cause: "a crash" })] });
  const [test] = await tests(report);
  expect(test).toMatchObject({ name: "the case", error: [{ message: "a crash" }] });
});

it("every case has its time once", async () => {
  const times = (await tests(nonConformant()))
    .filter((test) => test.classname === "detach-single-use")
    .map((test) => test.time);
  expect(times).toEqual([5.21, 0, 0, 0, 0]);
});

it("survives what a target may answer", async () => {
  const xml = renderJunit(runResults(hostile()));
  // oxlint-disable-next-line no-control-regex -- XML cannot hold them
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  expect((await tests(hostile())).map((test) => test.classname)).toContain(
    "hostile[name='; rm -rf $HOME #]",
  );
  await expect(xml).toMatchFileSnapshot("__golden__/junit-hostile.xml");
});

it("stays right with many cases", async () => {
  expect(await read(large(500))).toMatchObject({ tests: 2050, failures: 50, errors: 0 });
});
