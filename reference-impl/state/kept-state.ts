import type { ClassicLevel } from "classic-level";
import type { Table } from "../domain/table.ts";
import { type Entry, keptTable } from "./kept-table.ts";
import type { State } from "./state.ts";

type Level = ClassicLevel;

/** Entries by `owner/table`, and there by place. */
type Rows = Map<string, Map<number, Entry>>;

/**
 * State that is written to disk: what changed since the last time in one piece, and not two pieces at once.
 *
 * @param rows What is there already. Tables take theirs out of it.
 */
export function keptState(level: Level, rows: Rows): State {
  const tables = new Map<string, Map<string, Table<unknown>>>();
  const gone = new Set<string>();
  let changes = new Map<string, Entry | undefined>();
  let written = Promise.resolve();
  let isClosed = false;
  const saved = (): Promise<void> => {
    written = written.catch(() => undefined).then(write);
    return written;
  };
  return {
    tablesOf: (owner) => {
      const own = new Map<string, Table<unknown>>();
      tables.set(owner, own);
      return <T>(name: string) => {
        const before = rows.get(`${owner}/${name}`) ?? new Map<number, Entry>();
        rows.delete(`${owner}/${name}`);
        const table = keptTable<T>(before, (place, entry) => {
          if (!gone.has(owner)) changes.set(keyOf(owner, name, place), entry);
        });
        own.set(name, table);
        return table;
      };
    },
    forget: (owner) => {
      for (const table of tables.get(owner)?.values() ?? [])
        for (const id of table.keys()) table.delete(id);
      tables.delete(owner);
      gone.add(owner);
    },
    saved,
    close: async () => {
      isClosed = true;
      await written.catch(() => undefined);
      await level.close();
    },
  };

  async function write(): Promise<void> {
    if (changes.size === 0 || isClosed) return;
    const taken = changes;
    changes = new Map();
    try {
      await level.batch([...taken].map(operationOf), { sync: true });
    } catch (error) {
      changes = new Map([...taken, ...changes]);
      throw error;
    }
  }
}

/** All that is stored. Keys lie in the order of places, since these have one length. */
export async function readRows(level: Level): Promise<Rows> {
  const rows: Rows = new Map();
  for await (const [key, value] of level.iterator()) {
    const [owner, name, place] = key.split("/");
    if (place === undefined) continue;
    const table = rows.get(`${owner}/${name}`) ?? new Map<number, Entry>();
    rows.set(`${owner}/${name}`, table.set(Number(place), JSON.parse(value) as Entry));
  }
  return rows;
}

const keyOf = (owner: string, name: string, place: number): string =>
  `${owner}/${name}/${String(place).padStart(15, "0")}`;

function operationOf([key, entry]: readonly [string, Entry | undefined]) {
  return entry === undefined
    ? { type: "del" as const, key }
    : { type: "put" as const, key, value: JSON.stringify(entry) };
}
