/** Plain JSON data. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The values a case knows while it runs: `order`, `card.id`, ... */
export type Values = Readonly<Record<string, Json>>;

/**
 * A number that no double holds, digit by digit: an id such as 9007199254740993. As data, so that a journal keeps it; what
 * is sent or shown of it are its digits.
 */
export interface ExactNumber extends JsonObject {
  readonly exactNumber: string;
}

export const exactNumber = (digits: string): ExactNumber => ({ exactNumber: digits });

/** The digits of an exact number; undefined for any other value. */
export function digitsIn(value: Json | undefined): string | undefined {
  if (value === null || typeof value !== "object" || !("exactNumber" in value)) return undefined;
  const { exactNumber: digits } = value;
  return typeof digits === "string" && number.test(digits) ? digits : undefined;
}

/** The value as JSON, exact numbers as their digits. */
export function toJsonText(value: Json): string {
  const text = JSON.stringify(value);
  // Within a string the quotes would be escaped.
  return text.includes('{"exactNumber":"') ? text.replaceAll(written, "$1") : text;
}

const number = /^-?\d{1,1000}(?:\.\d{1,1000})?$/;
const written = /\{"exactNumber":"(-?\d{1,1000}(?:\.\d{1,1000})?)"\}/g;
