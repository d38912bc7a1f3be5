import { isDeepStrictEqual } from "node:util";
import { parse } from "lossless-json";
import { toDecimalText } from "../case/money.ts";
import type { Json } from "../case/json.ts";

/** What a JSON text says beyond its value. */
interface Reading {
  /** The first key that one object has twice with different values: nobody can tell which is meant. */
  readonly twice?: string;
}

const texts = new WeakMap<object, Map<string, string>>();

/**
 * Looks at the text of a body again, which JSON.parse has made a value of. A number that no double holds, such as
 * `10.0000000000000000000000001`, becomes one beside it in the value, so that it equals nothing that it is not, and keeps
 * its digits: `digitsOf` gives them.
 *
 * @param data The value of the text; its inexact numbers are changed in place.
 */
export function readClosely(text: string, data: Json): Reading {
  let twice: string | undefined;
  let inexact = false;
  const parseNumber = (digits: string): unknown => {
    const exact = inexactText(digits);
    if (exact === undefined) return Number(digits);
    inexact = true;
    return new Map([["digits", exact]]);
  };
  try {
    const whole = parse(text, undefined, {
      parseNumber,
      onDuplicateKey: ({ key, oldValue, newValue }) => {
        if (!isDeepStrictEqual(oldValue, newValue)) twice ??= key;
        return newValue;
      },
    });
    if (inexact) keepDigits(whole, data);
  } catch {
    // It is stricter in things that do not matter here.
  }
  return twice === undefined ? {} : { twice };
}

/** The digits of a number that no double holds, by the object or list it is in. */
export function digitsOf(parent: unknown, key: string | number): string | undefined {
  return parent !== null && typeof parent === "object"
    ? texts.get(parent)?.get(String(key))
    : undefined;
}

/** Spares nearly all numbers the closer look: a double holds 15 digits of any. */
function inexactText(digits: string): string | undefined {
  if (digits.length <= 15 && !/e/i.test(digits)) return undefined;
  const [written, held] = [toDecimalText(digits), toDecimalText(String(Number(digits)))];
  if (written === undefined) return `${digits.slice(0, 60)}...`;
  return written === held ? undefined : written;
}

function keepDigits(whole: unknown, data: unknown): void {
  if (data === null || typeof data !== "object" || whole === null || typeof whole !== "object")
    return;
  for (const key of Object.keys(data)) {
    const read: unknown = Object.hasOwn(whole, key) ? Reflect.get(whole, key) : undefined;
    const value: unknown = Reflect.get(data, key);
    if (read instanceof Map && typeof value === "number") {
      const known = texts.get(data) ?? new Map<string, string>();
      texts.set(data, known.set(key, String(read.get("digits"))));
      Reflect.set(data, key, beside(value));
    } else keepDigits(read, value);
  }
}

/** The next double further from zero. */
function beside(value: number): number {
  if (!Number.isFinite(value)) return Math.sign(value) * Number.MAX_VALUE;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + 1n);
  return bits.getFloat64(0);
}
