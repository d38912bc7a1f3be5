import type { CaseRow, CheckRow, Report } from "../../../specs/types/report.format.d.ts";
import { type Fate, fatesOf as fatesOfCase } from "../../judge/case-row.ts";
import { atLeast } from "../../requirements/types.ts";
import { isExcused } from "./baseline-status.ts";
import { flakyText } from "./flaky.ts";
import { type Grouped, grouped, isTelling } from "./grouped.ts";
import type { ResultGroup, ResultRow, RowFate, RowStatus } from "./result-set.ts";

/**
 * The cases of a run as groups, and its checks as rows, in the order of the report. Rows of a case of which nothing is to
 * be told are made when they are read, and not kept.
 */
export function runRows(report: Report): Grouped {
  const demands = new Map(report.requirements.map((demand) => [demand.id, demand]));
  const flaky = new Map(report.unstable?.map((one) => [one.check, one]));
  const kept = new Map<ResultGroup, readonly ResultRow[]>();
  const rowOf = (check: CheckRow, row: CaseRow, name: string, group: ResultGroup): ResultRow => {
    const id = `${name}/${check.id}`;
    const demand = demands.get(check.requirement);
    const varied = flaky.get(id);
    const why = check.cause ?? row.cause;
    return {
      id,
      name: check.id,
      group,
      ...(check.line !== undefined && { line: check.line }),
      outcome: check.outcome,
      status: statusOf(check, report),
      level: check.level,
      requirement: check.requirement,
      ...(demand && { demand }),
      ...(why !== undefined && { why }),
      ...(check.baseline && { baseline: check.baseline }),
      ...(varied && { flaky: flakyText(varied, report) }),
      findings: check.findings,
      remarks: [],
      exchanges: check.exchanges,
    };
  };
  let latest: readonly [group: ResultGroup, rows: readonly ResultRow[]] | undefined;
  const rowsOf = (group: ResultGroup): readonly ResultRow[] => {
    if (latest?.[0] === group) return latest[1];
    const known = kept.get(group);
    if (known !== undefined) return known;
    const row = rowOfCase(group);
    // Read once: it is made anew whenever it is asked for.
    const { id } = row;
    const rows = row.checks.map((check) => rowOf(check, row, id, group));
    if (rows.some(isTelling)) kept.set(group, rows);
    latest = [group, rows];
    return rows;
  };
  const fatesOf = (group: ResultGroup): readonly RowFate[] =>
    flaky.size > 0
      ? rowsOf(group)
      : fatesOfCase(rowOfCase(group)).map((fate) => ({
          outcome: fate.outcome,
          status: statusOf(fate, report),
        }));
  return grouped(
    report.cases.map((row) => new CaseGroup(row)),
    rowsOf,
    fatesOf,
  );
}

/** A group that keeps nothing of its own, since there are as many as cases. */
class CaseGroup implements ResultGroup {
  readonly row: CaseRow;

  constructor(row: CaseRow) {
    this.row = row;
  }

  get id() {
    return this.row.id;
  }

  get name() {
    return this.row.id;
  }

  get title() {
    return this.row.title;
  }

  get suite() {
    return this.row.profile;
  }

  get file() {
    return this.row.file;
  }

  get line() {
    return this.row.line;
  }

  get outcome() {
    return this.row.outcome;
  }

  get cause() {
    return this.row.cause;
  }

  get durationMs() {
    return this.row.durationMs;
  }

  get values() {
    return this.row.values;
  }
}

function rowOfCase(group: ResultGroup): CaseRow {
  if (group instanceof CaseGroup) return group.row;
  throw new Error(`${group.id} is no case of this report`);
}

function statusOf(check: Fate, { run }: Report): RowStatus {
  if (check.baseline?.standing === "stale") return "stale";
  switch (check.outcome) {
    case "passed":
    case "not-applicable":
      return check.outcome;
    case "failed":
      if (!atLeast(check.level, run.selection.level)) return "warning";
      return isExcused(check) ? "excused" : "failed";
    case "blocked":
    case "untestable":
    case "errored":
      return "open";
  }
}
