import type { CaseRow, CheckRow } from "../../specs/types/report.format.d.ts";
import type { Verifies } from "../case/types.ts";
import type { Verdict } from "./types.ts";

/**
 * The row of a case with those of its checks. Where all checks passed, or none applies, they differ from those of other cases in the
 * numbers of their exchanges alone: such a row keeps these, and makes its checks when they are read, so that a run of
 * many cases does not keep them.
 *
 * @param verifies What the checks of the case verify, in the order of the verdicts.
 */
export function caseRow(
  row: Omit<CaseRow, "checks">,
  verifies: readonly Verifies[],
  verdicts: readonly Verdict[],
): CaseRow {
  if (!verdicts.every((verdict) => isPlain(verdict, row)))
    return {
      ...row,
      checks: verifies.flatMap((one, index) => {
        const verdict = verdicts[index];
        return verdict === undefined ? [] : [checkRow(one, verdict)];
      }),
    };
  const exchanges = verdicts.map(({ exchanges: own }) =>
    own.length === 1 ? (own[0] ?? own) : own.length === 0 ? none : own,
  );
  return Object.defineProperties(row, {
    [verified]: { value: verifies },
    [judged]: { value: exchanges },
    checks: madeAnew,
  }) as CaseRow;
}

const isPlain = ({ outcome, cause, findings }: Verdict, row: Omit<CaseRow, "checks">): boolean =>
  (outcome === "passed" || outcome === "not-applicable") &&
  outcome === row.outcome &&
  cause === row.cause &&
  findings.length === 0;

/** What the checks of a plain row are made of. */
interface PlainRow extends Omit<CaseRow, "checks"> {
  readonly [verified]: readonly Verifies[];
  /** Of each check; its only one stands without a list. */
  readonly [judged]: readonly (number | readonly number[])[];
}

const verified = Symbol("what the checks verify");
const judged = Symbol("the exchanges that they judged");

/** One function for all rows: with one of its own, each would have a hidden class of its own, too. */
const madeAnew = {
  enumerable: true,
  get(this: PlainRow): CheckRow[] {
    if (latest?.row !== this) latest = { row: this, checks: checksOf(this) };
    return latest.checks;
  },
};

/** Whoever reads the checks of a row reads them several times, and then those of the next. */
let latest: { readonly row: PlainRow; readonly checks: CheckRow[] } | undefined;

function checksOf(row: PlainRow): CheckRow[] {
  const { outcome, cause } = row;
  return row[verified].map((one, index) => {
    const numbers = row[judged][index] ?? [];
    const exchanges = typeof numbers === "number" ? [numbers] : numbers;
    return checkRow(one, {
      outcome,
      ...(cause !== undefined && { cause }),
      findings: none,
      exchanges,
    });
  });
}

/** What became of a check; what was found, and in which exchanges, is not told. */
export type Fate = Omit<CheckRow, "findings" | "exchanges">;

/** What became of the checks of a row: of plain rows that verify the same, it is the same list. */
export function fatesOf(row: CaseRow): readonly Fate[] {
  const own = (row as Partial<PlainRow>)[verified];
  if (own === undefined) return row.checks;
  const known = fates.get(own);
  if (known !== undefined && known.outcome === row.outcome && known.cause === row.cause)
    return known.all;
  const { outcome, cause } = row;
  const all = row.checks.map(({ findings: _findings, exchanges: _exchanges, ...fate }) => fate);
  fates.set(own, { outcome, cause, all });
  return all;
}

const fates = new WeakMap<
  readonly Verifies[],
  Pick<CaseRow, "outcome"> & { readonly cause: string | undefined; readonly all: readonly Fate[] }
>();

const none: readonly never[] = [];

/** A row keeps the texts that all cases share, not those of a case that is let go of. */
function checkRow(
  { id, level, requirement, origin: { line } }: Verifies,
  { outcome, cause, findings, exchanges }: Omit<Verdict, "check" | "level" | "requirement">,
): CheckRow {
  return {
    id,
    level,
    requirement,
    outcome,
    ...(cause !== undefined && { cause }),
    findings: [...findings],
    exchanges: [...exchanges],
    ...(line !== undefined && { line }),
  };
}
