import { Document, isSeq, parseDocument } from "yaml";
import type { BaselineDocument, BaselineEntry } from "../../specs/types/baseline.format.d.ts";
import type { Outcome, Report } from "../../specs/types/report.format.d.ts";
import { failuresOf } from "../report/model/failure.ts";

/** What a new entry says until someone says it better. */
export type NewEntry = Pick<BaselineEntry, "reason" | "owner" | "expires">;

/** The text of the new baseline, and the checks by what became of their entries. */
export interface BaselineUpdate {
  readonly text: string;
  readonly added: readonly string[];
  readonly kept: readonly string[];
  readonly removed: readonly string[];
  /** Those of the kept that still fail although they have expired. */
  readonly expired: readonly string[];
  /** Failures that are not accepted, because they come and go. */
  readonly flaky: readonly string[];
}

/**
 * A baseline that accepts exactly the failures of a report, but for those that come and go: no entry excuses them. Entries that stay are left as they are, with the comments
 * around them; so are those about which the report says nothing. Those of checks that do not fail any more go, and so
 * do those of checks that the suite does not have. Pure.
 *
 * @param text The baseline as it was, valid against its format; undefined when there was none.
 * @param known Every check of the suite.
 * @param today As `2027-03-31`. What has expired stays so: whether it is accepted anew is for people to say.
 */
export function updateBaseline(
  text: string | undefined,
  report: Report,
  known: ReadonlySet<string>,
  entry: NewEntry,
  today: string,
): BaselineUpdate {
  const document = text === undefined ? empty(report) : parseDocument(text);
  const list = document.get("baseline");
  if (!isSeq(list)) throw new Error("a baseline holds a list");
  const { baseline } = document.toJS() as BaselineDocument;
  const names = baseline.map(({ check }) => check);
  const outcomes = outcomesOf(report);
  const stays = (name: string) => known.has(name) && !settled.has(outcomes.get(name));
  list.items = list.items.filter((_, index) => stays(names[index] ?? ""));
  const failing = failuresOf(report).map(({ case: row, check }) => `${row.id}/${check.id}`);
  const varied = new Set(report.unstable?.map(({ check }) => check));
  const added = failing.filter((name) => !names.includes(name) && !varied.has(name));
  for (const check of added) list.add(document.createNode({ check, ...entry }));
  list.flow = list.items.length === 0;
  return {
    text: document.toString({ lineWidth: 0 }),
    added,
    kept: names.filter(stays),
    removed: names.filter((name) => !stays(name)),
    expired: baseline
      .filter(({ check, expires }) => failing.includes(check) && expires < today)
      .map(({ check }) => check),
    flaky: failing.filter((name) => varied.has(name)),
  };
}

/** Outcomes that show that there is no failure to accept. */
const settled: ReadonlySet<Outcome | undefined> = new Set(["passed", "not-applicable"]);

const outcomesOf = ({ cases }: Report): ReadonlyMap<string, Outcome> =>
  new Map(
    cases.flatMap((row) =>
      row.checks.map(({ id, outcome }) => [`${row.id}/${id}`, outcome] as const),
    ),
  );

function empty({ target }: Report) {
  const document = new Document({ target: target.name, baseline: [] });
  document.commentBefore = " Failures that are known and accepted until they expire.";
  return document;
}
