import type { CheckRow, Counts, Report } from "../../../specs/types/report.format.d.ts";
import { groupBy } from "../../group.ts";
import { gravity, outcomeOf } from "../../judge/outcome.ts";
import type { Level } from "../../requirements/types.ts";
import { count } from "./count.ts";
import type { JudgedCase } from "../../judge/judged-case.ts";

/** The cases of a repeated run, one row each, and the checks whose outcome was not always the same. */
export interface Folded {
  readonly cases: readonly JudgedCase[];
  readonly flaky: NonNullable<Report["unstable"]>;
}

/** Folds the repeats of each case into one: a check has the gravest outcome that it ever had, so what varies is not green. */
export function foldRepeats(cases: readonly JudgedCase[], level: Level): Folded {
  if (new Set(cases.map(({ row }) => row.id)).size === cases.length) return { cases, flaky: [] };
  const groups = [...groupBy(cases, (one) => one.row.id).values()];
  return {
    cases: groups.map((repeats) => foldCase(repeats, level)),
    flaky: groups.flatMap(flakyChecks),
  };
}

function foldCase(repeats: readonly JudgedCase[], level: Level): JudgedCase {
  const [first] = repeats;
  if (first === undefined || repeats.length === 1) return first as JudgedCase;
  // Read once: a row that passed makes its checks anew each time, and the gravest are told from the others by being the same.
  const read = repeats.map((repeat) => ({ repeat, own: repeat.row.checks }));
  const checks = [...byId(read.flatMap(({ own }) => own)).values()].map((own) => gravest(own));
  const outcome = outcomeOf(checks, level);
  const cause = checks.find((check) => check.outcome === outcome)?.cause;
  const { cause: _cause, values: _values, ...row } = first.row;
  const shown = read.flatMap(({ repeat, own }) =>
    own.some((one) => checks.includes(one)) ? [repeat] : [],
  );
  const values = shown.find((repeat) => repeat.row.values !== undefined)?.row.values;
  return {
    row: {
      ...row,
      outcome,
      ...(cause === undefined ? {} : { cause }),
      ...(values && { values }),
      durationMs: repeats.reduce((sum, repeat) => sum + repeat.row.durationMs, 0),
      checks,
    },
    evidence: Object.assign(
      {},
      ...shown.map((repeat) => repeat.evidence),
    ) as JudgedCase["evidence"],
    left: repeats.flatMap((repeat) => repeat.left),
    odd: repeats.flatMap((repeat) => repeat.odd),
  };
}

const byId = (checks: readonly CheckRow[]): ReadonlyMap<string, readonly CheckRow[]> =>
  groupBy(checks, ({ id }) => id);

function gravest(checks: readonly CheckRow[]): CheckRow {
  const worst = gravity.find((outcome) => checks.some((one) => one.outcome === outcome));
  return checks.find((one) => one.outcome === worst) as CheckRow;
}

function flakyChecks(repeats: readonly JudgedCase[]): Folded["flaky"] {
  return [...byId(repeats.flatMap(({ row }) => row.checks))].flatMap(([check, own]) => {
    const outcomes: Counts = count(own);
    const kinds = Object.values(outcomes).filter((times: number) => times > 0);
    const [first] = own;
    if (kinds.length < 2 || first === undefined) return [];
    const { level, requirement } = first;
    return [{ check: `${repeats[0]?.row.id}/${check}`, level, requirement, outcomes }];
  });
}
