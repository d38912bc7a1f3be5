/** Where the parts of a file are in it, and the digest of each: a few bytes for each of many. */
export interface PartTable {
  /** How many parts there are. */
  readonly size: () => number;
  readonly add: (part: Part) => void;
  /** Undefined where there is none of this number. */
  readonly at: (number: number) => Part | undefined;
  /** All of it, as `partTable` takes it. */
  readonly bytes: () => Buffer;
}

/** Start and length in bytes; its SHA-256. */
export interface Part {
  readonly start: number;
  readonly length: number;
  readonly digest: Buffer;
}

/** @param known What `bytes` gave; there is room for more behind it. */
export function partTable(known: Buffer = Buffer.alloc(0)): PartTable {
  let all = known;
  let used = known.length;
  return {
    size: () => used / partBytes,
    add: ({ start, length, digest }) => {
      if (used === all.length) all = Buffer.concat([all, Buffer.alloc(Math.max(used, room))]);
      all.writeDoubleLE(start, used);
      all.writeUInt32LE(length, used + 8);
      digest.copy(all, used + 12);
      used += partBytes;
    },
    at: (number) => {
      const here = number * partBytes;
      if (number < 0 || here >= used) return undefined;
      return {
        start: all.readDoubleLE(here),
        length: all.readUInt32LE(here + 8),
        digest: all.subarray(here + 12, here + partBytes),
      };
    },
    bytes: () => all.subarray(0, used),
  };
}

const partBytes = 8 + 4 + 32;
const room = 100 * partBytes;
