import type { ResultGroup, ResultSet } from "../model/result-set.ts";
import { slugsOf } from "../model/slug.ts";
import { type Place, placesOf, renderedExchanges } from "./evidence.ts";
import type { Markup } from "./markup.ts";

/** The results and what several parts of the page look up in them. */
export interface View {
  readonly set: ResultSet;
  /** Group id to its anchor; none where the page does not list the groups. */
  readonly anchors: ReadonlyMap<string, string>;
  /** Ids of the requirements that have a row on the page. */
  readonly requirements: ReadonlySet<string>;
  /** Ids of requirements with a warning. */
  readonly warned: ReadonlySet<string>;
  /** Where an exchange is shown in full, by number. */
  readonly places: ReadonlyMap<number, Place>;
  /** The exchanges that are shown in full, by number. */
  readonly exchanges: ReadonlyMap<number, Markup>;
}

export function viewOf(set: ResultSet): View {
  const slugs = isListed(set) ? slugsOf(set.groups.map(({ id }) => id)) : new Map<string, string>();
  const places = placesOf(set);
  const warned = set.rows.flatMap(({ status, requirement }) =>
    status === "warning" && requirement !== undefined ? [requirement] : [],
  );
  return {
    set,
    anchors: new Map([...slugs].map(([id, slug]) => [id, `case-${slug}`])),
    requirements: new Set(set.requirements.map(({ id }) => id)),
    warned: new Set(warned),
    places,
    exchanges: renderedExchanges(set, places),
  };
}

/** Whether the page lists every group with its rows. */
export const isListed = ({ groups, tables }: ResultSet): boolean =>
  groups.length > 0 && tables.length === 0;

/** Numbers of all exchanges that the results hold of a group, in order. */
export function exchangesOf({ evidence }: ResultSet, id: ResultGroup["id"]): readonly number[] {
  return Object.entries(evidence)
    .filter(([, one]) => one.case === id)
    .map(([number]) => Number(number))
    .toSorted((a, b) => a - b);
}
