import { isDeepStrictEqual } from "node:util";
import { parse } from "lossless-json";
import { toDecimalText } from "../case/money.ts";
import { exactNumber, type Json } from "../case/json.ts";
import { membersIn } from "../read/members.ts";

/** What a JSON text says beyond its value. */
interface Reading {
  /** The first key that one object has twice with different values: nobody can tell which is meant. */
  readonly twice?: string;
  /** One that an object has twice with the same value. */
  readonly again?: string;
}

const texts = new WeakMap<object, Map<string, string>>();

/** Stands for a number while a text is read closely. */
interface Inexact {
  readonly digits: string;
}

/**
 * Looks at the text of a body again, which JSON.parse has made a value of. A number that no double holds, such as
 * `10.0000000000000000000000001`, becomes one beside it in the value, so that it equals nothing that it is not, and keeps
 * its digits: `digitsOf` gives them.
 *
 * @param data The value of the text; its inexact numbers are changed in place.
 */
export function readClosely(text: string, data: Json): Reading {
  // What is written as we would write it has no key twice and no number that we would write otherwise.
  if (JSON.stringify(data) === text) return {};
  let twice: string | undefined;
  const inexact = new WeakSet<object>();
  let some = false;
  const parseNumber = (written: string): unknown => {
    const digits = inexactText(written);
    if (digits === undefined) return Number(written);
    const stands: Inexact = { digits };
    inexact.add(stands);
    some = true;
    return stands;
  };
  try {
    const whole = parse(text, undefined, {
      parseNumber,
      onDuplicateKey: ({ key, oldValue, newValue }) => {
        if (!isDeepStrictEqual(oldValue, newValue)) twice ??= key;
        return newValue;
      },
    });
    if (some) keepDigits(whole, data, inexact);
  } catch {
    // It is stricter in things that do not matter here.
  }
  if (twice !== undefined) return { twice };
  const again = repeatedKey(text, data);
  return again === undefined ? {} : { again };
}

/** A key that stands more often in the text than in its value. */
function repeatedKey(text: string, data: Json): string | undefined {
  const counts = new Map<string, number>();
  for (const { name } of membersIn(text)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const discount = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    const isList = Array.isArray(value);
    for (const [key, member] of Object.entries(value)) {
      if (!isList) counts.set(key, (counts.get(key) ?? 0) - 1);
      discount(member);
    }
  };
  discount(data);
  return [...counts].find(([, count]) => count > 0)?.[0];
}

/** The digits of a number that no double holds, by the object or list it is in. */
export function digitsOf(parent: unknown, key: string | number): string | undefined {
  return parent !== null && typeof parent === "object"
    ? texts.get(parent)?.get(String(key))
    : undefined;
}

/** The same value, with each such number as its digits. */
export function withDigits(value: Json): Json {
  if (!holdsDigits(value)) return value;
  const member = (key: string, inner: Json): Json => {
    const digits = digitsOf(value, key);
    return digits === undefined ? withDigits(inner) : exactNumber(digits);
  };
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((inner, index) => member(String(index), inner));
  }
  const entries = Object.entries(value as Record<string, Json>);
  return Object.fromEntries(entries.map(([key, inner]) => [key, member(key, inner)]));
}

const holdsDigits = (value: unknown): boolean =>
  value !== null &&
  typeof value === "object" &&
  (texts.has(value) || Object.values(value).some(holdsDigits));

/** The copy of an object, with what is known of the digits of its members. */
export function sameDigits<T extends object>(original: object, copy: T): T {
  const digits = texts.get(original);
  if (digits !== undefined) texts.set(copy, digits);
  return copy;
}

/** Spares nearly all numbers the closer look: a double holds 15 digits of any. */
function inexactText(digits: string): string | undefined {
  if (digits.length <= 15 && !/e/i.test(digits)) return undefined;
  const [written, held] = [toDecimalText(digits), toDecimalText(String(Number(digits)))];
  if (written === undefined) return `${digits.slice(0, 60)}...`;
  return written === held ? undefined : written;
}

function keepDigits(whole: unknown, data: unknown, inexact: WeakSet<object>): void {
  if (data === null || typeof data !== "object" || whole === null || typeof whole !== "object")
    return;
  for (const key of Object.keys(data)) {
    const read: unknown = Object.hasOwn(whole, key) ? Reflect.get(whole, key) : undefined;
    const value: unknown = Reflect.get(data, key);
    if (isInexact(read, inexact) && typeof value === "number") {
      const known = texts.get(data) ?? new Map<string, string>();
      texts.set(data, known.set(key, read.digits));
      Reflect.set(data, key, beside(value));
    } else keepDigits(read, value, inexact);
  }
}

const isInexact = (read: unknown, inexact: WeakSet<object>): read is Inexact =>
  read !== null && typeof read === "object" && inexact.has(read);

/** The next double further from zero. */
function beside(value: number): number {
  if (!Number.isFinite(value)) return Math.sign(value) * Number.MAX_VALUE;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + 1n);
  return bits.getFloat64(0);
}
