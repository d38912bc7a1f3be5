import type { Case } from "../case/types.ts";
import type { Verdict } from "../judge/types.ts";
import { atLeast, type SpecBook } from "../requirements/types.ts";

/** A deliberate defect of the reference implementation. */
export interface Fault {
  readonly name: string;
  readonly breaks: string;
  readonly requirement: string;
}

/** Whether the case has a check on the requirement that the fault breaks. */
export const verifies = (testCase: Case, { requirement }: Fault): boolean =>
  testCase.checks.some((check) => check.requirement === requirement);

/** A fault is killed by a failed check on the requirement that it breaks, of at least that requirement's level. */
export function kills(
  { requirement, level }: Pick<Verdict, "requirement" | "level">,
  fault: Fault,
  { requirements }: SpecBook,
): boolean {
  const broken = requirements.get(fault.requirement);
  return requirement === fault.requirement && atLeast(level, broken?.level ?? "must");
}
