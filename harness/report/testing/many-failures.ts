import type { Report } from "../../../specs/types/report.format.d.ts";
import { caseRow, checkRow, evidenceOf, findingOf, reportOf } from "./rows.ts";

/** So many cases, each with four checks that fail by long answers, on so many requirements. */
export function manyFailures(count: number, requirements = 1): Report {
  const ids = Array.from({ length: count }, (_, i) => `case-${i}`);
  const body = { text: "long ".repeat(3000) };
  return reportOf({
    evidence: ids.map((id) =>
      evidenceOf({ case: id, step: "one" }, "GET /", { status: 200, body }),
    ),
    cases: ids.map((id, i) =>
      caseRow(
        id,
        ["a", "b", "c", "d"].map((name) =>
          checkRow(name, `DR-A-${(i % requirements) + 1}`, "failed", {
            exchanges: [i + 1],
            findings: [findingOf("one", i + 1, "body.text", "short", "long ".repeat(3000))],
          }),
        ),
      ),
    ),
  });
}
