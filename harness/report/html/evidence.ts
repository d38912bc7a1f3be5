import { isOpen } from "../model/cause.ts";
import type { ResultRow, ResultSet } from "../model/result-set.ts";
import { exchangeMarkup } from "./exchange.ts";
import type { Markup } from "./markup.ts";

/** Failed groups that the page shows with everything; the rest stand in the listing. */
export const mostGroups = 60;

/** Characters of markup that evidence may take: the page must open at once and fit into a message. */
const budget = 500_000;

/** A place on the page where exchanges are shown in full. */
export type Place = `row ${string}` | `group ${string}`;

export const rowPlace = ({ group, name }: ResultRow): Place => `row ${group.id}/${name}`;

export const groupPlace = (id: string): Place => `group ${id}`;

/** Failures that count and that no baseline excuses. */
export const failedRows = ({ rows }: ResultSet): readonly ResultRow[] =>
  rows.filter(({ status }) => status === "failed");

/** Those of the groups that the page shows with everything. */
export function shownFailures(set: ResultSet): readonly ResultRow[] {
  const failures = failedRows(set);
  const groups = new Set([...new Set(failures.map(({ group }) => group))].slice(0, mostGroups));
  return failures.filter(({ group }) => groups.has(group));
}

/**
 * Where each exchange is shown in full, once on the page, the most telling first: under the failed row or in the list
 * that judged it, else with the rest of its group.
 */
export function placesOf(set: ResultSet): ReadonlyMap<number, Place> {
  const failures = shownFailures(set);
  const listed = set.lists
    .filter(({ inFull }) => inFull)
    .flatMap(({ items }) => items.slice(0, mostGroups).flatMap(({ row }) => row ?? []));
  const judged = [...failures, ...listed].flatMap((row) =>
    row.exchanges.map((number) => [number, rowPlace(row)] as const),
  );
  const groups = new Set([
    ...failures.map(({ group }) => group.id),
    ...set.causes.filter(isOpen).flatMap(({ cases }) => cases.slice(0, 1)),
  ]);
  const others = Object.entries(set.evidence)
    .filter(([, evidence]) => groups.has(evidence.case))
    .map(([number, evidence]) => [Number(number), groupPlace(evidence.case)] as const)
    .toSorted(([a], [b]) => a - b);
  const places = new Map<number, Place>();
  for (const [number, place] of [...judged, ...others]) {
    if (!places.has(number)) places.set(number, place);
  }
  return places;
}

/** The exchanges in full, as far as the budget goes. The JSON file holds all of them. */
export function renderedExchanges(
  { evidence }: ResultSet,
  places: ReadonlyMap<number, Place>,
): ReadonlyMap<number, Markup> {
  const rendered = new Map<number, Markup>();
  let left = budget;
  for (const number of places.keys()) {
    const one = evidence[String(number)];
    if (one === undefined) continue;
    const markup = exchangeMarkup(number, one);
    left -= markup.length;
    if (left < 0) break;
    rendered.set(number, markup);
  }
  return rendered;
}
