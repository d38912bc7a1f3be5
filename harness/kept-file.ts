import { hash } from "node:crypto";
import { closeSync, openSync, readSync, rmSync, statSync, writeSync } from "node:fs";
import { type Part, partTable } from "./part-table.ts";
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

/** Begins a file: its parts as they come. Throws when it cannot be made. */
export function draftKept(file: string): Draft {
  const descriptor = openSync(file, "w+", 0o600);
  const table = partTable();
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
      table.add({ start, length: line.length, digest: digestOf(line) });
      start += line.length;
      waits += line.length;
      waiting.push(line);
      if (waits > atOnce) flush();
      return table.size() - 1;
    },
    read: (number) => {
      const here = waiting[number - (table.size() - waiting.length)];
      return textOf(here ?? bytesOf(descriptor, table.at(number)));
    },
  };
  const close = () => closeSync(descriptor);
  return {
    parts,
    end: (index) => {
      flush();
      if (refused !== undefined) throw refused;
      const places = table.bytes();
      const whole = Buffer.concat([places, Buffer.from(JSON.stringify(index))]);
      const numbers = [start, places.length, whole.length].map((one) => String(one).padStart(16));
      writeAll(descriptor, whole);
      writeAll(descriptor, Buffer.from(`\n${hexOf(whole)} ${numbers.join(" ")}\n`));
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

/** What a draft became; the file stays open for its parts. Throws for anything else. */
export function readKept<T>(file: string, { unpack }: Pick<Packing<T>, "unpack">): T {
  const descriptor = openSync(file, "r");
  try {
    const { size } = statSync(file);
    const [digest = "", start, places, length] = bytesAt(
      descriptor,
      size - trailerBytes,
      trailerBytes,
    )
      .toString("utf8")
      .trim()
      .split(/ +/);
    const whole = bytesAt(descriptor, Number(start), Number(length));
    if (hexOf(whole) !== digest) throw new Error(`${file} is not what was written`);
    const table = partTable(Buffer.from(whole.subarray(0, Number(places))));
    const index: unknown = JSON.parse(whole.toString("utf8", Number(places)));
    const read = (number: number) => {
      const part = table.at(number);
      const bytes = bytesOf(descriptor, part);
      if (part !== undefined && digestOf(bytes).equals(part.digest)) return textOf(bytes);
      throw new Error(`${file} was changed while it was read; --no-cache does without it`);
    };
    return unpack(index, { read });
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

const trailerBytes = 1 + 64 + 1 + 16 + 1 + 16 + 1 + 16 + 1;

const bytesOf = (descriptor: number, part: Part | undefined): Buffer =>
  part === undefined ? Buffer.alloc(0) : bytesAt(descriptor, part.start, part.length);

function bytesAt(descriptor: number, start: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(descriptor, bytes, 0, length, start);
  return bytes;
}

/** Without the end of its line. */
const textOf = (line: Buffer): string => line.toString("utf8", 0, line.length - 1);

const digestOf = (bytes: Buffer): Buffer => hash("sha256", bytes, "buffer");

const hexOf = (bytes: Buffer): string => hash("sha256", bytes);
