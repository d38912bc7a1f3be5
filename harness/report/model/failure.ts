import type {
  CaseRow,
  CheckRow,
  Report,
  RequirementRow,
} from "../../../specs/types/report.format.d.ts";
import { atLeast } from "../../requirements/types.ts";
import { isExcused } from "./baseline-status.ts";

/** A check, mostly a failed one, with what a reader needs beside it. */
export interface Failure {
  readonly case: CaseRow;
  readonly check: CheckRow;
  /** Absent only when the report does not list the requirement. */
  readonly requirement: RequirementRow | undefined;
}

/** Failed checks that count against the target, in the order of the cases. */
export function failuresOf(report: Report): readonly Failure[] {
  return failedChecks(report).filter(({ check }) => counts(report, check));
}

/** Those of them that no baseline excuses. */
export function unexpectedOf(report: Report): readonly Failure[] {
  return failuresOf(report).filter(({ check }) => !isExcused(check));
}

/** Those of them that the baseline excuses. */
export function acceptedOf(report: Report): readonly Failure[] {
  return failuresOf(report).filter(({ check }) => isExcused(check));
}

/** Checks that the baseline expects to fail and that do not. */
export function staleOf(report: Report): readonly Failure[] {
  return checksOf(report).filter(({ check }) => check.baseline?.standing === "stale");
}

/** Failed checks below the run's level: shown, not counted. */
export function warningsOf(report: Report): readonly Failure[] {
  return failedChecks(report).filter(({ check }) => !counts(report, check));
}

/** Whether a check failed without counting against the target. */
export function isWarning(report: Report, check: CheckRow): boolean {
  return check.outcome === "failed" && !counts(report, check);
}

/** Ids of requirements that a warning stands against, although their outcome is passed. */
export function warnedRequirements(report: Report): ReadonlySet<string> {
  return new Set(warningsOf(report).map(({ check }) => check.requirement));
}

export function requirementsById(report: Report): ReadonlyMap<string, RequirementRow> {
  return new Map(report.requirements.map((requirement) => [requirement.id, requirement]));
}

const failedChecks = (report: Report): readonly Failure[] =>
  checksOf(report).filter(({ check }) => check.outcome === "failed");

function checksOf(report: Report): readonly Failure[] {
  const requirements = requirementsById(report);
  return report.cases.flatMap((row) =>
    row.checks.map((check) => ({
      case: row,
      check,
      requirement: requirements.get(check.requirement),
    })),
  );
}

function counts(report: Report, check: CheckRow): boolean {
  return atLeast(check.level, report.run.selection.level);
}
