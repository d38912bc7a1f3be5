import { closeSync, openSync, writeSync } from "node:fs";
import type { Entry, Record } from "./transcript.ts";

/** The append-only record of a run: one JSON object a line, header first, footer last. */
export interface Journal {
  /** Writes a line that is no case's entry: header, verdict, footer. */
  readonly write: (line: JournalLine) => void;
  /** The recorder of one case. An entry is on disk when it returns. */
  readonly recorder: (caseId: string) => Record;
  /** How many exchanges were written. */
  readonly exchanges: () => number;
  readonly close: () => void;
}

export type JournalLine = { readonly kind: "header" | "verdict" | "footer" } & {
  readonly [key: string]: unknown;
};

/**
 * Creates the journal file anew. Writes are synchronous: what was sent is on record before the
 * run goes on, however the process ends. Throws when the file cannot be written.
 */
export function createJournal(file: string): Journal {
  const descriptor = openSync(file, "w");
  let exchanges = 0;
  const append = (line: object) => void writeSync(descriptor, `${JSON.stringify(line)}\n`);
  return {
    write: append,
    recorder: (caseId) => (entry) => {
      const stored: Entry =
        entry.kind === "exchange" ? { ...entry, number: (exchanges += 1) } : entry;
      append({ case: caseId, ...stored });
      return stored;
    },
    exchanges: () => exchanges,
    close: () => closeSync(descriptor),
  };
}
