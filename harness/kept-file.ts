import { hash } from "node:crypto";
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
    const places: Place[] = [];
    let start = 0;
    let waiting: Buffer[] = [];
    let waits = 0;
    const flush = () => {
      writeAll(descriptor, Buffer.concat(waiting));
      waiting = [];
      waits = 0;
    };
    for (const part of parts) {
      const line = Buffer.from(`${part}\n`);
      places.push([start, line.length, digestOf(line)]);
      start += line.length;
      waits += line.length;
      waiting.push(line);
      if (waits > atOnce) flush();
    }
    flush();
    const whole = Buffer.from(JSON.stringify({ index, places }));
    const [at, length] = [start, whole.length].map((number) => String(number).padStart(16));
    writeAll(descriptor, whole);
    writeAll(descriptor, Buffer.from(`\n${digestOf(whole)} ${at} ${length}\n`));
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes for which the disk is asked once. */
const atOnce = 65_536;

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}

/** Start and length of a part in bytes, and its digest. */
type Place = readonly [start: number, length: number, digest: string];

/** What `writeKept` wrote; the file stays open for its parts. Throws for anything else. */
export function readKept<T>(file: string, { unpack }: Packing<T>): T {
  const descriptor = openSync(file, "r");
  try {
    const { size } = statSync(file);
    const [digest = "", start, length] = bytesAt(descriptor, size - trailerBytes, trailerBytes)
      .toString("utf8")
      .trim()
      .split(/ +/);
    const whole = bytesAt(descriptor, Number(start), Number(length));
    if (digestOf(whole) !== digest) throw new Error(`${file} is not what was written`);
    const { index, places } = JSON.parse(whole.toString("utf8")) as {
      index: unknown;
      places: readonly Place[];
    };
    return unpack(index, (number) => {
      const [from, bytes, wanted] = places[number] ?? [0, 0, ""];
      const part = bytesAt(descriptor, from, bytes);
      if (digestOf(part) === wanted) return part.toString("utf8");
      throw new Error(`${file} was changed while it was read; --no-cache does without it`);
    });
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

const trailerBytes = 1 + 64 + 1 + 16 + 1 + 16 + 1;

function bytesAt(descriptor: number, start: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(descriptor, bytes, 0, length, start);
  return bytes;
}

const digestOf = (bytes: Buffer): string => hash("sha256", bytes);
