import { expect, it } from "vitest";
import { gatherCases } from "../../judge/judged-cases.ts";
import type { SchemaSet } from "../../requirements/types.ts";
import { caseRow, checkRow, evidenceOf, reportOf } from "../testing/rows.ts";
import { buildReport } from "./build.ts";

const none: SchemaSet = {
  names: new Set(),
  paths: new Set(),
  members: new Set(),
  differences: () => [],
};

it("takes more cases than a call takes arguments", () => {
  const cases = gatherCases();
  const shown = {
    1: evidenceOf({ case: "case-7", step: "make" }, "POST /sources", { status: 201 }),
  };
  for (let number = 0; number < 200_000; number += 1) {
    const row = caseRow(`case-${number}`, [checkRow("made", "DR-SRC-001")]);
    cases.add({ row, evidence: number === 7 ? shown : {}, left: [], odd: [] });
  }
  const { suite, target, run } = reportOf({ cases: [] });
  const report = buildReport(
    cases,
    { suite, target, run },
    {
      specs: {
        requirements: new Map(),
        digest: "",
        schemas: { "digital-river": none, commerce: none },
      },
      library: {
        cases: [],
        fixtures: new Map(),
        shared: { axes: new Map(), settled: new Map() },
        digest: "",
      },
    },
  );
  expect(report.totals.cases.passed).toBe(200_000);
  expect(report.evidence).toEqual(shown);
});
