import type { Cause, Report } from "../../../specs/types/report.format.d.ts";

/** What keeps cases from a verdict and can be mended, as it stands in the report: the largest group first. */
export function openCauses(report: Report): readonly Cause[] {
  return report.causes.filter((cause) => cause.outcome !== "not-applicable");
}

/** Why cases legally say nothing: profiles and source types that the target does not claim. */
export function unclaimedCauses(report: Report): readonly Cause[] {
  return report.causes.filter((cause) => cause.outcome === "not-applicable");
}

/** The first line of a cause: faults of Headwater bring their whole stack. */
export function causeLine(cause: string): string {
  return cause.split("\n", 1)[0] ?? cause;
}
