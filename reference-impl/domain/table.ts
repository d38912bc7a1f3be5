/** Values by identifier, in the order in which they came. A Map is one that is forgotten with its process. */
export interface Table<T> {
  readonly size: number;
  get(id: string): T | undefined;
  has(id: string): boolean;
  set(id: string, value: T): unknown;
  delete(id: string): boolean;
  keys(): Iterable<string>;
  values(): Iterable<T>;
}

/** The table of that name, with what was in it before. What is put there is plain data: it comes back as JSON brings it back. */
export type OpenTable = <T>(name: string) => Table<T>;

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
