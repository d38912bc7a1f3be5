import { parse } from "lossless-json";

/** A value that came in as JSON and goes out again as it came: metadata, addresses, product details. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/**
 * An object from its text; undefined for anything else, for what nests more than 64 levels deep, and for texts that nobody writes.
 * A whole number that no double holds is the text of its digits, so that an identifier comes back as it was sent.
 */
export function readJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = /\d{16}/.test(text) ? withDigits(text) : JSON.parse(text);
    return isJsonObject(value) && isModest(value, 64) ? value : undefined;
  } catch {
    return undefined;
  }
}

function withDigits(text: string): unknown {
  // The strict reader first: it knows names such as __proto__, and takes a member twice.
  JSON.parse(text);
  return parse(text, undefined, {
    parseNumber: (digits) =>
      /^-?\d+$/.test(digits) && !Number.isSafeInteger(Number(digits)) ? digits : Number(digits),
    onDuplicateKey: ({ newValue }) => newValue,
  });
}

const longestText = 10_000;

function isModest(value: unknown, levels: number): boolean {
  if (typeof value === "string") return value.length <= longestText;
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isModest(member, levels - 1));
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
