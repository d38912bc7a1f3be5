import { XMLValidator } from "fast-xml-parser";
import { expect, it } from "vitest";
import { runResults } from "../model/run-results.ts";
import { asExpected } from "../testing/gated.ts";
import { conformant, hostile, inconclusive, nonConformant } from "../testing/sample.ts";
import { renderBadge } from "./badge.ts";

const badgeOf = (report: Parameters<typeof runResults>[0]) => {
  const [svg, json] = renderBadge(runResults(report));
  return { svg: svg?.text ?? "", json: JSON.parse(json?.text ?? "") as Record<string, unknown> };
};

it.each([
  { report: conformant(), message: "conformant", color: "#1a7f37" },
  { report: nonConformant(), message: "non-conformant", color: "#cf222e" },
  { report: inconclusive(), message: "inconclusive", color: "#6e7781" },
  { report: asExpected(), message: "non-conformant, as the baseline expects", color: "#1a7f37" },
])("says $message", ({ report, message, color }) => {
  const { svg, json } = badgeOf(report);
  expect(json).toEqual({ schemaVersion: 1, label: report.target.name, message, color });
  expect(svg).toContain(`>${message}</text>`);
  expect(svg).toContain(color);
});

it("is XML whatever the target is called", () => {
  const { svg } = badgeOf(hostile());
  expect(XMLValidator.validate(svg)).toBe(true);
  expect(svg).not.toContain("<script");
});
