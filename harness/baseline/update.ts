import { Document, isSeq, parseDocument } from "yaml";
import type { BaselineDocument, BaselineEntry } from "../../specs/types/baseline.format.d.ts";
import type { Outcome, Report } from "../../specs/types/report.format.d.ts";
import { groupBy } from "../group.ts";
import { failuresOf } from "../report/model/failure.ts";
import {
  isAbout,
  isRequirementStale,
  isSettled,
  meansRequirement,
  nameOfEntry,
} from "./entries.ts";

/** What a new entry says until someone says it better. */
export type NewEntry = Pick<BaselineEntry, "reason" | "owner" | "expires">;

/** What new entries name. requirement: a requirement where all of its checks fail, else each check. */
export type EntryForm = "check" | "requirement";

export interface UpdateInput {
  /** The baseline as it was, valid against its format; undefined when there was none. */
  readonly text: string | undefined;
  readonly report: Report;
  /** Every check of the suite, and the requirement that it verifies. */
  readonly known: ReadonlyMap<string, string>;
  readonly entry: NewEntry;
  readonly form: EntryForm;
  /** As `2027-03-31`. What has expired stays so: whether it is accepted anew is for people to say. */
  readonly today: string;
}

/** The text of the new baseline, and what entries name by what became of them. */
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
 * A baseline that accepts exactly the failures of a report, but for those that come and go: no entry excuses them. Entries
 * that stay are left as they are, with the comments around them; so are those about which the report says nothing. Those
 * of checks that do not fail any more go, and so do those of checks that the suite does not have. Pure.
 */
export function updateBaseline(input: UpdateInput): BaselineUpdate {
  const { text, report, entry, today } = input;
  const document = text === undefined ? empty(report) : parseDocument(text);
  const list = document.get("baseline");
  if (!isSeq(list)) throw new Error("a baseline holds a list");
  const { baseline } = document.toJS() as BaselineDocument;
  const results = resultsOf(report);
  const stays = (one: BaselineEntry) => isKnown(one, input) && !isGone(one, results);
  const kept = baseline.filter(stays);
  list.items = list.items.filter((_, index) => kept.includes(baseline[index] as BaselineEntry));
  const failing = failuresOf(report).map(({ case: row, check }) => ({
    name: `${row.id}/${check.id}`,
    requirement: check.requirement,
  }));
  const varied = new Set(report.unstable?.map(({ check }) => check));
  const open = failing.filter((one) => !varied.has(one.name) && !kept.some((k) => isAbout(k, one)));
  const added = entriesFor(open, results, varied, input);
  for (const one of added) list.add(document.createNode({ ...one, ...entry }));
  list.flow = list.items.length === 0;
  const isFailing = (one: BaselineEntry) => failing.some((failure) => isAbout(one, failure));
  return {
    text: document.toString({ lineWidth: 0 }),
    added: added.map((one) => nameOfEntry({ ...one, ...entry })),
    kept: kept.map(nameOfEntry),
    removed: baseline.filter((one) => !stays(one)).map(nameOfEntry),
    expired: baseline.filter((one) => one.expires < today && isFailing(one)).map(nameOfEntry),
    flaky: failing.map(({ name }) => name).filter((name) => varied.has(name)),
  };
}

type Named = Pick<BaselineEntry, "check" | "requirement">;

interface Judged {
  readonly name: string;
  readonly requirement: string;
  readonly outcome: Outcome;
}

const resultsOf = ({ cases }: Report): readonly Judged[] =>
  cases.flatMap((row) =>
    row.checks.map(({ id, requirement, outcome }) => ({
      name: `${row.id}/${id}`,
      requirement,
      outcome,
    })),
  );

function isKnown(entry: BaselineEntry, { known }: UpdateInput): boolean {
  const { check = "", requirement } = entry;
  if (requirement === undefined) return known.has(check);
  return [...known.values()].some((id) => meansRequirement(requirement, id));
}

const isGone = (entry: BaselineEntry, results: readonly Judged[]): boolean =>
  entry.requirement === undefined
    ? results.some(({ name, outcome }) => name === entry.check && isSettled(outcome))
    : isRequirementStale(entry, results);

/** What new entries name. A requirement is named only where that excuses no check that passes, or of which nothing is known. */
function entriesFor(
  failing: readonly Omit<Judged, "outcome">[],
  results: readonly Judged[],
  varied: ReadonlySet<string>,
  { form, known }: UpdateInput,
): readonly Named[] {
  if (form === "check") return failing.map(({ name }) => ({ check: name }));
  const outcomes = new Map(results.map(({ name, outcome }) => [name, outcome]));
  const fails = (name: string) =>
    !varied.has(name) && ["failed", "not-applicable"].includes(outcomes.get(name) ?? "");
  const all = groupBy([...known.keys()], (name) => known.get(name) ?? "");
  const byRequirement = groupBy(failing, ({ requirement }) => requirement);
  return [...byRequirement].flatMap(([requirement, own]): readonly Named[] =>
    (all.get(requirement) ?? []).every(fails)
      ? [{ requirement }]
      : own.map(({ name }) => ({ check: name })),
  );
}

function empty({ target }: Report) {
  const document = new Document({ target: target.name, baseline: [] });
  document.commentBefore = " Failures that are known and accepted until they expire.";
  return document;
}
