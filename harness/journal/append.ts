import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
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
  /** Takes a line that is no case's entry. */
  readonly write: (line: JournalLine) => void;
  /** The recorder of one case, in one round of a repeated run. */
  readonly recorder: (caseId: string, round?: number) => Record;
  /** Waits until every line that was taken is with the system: at most until this turn ends. Rejects with `trouble`. */
  readonly written: () => Promise<void>;
  /** How many exchanges were taken. */
  readonly exchanges: () => number;
  /** Why lines could not be written; none is taken after it. */
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
 * Creates the journal file anew. The lines of a turn, in which the answers to many cases may come in, are written at once;
 * who goes on by what they say waits for `written`. Throws when the file cannot be opened.
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
  let taken: Buffer[] = [];
  let size = 0;
  let turn: Promise<void> | undefined;
  const flush = () => {
    const bytes = taken.length === 1 ? taken[0] : Buffer.concat(taken, size);
    [taken, size] = [[], 0];
    if (trouble !== undefined || bytes === undefined) return;
    try {
      writeWhole(descriptor, bytes);
    } catch (error) {
      trouble = error instanceof Error ? error : new Error(String(error));
    }
  };
  const endTurn = () => {
    turn = undefined;
    flush();
  };
  const append = (line: object) => {
    if (!open) return;
    if (trouble !== undefined) throw trouble;
    const next = seal(line, digest);
    ({ digest } = next);
    taken.push(next.bytes);
    size += next.bytes.length;
    if (size > mostTaken) flush();
    turn ??= nextTurn().then(endTurn);
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
    written: async () => {
      await turn;
      if (trouble !== undefined) throw trouble;
    },
    exchanges: () => exchanges,
    trouble: () => trouble,
    close: () => {
      if (!open) return;
      flush();
      closeSync(descriptor);
      open = false;
    },
  };
}

/** Bytes of lines that wait for the end of a turn; more are written at once. */
const mostTaken = 256 * 1024;
