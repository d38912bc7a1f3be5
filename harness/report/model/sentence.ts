import type { Report } from "../../../specs/types/report.format.d.ts";
import { duration } from "../../text/duration.ts";
import { plural } from "../../text/plural.ts";
import { sum, withoutVerdict } from "./outcome-words.ts";

/**
 * The conclusion in one plain sentence with numbers, without a final full stop:
 * `conformant: 61 of 61 checks passed in 40 cases (1.9 s)`.
 */
export function conclusionSentence(report: Report): string {
  const asides = [...countedAsides(report)].map((aside) => `, ${aside}`).join("");
  return `${headline(report)}: ${gist(report)}${asides} (${duration(report.run.durationMs)})`;
}

/** The conclusion, and what it means for the baseline that the run was held against. */
export function headline({ conclusion, baseline }: Report): string {
  if (baseline === undefined) return conclusion;
  switch (baseline.gate) {
    case "as-expected":
      return `${conclusion}${baseline.expected.length === 0 ? "" : ", as the baseline expects"}`;
    case "regressed":
      return `${conclusion}, worse than the baseline`;
    case "unmeasured":
      return conclusion === "inconclusive" ? conclusion : `${conclusion}, not measured in full`;
    case "stale":
      return `${conclusion}, better than the baseline, which is stale`;
  }
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
