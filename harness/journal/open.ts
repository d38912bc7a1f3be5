import path from "node:path";
import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import type { Problem } from "../problem.ts";
import { makeFolder } from "../read/make-folder.ts";
import { failure, ok, type Result } from "../result.ts";
import { continueJournal, createJournal, type Journal, type JournalEnd } from "./append.ts";
import { journalName, removeDerived, removeScreenshots, whyCertified } from "./bundle-files.ts";
import { lockFolder } from "./lock.ts";
import { whyNotOurs } from "./ours.ts";

/** From where an earlier part of a run goes on. */
export interface Continuation {
  readonly end: JournalEnd;
  /** Id of the new part. */
  readonly id: string;
  /** When it begins. */
  readonly at: string;
}

/**
 * Opens the journal of a run, or goes on where the earlier part of it ends, and removes what was derived from another.
 * Problems: FILE_UNWRITABLE; USAGE for the folder of a certificate, for one with files of others, or in
 * which another run is under way.
 */
export async function openJournal(
  directory: string,
  header: HeaderLine,
  continuation?: Continuation,
): Promise<Result<Journal>> {
  const refused = [...whyCertified(directory), ...whyNotOurs(directory)];
  if (refused.length > 0) return failure(refused);
  let unlock: (() => void) | undefined;
  try {
    await makeFolder(directory);
    const locked = lockFolder(directory);
    if (!locked.ok) return locked;
    unlock = locked.value;
    const journal = startJournal(path.join(directory, journalName), header, continuation);
    await journal.written();
    await removeDerived(directory);
    if (continuation === undefined) await removeScreenshots(directory);
    return ok({ ...journal, close: () => closeAll(journal, locked.value) });
  } catch (error) {
    unlock?.();
    return failure([unwritable(directory, error)]);
  }
}

function closeAll(journal: Journal, unlock: () => void): void {
  journal.close();
  unlock();
}

function startJournal(file: string, header: HeaderLine, continuation?: Continuation): Journal {
  if (continuation === undefined) {
    const journal = createJournal(file);
    journal.write(header);
    return journal;
  }
  const { end, ...part } = continuation;
  const journal = continueJournal(file, end);
  journal.write({ kind: "resumed", ...part });
  return journal;
}

/** What `use` makes while it writes a journal, closed afterwards. Problems: FILE_UNWRITABLE, when the disk is full. */
export async function whileWritable<T>(
  journal: Journal,
  directory: string,
  use: () => Promise<T>,
): Promise<Result<T>> {
  let made: T | undefined;
  try {
    made = await use();
  } catch (error) {
    if (journal.trouble() === undefined) throw error;
  } finally {
    journal.close();
  }
  const trouble = journal.trouble();
  return trouble === undefined ? ok(made as T) : failure([unwritable(directory, trouble)]);
}

function unwritable(directory: string, error: unknown): Problem {
  const message = `cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  return { code: "FILE_UNWRITABLE", at: { file: directory }, message };
}
