import { createHash, hash as hashOf } from "node:crypto";
import { readFileSync } from "node:fs";

/** SHA-256 of a value's canonical JSON (keys sorted), in hexadecimal. */
export function digest(value: unknown): string {
  return hashOf("sha256", canonicalJson(value));
}

/** JSON with the keys of every object in code point order and no white space (RFC 8785 for our data). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** SHA-256 of the contents of files, one after the other, in hexadecimal. */
export function digestOfFiles(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}
