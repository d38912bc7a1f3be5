import type { CaseRow, CheckRow } from "../../specs/types/report.format.d.ts";
import { verifiedBy, verifiesOf } from "../case/known-apart.ts";
import type { Case, Verifies } from "../case/types.ts";
import { type TextPage, TextWriter } from "../text/text-pages.ts";
import type { Verdict } from "./types.ts";

/** What a row says of the case itself, whatever became of it. */
type OfCase = Pick<CaseRow, "title" | "file" | "line">;

/** What became of a case. */
type Became = Omit<CaseRow, "id" | "profile" | "checks" | keyof OfCase>;

type RowCase = Pick<Case, "id" | "title" | "profile" | "origin" | "verifies" | "checks" | "unread">;

/**
 * The row of a case with those of its checks. Where all checks passed, or none applies, they differ from those of other cases in the
 * numbers of their exchanges alone: such a row keeps these, with its id, as bytes, and what it says of its case is read when it
 * is asked for, so that a run of many cases does not keep it.
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
  const row = new PlainRow(
    testCase,
    known({ ...outcome, profile, verifying }) ?? { ...outcome, profile },
    [durationMs, ...verdicts.map(({ exchanges }) => exchanges)],
  );
  const { cause } = own;
  if (cause !== undefined) Object.defineProperty(row, "cause", { enumerable: true, value: cause });
  if (polled) Object.defineProperty(row, "polled", { enumerable: true, value: polled });
  // Who asks for it now need not read the case again.
  latest = { row, checks: row.checksOf(verifying) };
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

/** What many rows have in common. */
interface Alike extends Pick<CaseRow, "outcome" | "cause" | "profile"> {
  /** What the checks verify, where not too many cases verify something else. */
  readonly verifying?: readonly Verifies[];
}

/** How long it took, and the exchanges that each check judged. */
type Numbers = readonly [durationMs: number, ...exchanges: (readonly number[])[]];

const pages = new TextWriter();

/**
 * A row of which nothing is its own but two texts: its id, and its numbers as JSON.
 *
 * It is a class since V8 gives its objects a shape of their own: one that begins as `{}`, where a thousand others began so and went
 * on in other ways, is kept as a table of 830 bytes.
 */
class PlainRow implements Pick<
  CaseRow,
  "id" | "profile" | "outcome" | "durationMs" | "checks" | keyof OfCase
> {
  readonly #case: RowCase;
  readonly #alike: Alike;
  readonly #page: TextPage;
  readonly #place: number;

  constructor(testCase: RowCase, alike: Alike, numbers: Numbers) {
    this.#case = testCase.unread ?? testCase;
    this.#alike = alike;
    [this.#page, this.#place] = pages.add(testCase.id, JSON.stringify(numbers));
    Object.defineProperties(this, readLater);
  }

  static is(row: CaseRow): row is CaseRow & PlainRow {
    return #alike in row;
  }

  #numbers(): Numbers {
    const text = this.#page.at(this.#page.after(this.#place));
    return JSON.parse(text) as Numbers;
  }

  get id(): string {
    return this.#page.at(this.#place);
  }

  get title(): string {
    return ofCase(this.#case).title;
  }

  get profile(): string {
    return this.#alike.profile;
  }

  get file(): string {
    return ofCase(this.#case).file;
  }

  get line(): number {
    return ofCase(this.#case).line;
  }

  get outcome(): CaseRow["outcome"] {
    return this.#alike.outcome;
  }

  get durationMs(): number {
    return this.#numbers()[0];
  }

  get checks(): CheckRow[] {
    if (latest?.row !== this) latest = { row: this, checks: this.checksOf() };
    return latest.checks;
  }

  verified(): readonly Verifies[] {
    return this.#alike.verifying ?? verifiedBy(this.#case);
  }

  checksOf(verifying = this.verified()): CheckRow[] {
    const { outcome, cause } = this.#alike;
    const [, ...exchanges] = this.#numbers();
    return verifying.map((one, index) =>
      checkRow(one, {
        outcome,
        ...(cause !== undefined && { cause }),
        findings: [],
        exchanges: exchanges[index] ?? [],
      }),
    );
  }
}

/** Its getters as properties of each row, the same for all: who copies a row or writes it asks for its own properties. */
const readLater: PropertyDescriptorMap = Object.fromEntries(
  Object.entries(Object.getOwnPropertyDescriptors(PlainRow.prototype)).flatMap(([name, one]) =>
    "get" in one ? [[name, { ...one, enumerable: true }]] : [],
  ),
);

/** Whoever reads the checks of a row reads them several times, and then those of the next. */
let latest: { readonly row: PlainRow; readonly checks: CheckRow[] } | undefined;

/** What became of a check; what was found, and in which exchanges, is not told. */
export type Fate = Omit<CheckRow, "findings" | "exchanges">;

/** What became of the checks of a row. */
export function fatesOf(row: CaseRow): readonly Fate[] {
  if (!PlainRow.is(row)) return row.checks;
  if (latestFates?.row === row) return latestFates.fates;
  const { outcome, cause } = row;
  const fates = row.verified().map(({ id, level, requirement, origin: { line } }) => ({
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
