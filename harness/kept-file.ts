import { hash } from "node:crypto";
import { closeSync, openSync, readSync, rmSync, statSync, writeSync } from "node:fs";
import type { Parts } from "./read/parts.ts";

/** How values of a type are kept in a file: an index, which is read at once, and parts, which are read one by one. */
export interface Packing<T> {
  /**
   * @param parts Where its texts go; those that were put there while it was made are there already.
   * @returns The index: plain data.
   */
  readonly pack: (value: T, parts: Parts) => unknown;
  /** @param parts They throw when the file is no longer what was written. */
  readonly unpack: (index: unknown, parts: Pick<Parts, "read">) => T;
}

/** A file that is being written. */
export interface Draft {
  /** They can be read until it is closed, whether the disk took them or not. */
  readonly parts: Parts;
  /** Writes what is left: the index, and where it is, with a digest. Throws when the disk did not take all of it. */
  readonly end: (index: unknown) => void;
  readonly close: () => void;
  /** Closes it and takes it away. */
  readonly discard: () => void;
}

/** Begins a file: its parts, a line each, as they come. Throws when it cannot be made. */
export function draftKept(file: string): Draft {
  const descriptor = openSync(file, "w+", 0o600);
  const places: Place[] = [];
  let waiting: Buffer[] = [];
  let waits = 0;
  let start = 0;
  let refused: unknown;
  const flush = () => {
    if (refused !== undefined) return;
    try {
      writeAll(descriptor, Buffer.concat(waiting));
      waiting = [];
      waits = 0;
    } catch (error) {
      refused = error;
    }
  };
  const parts: Parts = {
    add: (text) => {
      const line = Buffer.from(`${text}\n`);
      places.push([start, line.length, digestOf(line)]);
      start += line.length;
      waits += line.length;
      waiting.push(line);
      if (waits > atOnce) flush();
      return places.length - 1;
    },
    read: (number) => {
      const here = waiting[number - (places.length - waiting.length)];
      if (here !== undefined) return textOf(here);
      const [from, bytes] = places[number] ?? none;
      return textOf(bytesAt(descriptor, from, bytes));
    },
  };
  const close = () => closeSync(descriptor);
  return {
    parts,
    end: (index) => {
      flush();
      if (refused !== undefined) throw refused;
      const whole = Buffer.from(JSON.stringify({ index, places }));
      const [at, length] = [start, whole.length].map((number) => String(number).padStart(16));
      writeAll(descriptor, whole);
      writeAll(descriptor, Buffer.from(`\n${digestOf(whole)} ${at} ${length}\n`));
    },
    close,
    discard: () => {
      close();
      rmSync(file, { force: true });
    },
  };
}

/** Bytes for which the disk is asked once. */
const atOnce = 65_536;

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}

/** Start and length of a part in bytes, and its digest. */
type Place = readonly [start: number, length: number, digest: string];

const none: Place = [0, 0, ""];

/** What a draft became; the file stays open for its parts. Throws for anything else. */
export function readKept<T>(file: string, { unpack }: Pick<Packing<T>, "unpack">): T {
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
    const read = (number: number) => {
      const [from, bytes, wanted] = places[number] ?? none;
      const part = bytesAt(descriptor, from, bytes);
      if (digestOf(part) === wanted) return textOf(part);
      throw new Error(`${file} was changed while it was read; --no-cache does without it`);
    };
    return unpack(index, { read });
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

/** Without the end of its line. */
const textOf = (line: Buffer): string => line.toString("utf8", 0, line.length - 1);

const digestOf = (bytes: Buffer): string => hash("sha256", bytes);
