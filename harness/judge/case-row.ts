import type { CaseRow, CheckRow } from "../../specs/types/report.format.d.ts";
import { verifiedBy, verifiesOf } from "../case/known-apart.ts";
import type { Case, Verifies } from "../case/types.ts";
import type { Verdict } from "./types.ts";

/** What a row says of the case itself, whatever became of it. */
type OfCase = Pick<CaseRow, "title" | "file" | "line">;

/** What became of a case. */
type Became = Omit<CaseRow, "id" | "profile" | "checks" | keyof OfCase>;

type RowCase = Pick<Case, "id" | "title" | "profile" | "origin" | "verifies" | "checks" | "unread">;

/**
 * The row of a case with those of its checks. Where all checks passed, or none applies, they differ from those of other cases in the
 * numbers of their exchanges alone: such a row keeps these, and what it says of its case is read when it is asked for, so
 * that a run of many cases does not keep it.
 *
 * @param verdicts In the order of the checks.
 */
export function caseRow(testCase: RowCase, own: Became, verdicts: readonly Verdict[]): CaseRow {
  const { id } = testCase;
  if (!verdicts.every((verdict) => isPlain(verdict, own)))
    return {
      id,
      profile: testCase.profile,
      ...ofCase(testCase),
      ...own,
      checks: verifiedBy(testCase).flatMap((one, index) => {
        const verdict = verdicts[index];
        return verdict === undefined ? [] : [checkRow(one, verdict)];
      }),
    };
  const { durationMs, polled, ...outcome } = own;
  const { profile } = testCase;
  const verifying = verifiesOf(testCase);
  // Defined, and not made and then hidden: V8 would keep each such object as a table of its own.
  const row = Object.defineProperties({} as CaseRow & PlainRow, {
    id: { enumerable: true, value: id },
    [from]: { value: testCase.unread ?? testCase },
    [alike]: { value: known({ ...outcome, profile, verifying }) ?? { ...outcome, profile } },
    [numbers]: {
      value: JSON.stringify([durationMs, ...verdicts.map(({ exchanges }) => exchanges)]),
    },
    ...readLater,
    ...(own.cause !== undefined && { cause: inAlike("cause") }),
    ...(polled && { polled: { enumerable: true, value: polled } }),
  });
  // Who asks for it now need not read the case again.
  latest = { row, checks: checksOf(row, verifying) };
  return row;
}

const ofCase = ({ title, origin: { file, line = 1 } }: RowCase): OfCase => ({
  title,
  file,
  line,
});

const isPlain = ({ outcome, cause, findings }: Verdict, own: Became): boolean =>
  (outcome === "passed" || outcome === "not-applicable") &&
  outcome === own.outcome &&
  cause === own.cause &&
  findings.length === 0;

/** What the rest of a plain row is read from. */
interface PlainRow {
  readonly [from]: RowCase;
  readonly [alike]: Alike;
  /** How long it took, and the exchanges that each check judged: as JSON, which takes half the room of lists. */
  readonly [numbers]: string;
}

/** What many rows have in common. */
interface Alike extends Pick<CaseRow, "outcome" | "cause" | "profile"> {
  /** What the checks verify, where not too many cases verify something else. */
  readonly verifying?: readonly Verifies[];
}

const from = Symbol("the case of the row");
const alike = Symbol("what it has in common with others");
const numbers = Symbol("its time and the exchanges of its checks");

const inCase = (name: keyof OfCase): PropertyDescriptor => ({
  enumerable: true,
  get(this: PlainRow) {
    return ofCase(this[from])[name];
  },
});

const inAlike = (name: "outcome" | "cause" | "profile"): PropertyDescriptor => ({
  enumerable: true,
  get(this: PlainRow) {
    return this[alike][name];
  },
});

/** The same functions for all rows: with functions of its own, each would have a hidden class of its own, too. */
const readLater: PropertyDescriptorMap = {
  title: inCase("title"),
  file: inCase("file"),
  line: inCase("line"),
  profile: inAlike("profile"),
  outcome: inAlike("outcome"),
  durationMs: {
    enumerable: true,
    get(this: PlainRow): number {
      return numbersOf(this)[0];
    },
  },
  checks: {
    enumerable: true,
    get(this: PlainRow): CheckRow[] {
      if (latest?.row !== this) latest = { row: this, checks: checksOf(this) };
      return latest.checks;
    },
  },
};

const numbersOf = (row: PlainRow): readonly [durationMs: number, ...exchanges: number[][]] =>
  JSON.parse(row[numbers]) as [number, ...number[][]];

/** Whoever reads the checks of a row reads them several times, and then those of the next. */
let latest: { readonly row: PlainRow; readonly checks: CheckRow[] } | undefined;

const verifiedIn = (row: PlainRow): readonly Verifies[] =>
  row[alike].verifying ?? verifiedBy(row[from]);

function checksOf(row: PlainRow, verifying = verifiedIn(row)): CheckRow[] {
  const { outcome, cause } = row[alike];
  const [, ...exchanges] = numbersOf(row);
  return verifying.map((one, index) =>
    checkRow(one, {
      outcome,
      ...(cause !== undefined && { cause }),
      findings: [],
      exchanges: exchanges[index] ?? [],
    }),
  );
}

/** What became of a check; what was found, and in which exchanges, is not told. */
export type Fate = Omit<CheckRow, "findings" | "exchanges">;

/** What became of the checks of a row. */
export function fatesOf(row: CaseRow): readonly Fate[] {
  if (!isPlainRow(row)) return row.checks;
  if (latestFates?.row === row) return latestFates.fates;
  const { outcome, cause } = row;
  const fates = verifiedIn(row).map(({ id, level, requirement, origin: { line } }) => ({
    id,
    level,
    requirement,
    outcome,
    ...(cause !== undefined && { cause }),
    ...(line !== undefined && { line }),
  }));
  latestFates = { row, fates };
  return fates;
}

const isPlainRow = (row: CaseRow): row is CaseRow & PlainRow => Object.hasOwn(row, from);

let latestFates: { readonly row: CaseRow; readonly fates: readonly Fate[] } | undefined;

/** Equal values as one; undefined for what comes when there are too many. */
function known(value: Alike): Alike | undefined {
  const key = JSON.stringify(value);
  const same = values.get(key);
  if (same !== undefined || values.size >= mostValues) return same;
  values.set(key, value);
  return value;
}

const values = new Map<string, Alike>();
const mostValues = 2000;

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
