import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import type {
  FooterLine,
  HeaderLine,
  ResumedLine,
  StoppedLine,
  VerdictLine,
} from "../../specs/types/journal.format.d.ts";
import { seal, start } from "./hash-chain.ts";
import type { Entry, Record } from "./transcript.ts";

/** The append-only record of a run: one JSON object a line, chained by digests, header first, footer last. */
export interface Journal {
  /** Writes a line that is no case's entry. */
  readonly write: (line: JournalLine) => void;
  /** The recorder of one case, in one round of a repeated run. An entry is on disk when it returns. */
  readonly recorder: (caseId: string, round?: number) => Record;
  /** How many exchanges were written. */
  readonly exchanges: () => number;
  /** Why a line could not be written; the write itself threw. */
  readonly trouble: () => Error | undefined;
  /** What is written later is dropped: a stopped run has cases that end after it. */
  readonly close: () => void;
}

export type JournalLine = HeaderLine | VerdictLine | StoppedLine | ResumedLine | FooterLine;

/** Where a stored journal ends, to go on from there. */
export interface JournalEnd {
  /** Bytes up to the last whole line. */
  readonly bytes: number;
  /** Digest of that line. */
  readonly digest: string;
  /** The highest number of an exchange. */
  readonly exchanges: number;
}

/**
 * Creates the journal file anew. Writes are synchronous: what was sent is on record before the
 * run goes on, however the process ends. Throws when the file cannot be written.
 */
export function createJournal(file: string): Journal {
  return journalOn(openSync(file, "w"), { bytes: 0, digest: start, exchanges: 0 });
}

/** Goes on where a stored journal ends; half a line at its end goes. */
export function continueJournal(file: string, end: JournalEnd): Journal {
  const descriptor = openSync(file, "a");
  ftruncateSync(descriptor, end.bytes);
  return journalOn(descriptor, end);
}

/** A write may be cut short, by a signal or a full disk; the next one says why. */
function writeWhole(descriptor: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(descriptor, bytes, written);
}

function journalOn(descriptor: number, end: JournalEnd): Journal {
  let { digest, exchanges } = end;
  let trouble: Error | undefined;
  let open = true;
  const append = (line: object) => {
    if (!open) return;
    const next = seal(line, digest);
    try {
      writeWhole(descriptor, next.bytes);
    } catch (error) {
      trouble ??= error instanceof Error ? error : new Error(String(error));
      throw error;
    }
    ({ digest } = next);
  };
  return {
    write: append,
    recorder:
      (caseId, round = 1) =>
      (entry) => {
        const stored: Entry =
          entry.kind === "exchange" ? { ...entry, number: (exchanges += 1) } : entry;
        append({ case: caseId, ...(round > 1 && { round }), ...stored });
        return stored;
      },
    exchanges: () => exchanges,
    trouble: () => trouble,
    close: () => {
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}
