import type { Table } from "../domain/table.ts";

/** One value and its identifier. */
export type Entry = readonly [id: string, value: unknown];

/** The entry at a place, as it is from now on; undefined when there is none any more. */
export type Changed = (place: number, entry: Entry | undefined) => void;

/**
 * A table that tells of its changes. Each identifier has a place for as long as it is there, and places follow the order in
 * which identifiers came.
 *
 * @param before What is in it already, by place, in the order of places.
 */
export function keptTable<T>(before: ReadonlyMap<number, Entry>, changed: Changed): Table<T> {
  // What was written under a name is read under it.
  const values = new Map([...before.values()] as [string, T][]);
  const places = new Map([...before].map(([place, [id]]) => [id, place]));
  let next = Math.max(-1, ...before.keys()) + 1;
  return {
    get size() {
      return values.size;
    },
    get: (id) => values.get(id),
    has: (id) => values.has(id),
    keys: () => values.keys(),
    values: () => values.values(),
    set: (id, value) => {
      const place = places.get(id) ?? next++;
      places.set(id, place);
      values.set(id, value);
      changed(place, [id, value]);
    },
    delete: (id) => {
      const place = places.get(id);
      if (place === undefined) return false;
      changed(place, undefined);
      places.delete(id);
      return values.delete(id);
    },
  };
}
