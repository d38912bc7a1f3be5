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
  const cases = new Map(report.cases.map((row) => [groupOf(row), row]));
  const kept = new Map<ResultGroup, readonly ResultRow[]>();
  const rowOf = (check: CheckRow, row: CaseRow, group: ResultGroup): ResultRow => {
    const id = `${row.id}/${check.id}`;
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
    const row = cases.get(group);
    const rows = row?.checks.map((check) => rowOf(check, row, group)) ?? [];
    if (rows.some(isTelling)) kept.set(group, rows);
    latest = [group, rows];
    return rows;
  };
  const fates = new WeakMap<readonly Fate[], readonly RowFate[]>();
  const fatesOf = (group: ResultGroup): readonly RowFate[] => {
    const row = cases.get(group);
    if (row === undefined || flaky.size > 0) return rowsOf(group);
    const own = fatesOfCase(row);
    const known = fates.get(own);
    if (known !== undefined) return known;
    const all = own.map((fate) => ({ outcome: fate.outcome, status: statusOf(fate, report) }));
    fates.set(own, all);
    return all;
  };
  return grouped([...cases.keys()], rowsOf, fatesOf);
}

const groupOf = ({ checks: _checks, profile: suite, ...row }: CaseRow): ResultGroup => ({
  ...row,
  name: row.id,
  suite,
});

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
