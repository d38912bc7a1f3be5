import type { Json } from "../../case/types.ts";
import { isList, isRecord } from "./data.ts";
import type { Pool, Specimen } from "./pool.ts";

/** Values that an edit can put into an answer, because they occur. */
export interface Seen {
  /** Scalars that were seen at such a place, and things, also as if they were things of this case. */
  readonly at: (place: string) => readonly Json[];
  /** Values that were seen under such a name; under the name of an id, those of the case. */
  readonly named: (name: string) => readonly Json[];
}

/**
 * @param ids Texts that the case knows: the ids of its own things are among them.
 * @param names Names of the fields that demands look at: of many things at a place, those that have them are taken.
 */
export function createSeen(pool: Pool, ids: readonly string[], names: ReadonlySet<string>): Seen {
  const known = new Map<string, readonly Json[]>();
  const find = (place: string): readonly Json[] => {
    const things = likest(pool.at(place).filter(isThing), names).slice(0, 3);
    const scalars = pool.at(place).filter((specimen) => !isThing(specimen));
    return [
      ...things.flatMap(({ value }) => [...ids.map((id) => adopted(value, id)), value]),
      ...scalars.map(({ value }) => value),
    ];
  };
  return {
    at: (place) => {
      const found = known.get(place) ?? find(place);
      known.set(place, found);
      return found;
    },
    named: (name) => {
      const values = pool.named(name).map(({ value }) => value);
      return isIdName(name) ? [...ids, ...values.slice(0, 3)] : values;
    },
  };
}

const isThing = ({ value }: Specimen): boolean => isList(value) || isRecord(value);

/** Those first that have the most places which consist of the names alone. */
function likest(things: readonly Specimen[], names: ReadonlySet<string>): readonly Specimen[] {
  const isNamed = (place: string) =>
    place.split(/[.[\]]+/).every((key) => key === "" || names.has(key));
  const likeness = ({ kind }: Specimen) => kind.split(" ").filter(isNamed).length;
  return things
    .map((specimen) => ({ specimen, rank: likeness(specimen) }))
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ specimen }) => specimen);
}

/** The value with one id in place of all its ids. */
function adopted(value: Json, id: string): Json {
  if (isList(value)) return value.map((item) => adopted(item, id));
  if (!isRecord(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    isIdName(name) && typeof member === "string" ? id : adopted(member, id),
  ]);
  return Object.fromEntries(members) as Json;
}

const isIdName = (name: string): boolean => name === "id" || name.endsWith("Id");
