import type { Json } from "../../case/json.ts";
import { isList, isRecord } from "./data.ts";
import { kindOf, type Pool, type Specimen } from "./pool.ts";

/** Values that an edit can put into an answer, because they occur. */
export interface Seen {
  /** Scalars that were seen at such a place, and things, also as if they were things of this case. */
  readonly at: (place: string) => readonly Json[];
  /** Things that were seen at such a place and have every place of this one and more, also as things of this case. */
  readonly richer: (place: string, than: Json) => readonly Json[];
  /** Values that were seen under such a name; under the name of an id, those of the case. */
  readonly named: (name: string) => readonly Json[];
}

/**
 * @param ids Texts that the case knows: the ids of its own things are among them.
 * @param names Names of the fields that demands look at: of many things at a place, those that have them are taken.
 */
export function createSeen(pool: Pool, ids: readonly string[], names: ReadonlySet<string>): Seen {
  const known = new Map<string, readonly Json[]>();
  const renamed = (thing: Json) =>
    [...names].flatMap((name) =>
      scalarsNamed(name, pool).map((scalar) =>
        withMembers(thing, (other) => other === name, scalar),
      ),
    );
  const asOwn = (things: readonly Specimen[]) =>
    likest(things, names)
      .slice(0, 3)
      .flatMap(({ value }) => [...ids.map((id) => withIds(value, id)), ...renamed(value), value]);
  const find = (place: string): readonly Json[] => {
    const scalars = pool.at(place).filter((specimen) => !isThing(specimen));
    return [...asOwn(pool.at(place).filter(isThing)), ...scalars.map(({ value }) => value)];
  };
  return {
    at: (place) => {
      const found = known.get(place) ?? find(place);
      known.set(place, found);
      return found;
    },
    richer: (place, than) => {
      const own = kindOf(than);
      const wanted = own.split(" ");
      const has = ({ kind }: Specimen) => {
        const places = new Set(kind.split(" "));
        return kind !== own && wanted.every((one) => places.has(one));
      };
      return asOwn(pool.at(place).filter((specimen) => isThing(specimen) && has(specimen)));
    },
    named: (name) => {
      const values = pool.named(name).map(({ value }) => value);
      return isIdName(name) ? [...ids, ...values.slice(0, 3)] : values;
    },
  };
}

const isThing = ({ value }: Specimen): boolean => isList(value) || isRecord(value);

/** Those first that have the most places which consist of the names alone, then those with the most that end so. */
function likest(things: readonly Specimen[], names: ReadonlySet<string>): readonly Specimen[] {
  const likeness = ({ kind }: Specimen) => {
    const places = kind
      .split(" ")
      .map((place) => place.split(/[.[\]]+/).filter((key) => key !== ""));
    const whole = places.filter((keys) => keys.every((key) => names.has(key))).length;
    return whole * 1000 + places.filter((keys) => names.has(keys.at(-1) ?? "")).length;
  };
  return things
    .map((specimen) => ({ specimen, rank: likeness(specimen) }))
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ specimen }) => specimen);
}

const scalarsNamed = (name: string, pool: Pool): readonly Json[] =>
  pool
    .named(name)
    .filter((specimen) => !isThing(specimen))
    .slice(0, 4)
    .map(({ value }) => value);

/** The value with one id in place of all its ids. */
const withIds = (value: Json, id: string): Json => withMembers(value, isIdName, id);

/** The value with another scalar wherever there is one under such a name. */
function withMembers(value: Json, isSo: (name: string) => boolean, scalar: Json): Json {
  if (isList(value)) return value.map((item) => withMembers(item, isSo, scalar));
  if (!isRecord(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    isSo(name) && typeof member === typeof scalar ? scalar : withMembers(member, isSo, scalar),
  ]);
  return Object.fromEntries(members) as Json;
}

const isIdName = (name: string): boolean => name === "id" || name.endsWith("Id");
