import { expect, it } from "vitest";
import type { CaseRow } from "../../specs/types/report.format.d.ts";
import type { JudgedCase } from "./judged-case.ts";
import { gatherCases, leftBy, oddIn } from "./judged-cases.ts";

const row = (id: string): CaseRow => ({
  id,
  title: id,
  profile: "commerce/core",
  file: "suites/case.yaml",
  line: 1,
  outcome: "passed",
  durationMs: 1,
  checks: [],
});

const judged = (id: string, further: Partial<JudgedCase> = {}): JudgedCase => ({
  row: row(id),
  evidence: {},
  left: [],
  odd: [],
  ...further,
});

it("tells what cases left and what was odd, whichever ended first", () => {
  const two = [
    judged("a", { left: [{ made: "POST /b", id: "2" }], odd: ["x"] }),
    judged("b", {
      left: [
        { made: "POST /b", id: "1" },
        { made: "POST /a", id: "3" },
      ],
      odd: ["y", "y"],
    }),
  ];
  for (const order of [two, two.toReversed()]) {
    const cases = gatherCases();
    for (const one of order) cases.add(one);
    expect(leftBy(cases)).toEqual([
      { made: "POST /a", ids: ["3"] },
      { made: "POST /b", ids: ["1", "2"] },
    ]);
    expect(oddIn(cases)).toEqual([
      { how: "y", answers: 2 },
      { how: "x", answers: 1 },
    ]);
  }
});

it("leaves what was gathered before as it is", () => {
  const before = gatherCases();
  before.add(judged("a", { left: [{ made: "POST /a", id: "1" }], odd: ["x"] }));
  const after = gatherCases(before);
  after.add(judged("b", { left: [{ made: "POST /a", id: "2" }], odd: ["x"] }));
  expect(before.rows.map(({ id }) => id)).toEqual(["a"]);
  expect([leftBy(before), oddIn(before)]).toEqual([
    [{ made: "POST /a", ids: ["1"] }],
    [{ how: "x", answers: 1 }],
  ]);
  expect(after.rows.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(leftBy(after)).toEqual([{ made: "POST /a", ids: ["1", "2"] }]);
});
