import type { Table } from "./store.ts";

/** Removes the oldest tenth at once when there are more than so many, so that what is put there stays cheap. */
export function keepNewest(table: Table<unknown>, most: number, remove: (id: string) => void) {
  if (table.size <= most) return;
  let left = Math.max(1, Math.ceil(most / 10));
  for (const id of table.keys()) {
    if (left-- === 0) break;
    remove(id);
  }
}

/** A table of so many at most; the oldest go when there are more. */
export function boundedTable<T>(table: Table<T>, most: number): Table<T> {
  return {
    get size() {
      return table.size;
    },
    get: (id) => table.get(id),
    has: (id) => table.has(id),
    keys: () => table.keys(),
    values: () => table.values(),
    set: (id, value) => {
      table.set(id, value);
      keepNewest(table, most, (oldest) => table.delete(oldest));
    },
    delete: (id) => table.delete(id),
  };
}
