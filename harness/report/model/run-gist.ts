import type { Report } from "../../../specs/types/report.format.d.ts";
import { duration } from "../../text/duration.ts";
import { plural } from "../../text/plural.ts";
import { sum, withoutVerdict } from "./outcome-words.ts";

/** What a run found in numbers, and how long it took: `61 of 61 checks passed in 40 cases (1.9 s)`. */
export function runGist(report: Report): string {
  const asides = [...countedAsides(report)].map((aside) => `, ${aside}`).join("");
  return `${gist(report)}${asides} (${duration(report.run.durationMs)})`;
}

function gist(report: Report): string {
  const { cases, checks, warnings } = report.totals;
  const ranCases = sum(cases) - cases["not-applicable"];
  const ranChecks = sum(checks) - checks["not-applicable"];
  if (ranCases === 0) return "no case ran";
  const passed = `${checks.passed} of ${plural(ranChecks, "check")} passed in ${plural(ranCases, "case")}`;
  switch (report.conclusion) {
    case "conformant":
      return passed;
    case "non-conformant":
      return `${checks.failed - warnings} of ${plural(ranChecks, "check")} failed in ${cases.failed} of ${plural(ranCases, "case")}`;
    case "inconclusive": {
      const open = sum(checks, withoutVerdict);
      const openCases = sum(cases, withoutVerdict);
      if (openCases === 0) return [passed, ...report.reasons.slice(0, 1)].join("; ");
      return `${open} of ${plural(ranChecks, "check")} without a verdict in ${openCases} of ${plural(ranCases, "case")}`;
    }
  }
}

function* countedAsides(report: Report): Generator<string> {
  const { cases, checks, warnings } = report.totals;
  const open = sum(checks, withoutVerdict);
  if (report.conclusion !== "inconclusive" && open > 0) yield `${open} without a verdict`;
  if (warnings > 0) yield plural(warnings, "warning");
  const unclaimed = cases["not-applicable"];
  if (unclaimed > 0) yield `${plural(unclaimed, "case")} not applicable`;
}
