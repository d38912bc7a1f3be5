import type { Exchange } from "./types.ts";

/** A value that must never be stored or shown, and the name that stands in its place. */
export interface Secret {
  /** As an environment variable: `DIGITAL_RIVER_CONFIDENTIAL_KEY`. */
  readonly name: string;
  readonly value: string;
}

/** Replaces every secret, plain, URL-encoded or in base64, by `${NAME}`. */
export type Redact = (text: string) => string;

export function createRedact(secrets: readonly Secret[]): Redact {
  const pairs = secrets.flatMap(({ name, value }) =>
    forms(value).map((form) => [form, `\${${name}}`] as const),
  );
  const longestFirst = pairs.toSorted(([a], [b]) => b.length - a.length);
  return (text) =>
    longestFirst.reduce((masked, [form, mask]) => masked.replaceAll(form, mask), text);
}

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
  const all = [value, encodeURIComponent(value), base64, base64.replace(/=+$/, "")];
  return [...new Set(all)];
}
