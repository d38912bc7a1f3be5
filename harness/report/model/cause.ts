import type { Cause, Report } from "../../../specs/types/report.format.d.ts";

/** What keeps cases from a verdict and can be mended, as it stands in the report: the largest group first. */
export const openCauses = ({ causes }: Report): readonly Cause[] => causes.filter(isOpen);

/** Whether it can be mended; profiles and source types that the target does not claim are no fault. */
export const isOpen = ({ outcome }: Cause): boolean => outcome !== "not-applicable";

/** The first line of a cause: faults of Headwater bring their whole stack. */
export function causeLine(cause: string): string {
  return cause.split("\n", 1)[0] ?? cause;
}
