import type { CheckRow, Report } from "../../../specs/types/report.format.d.ts";
import { openCauses } from "../model/cause.ts";
import { acceptedOf, type Failure, unexpectedOf, warningsOf } from "../model/failure.ts";
import { exchangeMarkup } from "./exchange.ts";
import type { Markup } from "./markup.ts";

/** Failed cases that the page shows with everything; the rest stand among the cases. */
const mostCases = 60;

/** Characters of markup that evidence may take: the page must open at once and fit into a message. */
const budget = 500_000;

/** A place on the page where exchanges are shown in full. */
export type Place = `check ${string}` | `case ${string}`;

export const checkPlace = (id: string, check: CheckRow): Place => `check ${id}/${check.id}`;

export const casePlace = (id: string): Place => `case ${id}`;

/** The failures of the cases that the page shows with everything. */
export function shownFailures(report: Report): readonly Failure[] {
  const failures = unexpectedOf(report);
  const cases = new Set([...new Set(failures.map((one) => one.case.id))].slice(0, mostCases));
  return failures.filter((one) => cases.has(one.case.id));
}

/**
 * Where each exchange is shown in full, once on the page, the most telling first: under the failed check or the warning
 * that judged it, else with the rest of its case.
 */
export function placesOf(report: Report): ReadonlyMap<number, Place> {
  const failures = shownFailures(report);
  const folded = [acceptedOf(report), warningsOf(report)].flatMap((all) => all.slice(0, mostCases));
  const judged = [...failures, ...folded].flatMap(({ case: row, check }) =>
    check.exchanges.map((number) => [number, checkPlace(row.id, check)] as const),
  );
  const cases = new Set([
    ...failures.map((one) => one.case.id),
    ...openCauses(report).flatMap((cause) => cause.cases.slice(0, 1)),
  ]);
  const others = Object.entries(report.evidence)
    .filter(([, evidence]) => cases.has(evidence.case))
    .map(([number, evidence]) => [Number(number), casePlace(evidence.case)] as const)
    .toSorted(([a], [b]) => a - b);
  const places = new Map<number, Place>();
  for (const [number, place] of [...judged, ...others]) {
    if (!places.has(number)) places.set(number, place);
  }
  return places;
}

/** The exchanges in full, as far as the budget goes. report.json holds all of them. */
export function renderedExchanges(
  report: Report,
  places: ReadonlyMap<number, Place>,
): ReadonlyMap<number, Markup> {
  const rendered = new Map<number, Markup>();
  let left = budget;
  for (const number of places.keys()) {
    const evidence = report.evidence[String(number)];
    if (evidence === undefined) continue;
    const markup = exchangeMarkup(number, evidence);
    left -= markup.length;
    if (left < 0) break;
    rendered.set(number, markup);
  }
  return rendered;
}
