import { hash } from "node:crypto";

/** A line of a journal as it is stored, line break included, and its digest, which the next line continues. */
export interface Sealed {
  readonly bytes: Buffer;
  readonly digest: string;
}

/** What the first line continues. */
export const start = "";

/**
 * The line with its digest at its end: SHA-256 of the digest of the line before and of this line without its own. So
 * whoever edits, drops or moves a line must write all lines after it anew.
 *
 * @param before The digest of the line before.
 */
export function seal(line: object, before: string): Sealed {
  // Made into bytes once, for the digest and for the disk.
  const bytes = Buffer.from(`${before}${JSON.stringify(line)}${room}`);
  const end = bytes.length - room.length;
  const digest = hash("sha256", bytes.subarray(0, end), "hex");
  bytes.write(ending(digest), end - 1, "latin1");
  return { digest, bytes: bytes.subarray(before.length) };
}

/** Goes over the bracket that closes the line. */
const ending = (digest: string): string => `,"digest":"${digest}"}\n`;

const room = " ".repeat(ending("0".repeat(64)).length - 1);

/** The digest of a stored line; undefined when it does not continue the line before. */
export function unseal(text: string, before: string): string | undefined {
  const [, open, digest] = sealed.exec(text) ?? [];
  return open !== undefined && digest === digestOf(`${open}}`, before) ? digest : undefined;
}

/** `s`: the line separators of Unicode stand in JSON as they are. */
const sealed = /^(.*),"digest":"([0-9a-f]{64})"\}$/s;

/** The digest of a line without its own. */
export const digestOf = (bare: string, before: string): string =>
  hash("sha256", before + bare, "hex");
