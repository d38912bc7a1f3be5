import type { OpenTable } from "../domain/table.ts";

/** Where a server keeps what it knows. */
export interface State {
  /** The tables of one account, or of the server itself. */
  readonly tablesOf: (owner: string) => OpenTable;
  /** Drops them; what is still done to them goes nowhere. */
  readonly forget: (owner: string) => void;
  /** Resolves when all that was done so far outlives the process. Rejects when it could not be written; the next call tries again. */
  readonly saved: () => Promise<void>;
  /** Lets go of the place. What is not saved by then is lost, as in a crash. */
  readonly close: () => Promise<void>;
}

/** What is forgotten with the process. */
export const inMemory: State = {
  tablesOf: () => () => new Map(),
  forget: () => {},
  saved: async () => {},
  close: async () => {},
};
