import { encodingsOf } from "./encodings.ts";
import type { Exchange } from "../http/types.ts";

/** A value that must never be stored or shown, and the name that stands in its place. */
export interface Secret {
  /** As an environment variable: `DIGITAL_RIVER_CONFIDENTIAL_KEY`. */
  readonly name: string;
  readonly value: string;
  /** By the looks of its value alone: it is masked, but nothing is deleted for it. */
  readonly guessed?: true;
}

/** Replaces every secret, plain or as JSON, URLs, forms, HTML and base64 write it, by `${NAME}`. */
export type Redact = (text: string) => string;

/** Shorter values would mask half the text: they are not masked. */
export const shortestSecret = 6;

export const createRedact = (secrets: readonly Secret[]): Redact =>
  createMask(
    secrets.map(({ name, value }) => [value, `\${${name}}`]),
    "in any case",
  );

/** Replaces values, in all their forms, by what stands for each. Names of headers arrive in small letters. */
export function createMask(
  pairs: readonly (readonly [value: string, by: string])[],
  match: "as written" | "in any case" = "as written",
): Redact {
  const keyOf = (text: string) => (match === "in any case" ? text.toLowerCase() : text);
  const masks = new Map<string, string>();
  for (const [value, by] of pairs) {
    if (value.length < shortestSecret) continue;
    for (const form of encodingsOf(value)) {
      masks.set(keyOf(form), masks.get(keyOf(form)) ?? by);
    }
  }
  if (masks.size === 0) return (text) => text;
  const any = anyOf([...masks.keys()], match === "in any case" ? "gi" : "g");
  return (text) => text.replaceAll(any, (form) => masks.get(keyOf(form)) ?? "");
}

/** Matches any of the texts, the longest first. */
export const anyOf = (texts: readonly string[], flags = "g"): RegExp =>
  new RegExp(
    texts
      .toSorted((a, b) => b.length - a.length)
      .map(escape)
      .join("|"),
    flags,
  );

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** The exchange as it may be stored. */
export function redactExchange(exchange: Exchange, redact: Redact): Exchange {
  const { request, reply } = exchange;
  return {
    ...exchange,
    request: {
      ...request,
      url: redact(request.url),
      headers: redactHeaders(request.headers, redact),
      ...(request.body === undefined ? {} : { body: redact(request.body) }),
    },
    reply:
      reply.kind === "silent"
        ? { ...reply, message: redact(reply.message) }
        : { ...reply, headers: redactHeaders(reply.headers, redact), body: redact(reply.body) },
  };
}

/** A server may put what it was sent into the name of a header as well. */
function redactHeaders(headers: Readonly<Record<string, string>>, redact: Redact) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [redact(name), redact(value)]),
  );
}
