import type { CaseRow, CheckRow, Counts, Report } from "../../../specs/types/report.format.d.ts";
import { groupBy } from "../../group.ts";
import { gravity, outcomeOf } from "../../judge/outcome.ts";
import type { Level } from "../../requirements/types.ts";
import { count } from "./count.ts";
import type { JudgedCase } from "../../judge/judged-case.ts";
import type { JudgedCases } from "../../judge/judged-cases.ts";

/** The cases of a repeated run by their ids, one row each, and the checks whose outcome was not always the same. */
export interface Folded {
  readonly rows: readonly CaseRow[];
  /** Of those of its repeats that show what the row says. */
  readonly evidenceOf: (row: CaseRow) => readonly JudgedCase["evidence"][];
  readonly flaky: NonNullable<Report["unstable"]>;
}

/** Folds the repeats of each case into one: a check has the gravest outcome that it ever had, so what varies is not green. */
export function foldRepeats(cases: JudgedCases, level: Level): Folded {
  const evidenceOf = (row: CaseRow) => cases.evidence.get(row) ?? {};
  // The id of a row is read anew whenever it is asked for.
  const named = cases.rows
    .map((row) => ({ row, id: row.id }))
    .toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
  const rows = named.map(({ row }) => row);
  const isRepeated = named.some(({ id }, index) => id === named[index + 1]?.id);
  if (!isRepeated) return { rows, evidenceOf: (row) => [evidenceOf(row)], flaky: [] };
  const groups = [...groupBy(rows, ({ id }) => id).values()];
  const folded = groups.map((repeats) => foldRows(repeats, level));
  const shown = new Map(folded.map((one) => [one.row, one.shown]));
  return {
    rows: folded.map(({ row }) => row),
    evidenceOf: (row) => (shown.get(row) ?? []).map(evidenceOf),
    flaky: groups.flatMap(flakyChecks),
  };
}

/** A case in one row, and its repeats that show what this row says. */
interface FoldedRow {
  readonly row: CaseRow;
  readonly shown: readonly CaseRow[];
}

function foldRows(repeats: readonly CaseRow[], level: Level): FoldedRow {
  const [first] = repeats as readonly [CaseRow, ...CaseRow[]];
  if (repeats.length === 1) return { row: first, shown: repeats };
  // Read once: a row that passed makes its checks anew each time, and the gravest are told from the others by being the same.
  const read = repeats.map((repeat) => ({ repeat, own: repeat.checks }));
  const checks = [...byId(read.flatMap(({ own }) => own)).values()].map((own) => gravest(own));
  const outcome = outcomeOf(checks, level);
  const cause = checks.find((check) => check.outcome === outcome)?.cause;
  const { cause: _cause, values: _values, ...row } = first;
  const shown = read.flatMap(({ repeat, own }) =>
    own.some((one) => checks.includes(one)) ? [repeat] : [],
  );
  const values = shown.find((repeat) => repeat.values !== undefined)?.values;
  return {
    row: {
      ...row,
      outcome,
      ...(cause === undefined ? {} : { cause }),
      ...(values && { values }),
      durationMs: repeats.reduce((sum, repeat) => sum + repeat.durationMs, 0),
      checks,
    },
    shown,
  };
}

const byId = (checks: readonly CheckRow[]): ReadonlyMap<string, readonly CheckRow[]> =>
  groupBy(checks, ({ id }) => id);

function gravest(checks: readonly CheckRow[]): CheckRow {
  const worst = gravity.find((outcome) => checks.some((one) => one.outcome === outcome));
  return checks.find((one) => one.outcome === worst) as CheckRow;
}

function flakyChecks(repeats: readonly CaseRow[]): Folded["flaky"] {
  return [...byId(repeats.flatMap(({ checks }) => checks))].flatMap(([check, own]) => {
    const outcomes: Counts = count(own);
    const kinds = Object.values(outcomes).filter((times: number) => times > 0);
    const [first] = own;
    if (kinds.length < 2 || first === undefined) return [];
    const { level, requirement } = first;
    return [{ check: `${repeats[0]?.id}/${check}`, level, requirement, outcomes }];
  });
}
