import type { CaseRow, Report, RequirementRow } from "../../../specs/types/report.format.d.ts";
import { fatesOf } from "../../judge/case-row.ts";
import { outcomeOf } from "../../judge/outcome.ts";
import type { Outcome } from "../../judge/types.ts";
import type { Level, Requirement, SpecBook } from "../../requirements/types.ts";
import { listOnDemand } from "./list-on-demand.ts";

/** The requirements that the cases verify, by id. */
export function requirementRows(
  rows: readonly CaseRow[],
  { requirements }: SpecBook,
  level: Level,
): readonly RequirementRow[] {
  const verified = new Map<string, Verification>();
  for (const [place, row] of rows.entries())
    for (const [position, check] of fatesOf(row).entries()) {
      const own: Verification = verified.get(check.requirement) ?? { fates: new Map(), checks: [] };
      verified.set(check.requirement, own);
      own.fates.set(`${check.level} ${check.outcome}`, check);
      own.checks.push(place * mostChecks + position);
    }
  return [...verified]
    .toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .flatMap(([id, own]) => {
      const requirement = requirements.get(id);
      return requirement === undefined ? [] : [requirementRow(requirement, own, rows, level)];
    });
}

/** A check in one number, since there are as many as anything of a report: the place of its row times this, and its own in it. */
const mostChecks = 2 ** 20;

/** What is known of a requirement: what its checks came to, each once, and which they are. */
interface Verification {
  readonly fates: Map<string, { readonly level: Level; readonly outcome: Outcome }>;
  readonly checks: number[];
}

function requirementRow(
  { id, level, statement, citation }: Requirement,
  { fates, checks }: Verification,
  rows: readonly CaseRow[],
  counting: Level,
): RequirementRow {
  const own = { id, level, statement, citation, outcome: outcomeOf([...fates.values()], counting) };
  const names = listOnDemand(checks.length, (index) => nameOf(checks[index] ?? 0, rows));
  let kept: string[] | undefined;
  const row: RequirementRow = {
    ...own,
    get checks() {
      return (kept ??= [...names]);
    },
  };
  passing.set(row, { ...own, checks: names });
  return row;
}

/** Each row with names that nobody keeps. Programs get the row itself: what is made on demand can be neither cloned nor inspected. */
const passing = new WeakMap<RequirementRow, RequirementRow>();

/** The same report for who reads it once: the names of its checks are made when they are read, and not kept. */
export const readOnce = (report: Report): Report => ({
  ...report,
  requirements: report.requirements.map((row) => passing.get(row) ?? row),
});

function nameOf(check: number, rows: readonly CaseRow[]): string {
  const row = rows[Math.floor(check / mostChecks)];
  if (row === undefined) throw new Error(`no row has the check ${check}`);
  return `${row.id}/${fatesOf(row)[check % mostChecks]?.id}`;
}
