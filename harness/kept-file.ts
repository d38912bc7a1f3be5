import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync, writeSync } from "node:fs";

/** A value as it is kept in a file: data that is read at once, and texts that are read one by one. */
export interface Packed {
  readonly index: unknown;
  /** In the order in which they are written. */
  readonly parts: Iterable<string>;
}

/** How values of a type are kept. */
export interface Packing<T> {
  readonly pack: (value: T) => Packed;
  /** @param part The text with this number. Throws when the file is no longer what was written. */
  readonly unpack: (index: unknown, part: (number: number) => string) => T;
}

/** Writes a packed value: its parts, a line each, its index, and at the end where the index is, with a digest. */
export function writeKept(file: string, { index, parts }: Packed): void {
  const descriptor = openSync(file, "w", 0o600);
  try {
    let at = 0;
    const write = (text: string): number => {
      const bytes = Buffer.from(text);
      for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
      at += bytes.length;
      return bytes.length;
    };
    const places: Place[] = [];
    for (const part of parts) places.push([at, write(`${part}\n`), digestOf(`${part}\n`)]);
    const start = at;
    const text = JSON.stringify({ index, places });
    const length = write(text);
    write(`\n${digestOf(text)} ${String(start).padStart(16)} ${String(length).padStart(16)}\n`);
  } finally {
    closeSync(descriptor);
  }
}

/** Start and length of a part in bytes, and its digest. */
type Place = readonly [start: number, length: number, digest: string];

/** What `writeKept` wrote; the file stays open for its parts. Throws for anything else. */
export function readKept<T>(file: string, { unpack }: Packing<T>): T {
  const descriptor = openSync(file, "r");
  try {
    const { size } = statSync(file);
    const [digest = "", start, length] = textAt(descriptor, size - trailerBytes, trailerBytes)
      .trim()
      .split(/ +/);
    const text = textAt(descriptor, Number(start), Number(length));
    if (digestOf(text) !== digest) throw new Error(`${file} is not what was written`);
    const { index, places } = JSON.parse(text) as { index: unknown; places: readonly Place[] };
    return unpack(index, (number) => {
      const [from, bytes, wanted] = places[number] ?? [0, 0, ""];
      const part = textAt(descriptor, from, bytes);
      if (digestOf(part) === wanted) return part;
      throw new Error(`${file} was changed while it was read; --no-cache does without it`);
    });
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

const trailerBytes = 1 + 64 + 1 + 16 + 1 + 16 + 1;

function textAt(descriptor: number, start: number, length: number): string {
  const bytes = Buffer.alloc(length);
  readSync(descriptor, bytes, 0, length, start);
  return bytes.toString("utf8");
}

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");
