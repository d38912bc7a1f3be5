import { expect, it } from "vitest";
import { gatherCases, type JudgedCases } from "../../judge/judged-cases.ts";
import type { Requirement, SchemaSet } from "../../requirements/types.ts";
import { formats } from "../../testing/suite.ts";
import { caseRow, checkRow, evidenceOf, reportOf } from "../testing/rows.ts";
import { renderJson } from "../json/json.ts";
import { buildReport } from "./build.ts";
import { runResults } from "./run-results.ts";

const none: SchemaSet = {
  names: new Set(),
  paths: new Set(),
  members: new Set(),
  differences: () => [],
};

const known: Requirement = {
  id: "DR-SRC-001",
  area: "sources",
  level: "must",
  statement: "A source is made.",
  citation: { page: "Sources", heading: "Making one", url: "https://docs.example/sources" },
  testable: "http",
  origin: { file: "specs/requirements.yaml" },
};

/** The report of these cases, where one requirement is known. */
function reportFor(cases: JudgedCases) {
  const { suite, target, run } = reportOf({ cases: [] });
  const library = {
    cases: [],
    fixtures: new Map(),
    shared: { axes: new Map(), settled: new Map() },
    digest: "",
  };
  const schemas = { "digital-river": none, commerce: none };
  const requirements = new Map([[known.id, known]]);
  return buildReport(
    cases,
    { suite, target, run },
    { specs: { requirements, digest: "", schemas }, library },
  );
}

it("takes more cases than a call takes arguments", () => {
  const cases = gatherCases();
  const shown = {
    1: evidenceOf({ case: "case-7", step: "make" }, "POST /sources", { status: 201 }),
  };
  for (let number = 0; number < 200_000; number += 1) {
    const row = caseRow(`case-${number}`, [checkRow("made", "DR-SRC-001")]);
    cases.add({ row, evidence: number === 7 ? shown : {}, left: [], odd: [] });
  }
  const report = reportFor(cases);
  expect(report.totals.cases.passed).toBe(200_000);
  expect(report.evidence).toEqual(shown);
});

it("can be cloned and compared by a program, whoever writes it as well", () => {
  const cases = gatherCases();
  for (const id of ["a", "b"]) {
    const checks = [checkRow("made", known.id), checkRow("again", known.id)];
    cases.add({ row: caseRow(id, checks), evidence: {}, left: [], odd: [] });
  }
  const report = reportFor(cases);
  const [row] = structuredClone(report).requirements;
  expect(row?.checks).toEqual(["a/made", "a/again", "b/made", "b/again"]);
  expect(JSON.parse(renderJson(runResults(report), formats))).toEqual(structuredClone(report));
});
