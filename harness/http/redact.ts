import type { Exchange } from "./types.ts";

/** A value that must never be stored or shown, and the name that stands in its place. */
export interface Secret {
  /** As an environment variable: `DIGITAL_RIVER_CONFIDENTIAL_KEY`. */
  readonly name: string;
  readonly value: string;
}

/** Replaces every secret, plain or as JSON, URLs, forms and base64 write it, by `${NAME}`. */
export type Redact = (text: string) => string;

export function createRedact(secrets: readonly Secret[]): Redact {
  const masks = new Map<string, string>();
  for (const { name, value } of secrets) {
    for (const form of forms(value)) masks.set(form, masks.get(form) ?? `\${${name}}`);
  }
  if (masks.size === 0) return (text) => text;
  const longestFirst = [...masks.keys()].toSorted((a, b) => b.length - a.length);
  const any = new RegExp(longestFirst.map(escape).join("|"), "g");
  return (text) => text.replaceAll(any, (form) => masks.get(form) ?? "");
}

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

function redactHeaders(headers: Readonly<Record<string, string>>, redact: Redact) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, redact(value)]));
}

/** Shorter values would mask half the text and are no secrets. */
const shortestSecret = 6;

function forms(value: string): readonly string[] {
  if (value.length < shortestSecret) return [];
  const base64 = Buffer.from(value).toString("base64");
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    new URLSearchParams([["", value]]).toString().slice(1),
    base64,
    base64.replace(/=+$/, ""),
    Buffer.from(value).toString("base64url"),
    // As the user of an Authorization: Basic header without a password.
    Buffer.from(`${value}:`).toString("base64"),
  ];
}
