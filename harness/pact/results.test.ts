import { validate } from "ctrf";
import { parse, type TestSuites } from "junit2json";
import { describe, expect, it } from "vitest";
import { renderCtrf } from "../report/ctrf/ctrf.ts";
import { renderHtml } from "../report/html/page.ts";
import { renderJunit } from "../report/junit/junit.ts";
import { renderMarkdown } from "../report/markdown/markdown.ts";
import { loadFormats } from "../read/format.ts";
import { codeOfResults } from "../commands/exit-codes.ts";
import { renderTerminal } from "../report/terminal/terminal.ts";
import { holdPactsAgainst, nameOf, type PactReport } from "./report.ts";
import { pactResults } from "./results.ts";
import { interaction, nasty, origin, pactReports } from "./testing/results.ts";

const entry = { reason: "known", owner: "us", expires: "2031-02-01" };
const held = (report: PactReport, names: readonly string[]) => {
  const issue = "https://acme.example/7";
  const baseline = new Map(names.map((check) => [check, { check, ...entry, issue }]));
  return holdPactsAgainst(report, baseline, "2031-01-01");
};
const removal = nameOf(interaction({}));

const all = {
  ...pactReports,
  "as the baseline expects": held(pactReports.broken, [removal]),
  "as the baseline expects of one of two": held(pactReports.repeated, [removal]),
  "better than the baseline": held(pactReports.verified, [removal]),
};

const formats = await loadFormats("specs/formats");

const junitOf = async (report: PactReport) =>
  (await parse(renderJunit(pactResults(report, origin)))) as TestSuites;

describe("a verification of pacts", () => {
  it.each(Object.entries(all))("is as its schema says: %s", (_name, report) => {
    expect(formats.checkData("pact-report", report, "pact-report.json")).toMatchObject({
      ok: true,
    });
  });

  it.each([
    { name: "an outcome of another world", change: { outcome: "skipped" } },
    { name: "a mismatch without a place", change: { mismatches: [{ message: "wrong" }] } },
    { name: "an unknown member", change: { seconds: 2 } },
  ])("is none with $name", ({ change }) => {
    const { interactions, ...report } = all.verified;
    const changed = { ...report, interactions: interactions.map((row) => ({ ...row, ...change })) };
    expect(formats.checkData("pact-report", changed, "pact-report.json").ok).toBe(false);
  });

  it.each([
    { report: all.verified, code: 0, says: "verified: 1 of 1 interaction passed on Acme sandbox" },
    { report: all.broken, code: 1, says: "broken: 1 of 2 interactions failed on Acme sandbox" },
    {
      report: all.inconclusive,
      code: 3,
      says: "inconclusive: 2 of 2 interactions without a verdict on Acme sandbox",
    },
    {
      report: all.pending,
      code: 0,
      says: "verified: 1 of 1 interaction passed on Acme sandbox, 2 pending",
    },
    {
      report: all.empty,
      code: 3,
      says: "inconclusive: nothing that counts was verified on Acme sandbox",
    },
    {
      report: all["as the baseline expects"],
      code: 0,
      says: "broken, as the baseline expects: 1 of 2 interactions failed on Acme sandbox",
    },
    {
      report: all["as the baseline expects of one of two"],
      code: 0,
      says: "broken, as the baseline expects: 1 of 2 interactions failed on Acme sandbox",
    },
    {
      report: all["better than the baseline"],
      code: 4,
      says: "verified, better than the baseline, which is stale: 1 of 1 interaction passed on Acme sandbox",
    },
  ])("ends with $code: $says", async ({ report, code, says }) => {
    const results = pactResults(report, origin);
    expect(codeOfResults(results.conclusion)).toBe(code);
    const text = renderTerminal(results, { colour: false, width: 100, out: "out", files: [] });
    expect(text.trimEnd().split("\n").at(-1)).toBe(says);
    // Red for a pipeline that reads a file where it is red for one that reads the exit code.
    const { failures = 0, errors = 0 } = await junitOf(report);
    expect(failures + errors > 0).toBe(code !== 0);
    const ctrf = JSON.parse(renderCtrf(results)) as { results: { summary: { failed: number } } };
    expect(validate(ctrf)).toMatchObject({ valid: true });
    expect(ctrf.results.summary.failed > 0).toBe(code !== 0);
  });

  it("has a testsuite a pact and a testcase an interaction, which says what was wrong", async () => {
    const [suite] = (await junitOf(pactReports.broken)).testsuite ?? [];
    expect(suite?.name).toBe("pacts/page-digital-river.json");
    expect(suite?.testcase).toMatchObject([
      { classname: "page-digital-river", name: "a read" },
      {
        classname: "page-digital-river",
        name: "the removal of a source",
        failure: [{ message: "status: expected 204, was 200 (expected 204)" }],
      },
    ]);
  });

  it("never shows as skipped what is untestable, but for what is pending", async () => {
    expect(await junitOf(pactReports.inconclusive)).toMatchObject({ errors: 2, failures: 0 });
    const [suite] = (await junitOf(pactReports.pending)).testsuite ?? [];
    expect(suite).toMatchObject({ tests: 3, errors: 0, failures: 0, skipped: 2 });
  });

  it("names a reason once, with all the interactions that it keeps from a verdict", () => {
    const text = renderTerminal(pactResults(pactReports.inconclusive, origin), {
      colour: false,
      width: 100,
      out: "",
      files: [],
    });
    expect(text).toContain(
      "? 2 interactions untestable: no provider state x\n  page/the removal of a source, page/another\n",
    );
  });

  it("keeps the issue of a baseline's entry", () => {
    const results = pactResults(all["as the baseline expects"], origin);
    expect(renderMarkdown(results)).toContain("https://acme.example/7");
    expect(renderHtml(results)).toContain('<a href="https://acme.example/7"');
  });

  it("lets nothing of a target out of its format", async () => {
    const results = pactResults(pactReports.hostile, origin);
    const text = renderTerminal(results, { colour: false, width: 100, out: "", files: [] });
    // oxlint-disable-next-line no-control-regex -- nothing may move the cursor
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(text).not.toMatch(/^::error/m);
    const page = renderHtml(results);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain("<script>alert");
    expect(renderMarkdown(results)).not.toMatch(/^::error/m);
    const tests = (await junitOf(pactReports.hostile)).testsuite?.[0]?.testcase ?? [];
    // A tab stays in a text, and is a space in an attribute, as every format of results has it.
    expect(tests[0]?.name).toContain("<script>alert(1)</script>`| ]]> ::error::");
    expect(tests[1]?.error?.[0]?.inner).toContain("`|\t]]>\n::error::");
    expect(nasty).toContain("\t");
  });
});
