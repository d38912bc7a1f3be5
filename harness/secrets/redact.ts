import { encodingsOf } from "./encodings.ts";
import type { Exchange, HttpRequest, Reading } from "../http/types.ts";

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
  const anyCase = match === "in any case";
  const keyOf = (text: string) => (anyCase ? text.toLowerCase() : text);
  const masks = new Map<string, string>();
  for (const [value, by] of pairs) {
    if (value.length < shortestSecret) continue;
    for (const form of encodingsOf(value)) {
      masks.set(keyOf(form), masks.get(keyOf(form)) ?? by);
    }
  }
  const forms = [...masks.keys()];
  if (forms.length === 0) return (text) => text;
  const shortest = Math.min(...forms.map((form) => form.length));
  // Beyond ASCII, small letters and capitals are not one to one: such a form is always looked for.
  const plain = forms.filter((form) => !anyCase || /^[\0-\x7f]*$/.test(form));
  const others = forms.length === plain.length ? undefined : forms;
  return (text) => {
    if (text.length < shortest) return text;
    const searched = keyOf(text);
    const hits = plain.filter((form) => searched.includes(form));
    if (hits.length === 0 && others === undefined) return text;
    // Of all that are there, the longest wins; what is not there cannot.
    const any = anyOf(others ?? hits, anyCase ? "gi" : "g");
    return text.replaceAll(any, (form) => masks.get(keyOf(form)) ?? "");
  };
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

/**
 * The exchange as it may be stored; itself, where nothing is masked. Where something is in its answer, the bytes of that go:
 * packed or in another charset, they may hold it in a form that nobody finds.
 */
export function redactExchange(exchange: Exchange, redact: Redact): Exchange {
  const request = redactRequest(exchange.request, redact);
  const reply = redactReply(exchange.reply, redact);
  if (request === exchange.request && reply === exchange.reply) return exchange;
  return { ...exchange, request, reply };
}

/** Whether nothing in several texts is masked: looking through them all at once is quicker. */
const holdsNone = (texts: string, redact: Redact): boolean => redact(texts) === texts;

function textOf(headers: Headers): string {
  let text = "";
  for (const name of Object.keys(headers)) text += `${name}\n${headers[name]}\n`;
  return text;
}

function redactRequest(request: HttpRequest, redact: Redact): HttpRequest {
  const headers = redactHeaders(request.headers, redact);
  const isPlain = holdsNone(`${request.url}\n${request.body ?? ""}`, redact);
  if (isPlain) return headers === request.headers ? request : { ...request, headers };
  const body = request.body === undefined ? undefined : redact(request.body);
  return { ...request, url: redact(request.url), headers, ...(body !== undefined && { body }) };
}

function redactReply(reply: Exchange["reply"], redact: Redact): Exchange["reply"] {
  if (reply.kind === "silent") {
    const message = redact(reply.message);
    return message === reply.message ? reply : { ...reply, message };
  }
  const isPlain = holdsNone(`${textOf(reply.headers)}${reply.body}`, redact);
  if (isPlain && reply.reading === undefined) return reply;
  const headers = redactHeaders(reply.headers, redact);
  const body = redact(reply.body);
  const reading = reply.reading && redactReading(reply.reading, body !== reply.body, redact);
  if (headers === reply.headers && body === reply.body && reading === reply.reading) return reply;
  return { ...reply, headers, body, ...(reading !== undefined && { reading }) };
}

function redactReading(reading: Reading, isMasked: boolean, redact: Redact): Reading {
  const { bytes, ...rest } = reading;
  if (bytes === undefined) return reading;
  const plain = Buffer.from(bytes, "base64").toString("latin1");
  const holds = isMasked || redact(plain) !== plain || redact(bytes) !== bytes;
  return holds ? rest : reading;
}

type Headers = Readonly<Record<string, string>>;

/** A server may put what it was sent into the name of a header as well. */
function redactHeaders(headers: Headers, redact: Redact): Headers {
  const known = masked.get(redact) ?? new Map<string, Headers>();
  const again = known.size === 0 ? undefined : known.get(JSON.stringify(headers));
  if (again !== undefined) return again;
  if (holdsNone(textOf(headers), redact)) return headers;
  const own = Object.fromEntries(Object.entries(headers).map((entry) => entry.map(redact)));
  if (known.size < mostKnown) masked.set(redact, known.set(JSON.stringify(headers), own));
  return own;
}

/** By the headers as they were sent: nearly every request has the same key. */
const masked = new WeakMap<Redact, Map<string, Headers>>();
const mostKnown = 100;
