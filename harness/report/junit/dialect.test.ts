import { readFileSync } from "node:fs";
import { parse, type TestSuites } from "junit2json";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { runResults } from "../model/run-results.ts";
import { asExpected, gated, stopped } from "../testing/gated.ts";
import { conformant, empty, hostile, inconclusive, nonConformant } from "../testing/sample.ts";
import { junitDialects } from "./dialect.ts";
import { renderJunit } from "./junit.ts";

const reports = {
  conformant,
  "non-conformant": nonConformant,
  inconclusive,
  empty,
  hostile,
  "held against a baseline": gated,
  "as the baseline expects": asExpected,
  stopped,
};

async function faultsOf(xml: string, dialect: "xunit" | "ant"): Promise<readonly string[]> {
  const schema = readFileSync(new URL(`testing/${dialect}.xsd`, import.meta.url), "utf8");
  const { errors } = await validateXML({ xml, schema });
  return errors.map(({ message }) => message);
}

describe.each(["xunit", "ant"] as const)("the dialect %s", (dialect) => {
  it.each(Object.entries(reports))("is valid against its schema: %s", async (_name, report) => {
    expect(await faultsOf(renderJunit(runResults(report()), dialect), dialect)).toEqual([]);
  });

  it("is needed: the common file is refused by that schema", async () => {
    const faults = await faultsOf(renderJunit(runResults(nonConformant())), dialect);
    expect(faults.join("\n")).toMatch(/attribute 'file'|attribute 'name'.*not allowed/);
  });
});

it.each(junitDialects)("%s counts the same tests, failures and errors", async (dialect) => {
  const read = (await parse(renderJunit(runResults(nonConformant()), dialect))) as TestSuites;
  const suites = read.testsuite ?? [];
  const sum = (key: "tests" | "failures" | "errors") =>
    suites.reduce((total, suite) => total + (suite[key] ?? 0), 0);
  expect([sum("tests"), sum("failures"), sum("errors")]).toEqual([10, 4, 3]);
});

it("ant keeps the warnings of passed tests, in the suite's output", () => {
  expect(renderJunit(runResults(nonConformant()), "ant")).toMatch(
    /<system-out>[^<]*detach-single-use: message[^<]*warning: DR-DETACH-12 \(should\)/,
  );
});

it("GitLab finds the file of each check in the common one", () => {
  const tests = renderJunit(runResults(nonConformant())).match(/<testcase [^>]*>/g) ?? [];
  expect(tests).toHaveLength(10);
  expect(tests.filter((test) => !/ file="[^"]+\.yaml" line="\d+"/.test(test))).toEqual([]);
});
