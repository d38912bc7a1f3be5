import { createHash } from "node:crypto";
import type { Json } from "../case/json.ts";

/** Replaces what differs from run to run, each value everywhere by the same example. */
export type Exemplify = (data: Json) => Json;

/**
 * Examples for one interaction: ids, times and addresses of the server that was recorded give way to values that
 * depend on nothing but the seed and the order in which they appear.
 */
export function createExamples(seed: string, baseUrl: string): Exemplify {
  const known = new Map<string, string>();
  const example = (token: string): string => {
    const made = known.get(token) ?? likeness(token, digest(`${seed}/${known.size}`));
    known.set(token, made);
    return made;
  };
  const text = (value: string): string =>
    isTime(value)
      ? exampleTime(value)
      : value
          .replaceAll(baseUrl, exampleOrigin)
          .replaceAll(/\$\{[A-Z_]+_KEY\}/g, "pk_example")
          .replaceAll(volatile, example);
  const walk: Exemplify = (data) => {
    if (typeof data === "string") return text(data);
    if (Array.isArray(data)) return data.map((item: Json) => walk(item));
    if (data === null || typeof data !== "object") return data;
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, walk(value)]));
  };
  return walk;
}

const exampleOrigin = "https://payments.example";

/** UUIDs, alone or behind a part of a key, ids in digits, texts of `{case.unique}`, and tokens in hexadecimal digits. */
const volatile =
  /(?:\b[0-9a-f]{12}\.)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\bhw[0-9a-f]{10}x\d+\b|\b\d{12}\b|\b[0-9a-f]{24,}\b/g;

/** Whether a text holds what differs from run to run. */
export const isVolatile = (text: string): boolean => text.search(volatile) !== -1;

const times = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;

/** Whether a text is a point in time as the APIs write it. */
export const isTime = (text: string): boolean => times.test(text);

function exampleTime(text: string): string {
  const fraction = times.exec(text)?.[1];
  return fraction === undefined ? "2025-06-01T12:00:00Z" : "2025-06-01T12:00:00.000Z";
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Hexadecimal digits in the shape of the token. */
function likeness(token: string, hex: string): string {
  if (/^\d{12}$/.test(token)) {
    const digits = BigInt(`0x${hex}`).toString().slice(0, 11);
    return `1${digits}`;
  }
  if (token.includes("-")) {
    const part = (from: number, to: number) => hex.slice(from, to);
    return [part(0, 8), part(8, 12), `4${part(13, 16)}`, `a${part(17, 20)}`, part(20, 32)].join(
      "-",
    );
  }
  if (token.startsWith("hw")) return `hw${hex.slice(0, 10)}x1`;
  return hex.repeat(Math.ceil(token.length / hex.length)).slice(0, token.length);
}
