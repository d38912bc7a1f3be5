import { createReadStream } from "node:fs";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import { digestOf, start, unseal } from "./hash-chain.ts";
import { linesIn } from "./lines.ts";
import { isCompressed, openCompressed } from "./compress.ts";
import { createJournalParser, type JournalHandlers, type StoredJournal } from "./parse.ts";

/**
 * Reads a journal, line by line, and follows its chain; of a compressed one the chain is made again.
 *
 * Problems: FILE_UNREADABLE; JOURNAL_EDITED with the first line that does not follow from those before it; FORMAT for a
 * line that is none of a journal, or stands where it cannot.
 *
 * @param shown The name under which problems mention the file.
 */
export async function readJournal(
  file: string,
  shown = file,
  handlers: JournalHandlers = {},
): Promise<Result<StoredJournal>> {
  const parser = createJournalParser(handlers);
  const compressed = isCompressed(file);
  let [digest, bytes, line, cut] = [start, 0, 0, false];
  try {
    for await (const { text, size, whole } of linesIn(
      compressed ? openCompressed(file) : createReadStream(file),
    )) {
      line += 1;
      cut = !whole;
      if (cut) break;
      const next = compressed ? digestOf(text, digest) : unseal(text, digest);
      if (next === undefined) return failure([{ ...edited, at: { file: shown, line } }]);
      const message = parser.take(text);
      if (message !== undefined) {
        return failure([{ code: "FORMAT", at: { file: shown, line }, message }]);
      }
      digest = next;
      bytes += size;
    }
  } catch (error) {
    return failure([unreadable(shown, error)]);
  }
  const stored = parser.end({ bytes, digest }, cut);
  if (stored !== undefined) return ok(stored);
  const message = cut ? "the journal ends within its header" : "the journal is empty";
  const hint = "nothing was sent before it ended: begin the run anew";
  return failure([{ code: "FORMAT", at: { file: shown }, message, hint }]);
}

const edited = {
  code: "JOURNAL_EDITED",
  message: "this line does not continue the line before: the journal was changed after the run",
  hint: "take the journal as the run wrote it; nothing that it says can be relied on",
} as const;

function unreadable(shown: string, error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const message =
    code === "ENOENT" ? "there is no journal" : `cannot be read (${String(code ?? error)})`;
  return { code: "FILE_UNREADABLE", at: { file: shown }, message };
}
