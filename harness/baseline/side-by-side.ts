import type { Level, Outcome, Report } from "../../specs/types/report.format.d.ts";
import type { Conclusion } from "../report/model/result-set.ts";
import { runResults } from "../report/model/run-results.ts";

/** Several reports, a column each, and each requirement that one of them lists, a row each. */
export interface SideBySide {
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly RequirementAcross[];
  /** In what they are not alike, a sentence each. */
  readonly cautions: readonly string[];
}

export interface ReportColumn {
  readonly report: Report;
  /** What was tested, as the heads of columns tell it apart: `acme-payments 4.2.0`. */
  readonly name: string;
}

export interface RequirementAcross {
  readonly id: string;
  readonly level: Level;
  readonly statement: string;
  /** In the order of the columns; undefined where a report does not list it. */
  readonly outcomes: readonly (Outcome | undefined)[];
}

/** Lays reports side by side by requirement. Pure. */
export function sideBySide(reports: readonly Report[]): SideBySide {
  const byReport = reports.map(
    ({ requirements }) => new Map(requirements.map((row) => [row.id, row])),
  );
  const ids = new Set(byReport.flatMap((rows) => [...rows.keys()]));
  const sorted = [...ids].toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const rows = sorted.flatMap((id): readonly RequirementAcross[] => {
    const known = byReport.map((own) => own.get(id));
    const first = known.find((row) => row !== undefined);
    if (first === undefined) return [];
    const { level, statement } = first;
    return [{ id, level, statement, outcomes: known.map((row) => row?.outcome) }];
  });
  const columns = reports.map((report, index) => {
    const name = nameOf(report);
    const before = reports.slice(0, index).filter((other) => nameOf(other) === name).length;
    return { report, name: before === 0 ? name : `${name} (${before + 1})` };
  });
  return { columns, rows, cautions: cautionsOf(reports) };
}

/** Product and version where the target says them; its own name else. */
export const nameOf = ({ target: { name, implementation } }: Report): string =>
  implementation === undefined
    ? name
    : [implementation.name, implementation.version ?? ""].join(" ").trim();

function cautionsOf(reports: readonly Report[]): readonly string[] {
  const differ = (of: (report: Report) => unknown): boolean =>
    new Set(reports.map((report) => JSON.stringify(of(report)))).size > 1;
  return [
    ...(differ(({ suite }) => suite.casesDigest) ? ["They were judged by different cases."] : []),
    ...(differ(({ suite }) => suite.requirementsDigest)
      ? ["They were judged by different requirements or schemas."]
      : []),
    ...(differ(({ run }) => run.selection)
      ? ["Different cases were selected, or another level counts."]
      : []),
    ...(differ(({ target }) => target.claims) ? ["They claim different things."] : []),
  ];
}

/** What a run came to, with what its baseline makes of it. */
export const conclusionOf = (report: Report): Conclusion =>
  runResults({ ...report, cases: [], evidence: {} }).conclusion;

/** `2026-03-01 09:30` */
export const momentOf = ({ run }: Report): string => run.startedAt.slice(0, 16).replace("T", " ");

/** Requirements that are not the same in all columns, or do not hold in one of them. */
export const notable = ({ outcomes }: RequirementAcross): boolean =>
  outcomes.some((outcome) => outcome !== outcomes[0]) ||
  !(outcomes[0] === "passed" || outcomes[0] === "not-applicable");
