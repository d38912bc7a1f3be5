import type { CheckRow, Report } from "../../../specs/types/report.format.d.ts";
import { groupBy } from "../../group.ts";
import { type Failure, unexpectedOf } from "./failure.ts";

/** All failures of one requirement: what an implementer mends in one go. */
export interface RequirementFailures extends Pick<Failure, "requirement"> {
  readonly id: string;
  readonly level: CheckRow["level"];
  /** The first failure of each check; the combinations of a case share their checks. */
  readonly first: readonly Failure[];
  /** All the others. */
  readonly more: readonly Failure[];
}

/** The failures that count and that no baseline excuses, by requirement and level, in the order in which the report has them. */
export function failuresByRequirement(report: Report): readonly RequirementFailures[] {
  const groups = groupBy(
    unexpectedOf(report),
    ({ check }) => `${check.level} ${check.requirement}`,
  );
  return [...groups.values()].flatMap((failures) => {
    const [one] = failures;
    if (one === undefined) return [];
    const { requirement: id, level } = one.check;
    return [{ id, level, requirement: one.requirement, ...split(failures) }];
  });
}

function split(failures: readonly Failure[]): Pick<RequirementFailures, "first" | "more"> {
  const byCheck = groupBy(failures, ({ case: row, check }) => `${row.file}/${check.id}`);
  const first = new Set([...byCheck.values()].flatMap((same) => same.slice(0, 1)));
  return { first: [...first], more: failures.filter((failure) => !first.has(failure)) };
}
