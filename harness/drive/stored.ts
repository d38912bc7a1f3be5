import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { failure, ok, type Result } from "../result.ts";
import type { Entry, Transcript } from "./transcript.ts";

/** A line of a journal that is no entry of a case. */
export type Marker = Readonly<Record<string, unknown>>;

/** A journal read back. */
export interface StoredJournal {
  readonly header: Marker;
  /** By case id, in the order in which the cases ended or were last heard of. */
  readonly transcripts: ReadonlyMap<string, Transcript>;
  /** The verdict line of each finished case. */
  readonly verdicts: ReadonlyMap<string, Marker>;
  /** Absent: the run did not end, and this is not a report. */
  readonly footer?: Marker;
}

/**
 * Reads a journal. A last line that was cut is left out; anything else that is no line of a journal is
 * a problem: FILE_UNREADABLE, FORMAT (with the line).
 *
 * @param shown The name under which problems mention the file.
 */
export async function readJournal(file: string, shown = file): Promise<Result<StoredJournal>> {
  const entries = new Map<string, Entry[]>();
  const verdicts = new Map<string, Marker>();
  let header: Marker | undefined;
  let footer: Marker | undefined;
  const lines = await readLines(file);
  if (lines === undefined) {
    return failure([
      { code: "FILE_UNREADABLE", at: { file: shown }, message: "there is no journal" },
    ]);
  }
  for (const [index, line] of lines.entries()) {
    const data = parse(line);
    if (data === undefined && index === lines.length - 1) break;
    if (data === undefined || (index === 0) !== (data["kind"] === "header")) {
      const message =
        index === 0 ? "a journal starts with its header" : "this is no line of a journal";
      return failure([{ code: "FORMAT", at: { file: shown, line: index + 1 }, message }]);
    }
    const name = String(data["case"]);
    if (data["kind"] === "header") header = data;
    else if (data["kind"] === "footer") footer = data;
    else if (data["kind"] === "verdict") verdicts.set(name, data);
    else entries.set(name, [...(entries.get(name) ?? []), data as unknown as Entry]);
  }
  if (header === undefined) {
    return failure([{ code: "FORMAT", at: { file: shown }, message: "the journal is empty" }]);
  }
  const names = new Set([...entries.keys(), ...verdicts.keys()]);
  const transcripts = [...names].map((name): [string, Transcript] => {
    const durationMs = Number(verdicts.get(name)?.["durationMs"] ?? 0);
    return [name, { case: name, durationMs, entries: entries.get(name) ?? [] }];
  });
  return ok({
    header,
    transcripts: new Map(transcripts),
    verdicts,
    ...(footer === undefined ? {} : { footer }),
  });
}

async function readLines(file: string): Promise<readonly string[] | undefined> {
  const lines: string[] = [];
  try {
    for await (const line of createInterface({ input: createReadStream(file) })) lines.push(line);
    return lines;
  } catch {
    return undefined;
  }
}

function parse(line: string): Marker | undefined {
  try {
    const data: unknown = JSON.parse(line);
    return data !== null && typeof data === "object" && "kind" in data ? data : undefined;
  } catch {
    return undefined;
  }
}
