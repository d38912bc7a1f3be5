import type { MustFacts, Outcome } from "../../specs/types/report.format.d.ts";
import { verifiedBy } from "../case/known-apart.ts";
import type { Decision, PlannedCase } from "../plan/types.ts";
import { leftOutLines, mustsText } from "../report/model/must-words.ts";
import { accountMusts, leftOutByReason } from "../report/model/musts.ts";
import type { Requirement } from "../requirements/types.ts";

/** What would become of the must requirements if all that is driven passed: `verified` are those that would be tried. */
export const plannedMusts = (
  cases: readonly PlannedCase[],
  catalogue: Iterable<Requirement>,
): MustFacts =>
  accountMusts(
    cases.flatMap(({ case: testCase, decision }) =>
      verifiedBy(testCase).map(({ requirement, level }) => ({
        requirement,
        level,
        outcome: outcomeIf[decision.kind],
        ...(decision.kind !== "run" && { cause: decision.cause }),
      })),
    ),
    catalogue,
  );

/** The same for a terminal of 80 columns. */
export const plannedMustLines = (musts: MustFacts): readonly string[] => [
  mustsText(musts, "would be tried"),
  ...leftOutLines(leftOutByReason(musts), 80),
];

const outcomeIf: Readonly<Record<Decision["kind"], Outcome>> = {
  run: "passed",
  "not-applicable": "not-applicable",
  untestable: "untestable",
};
