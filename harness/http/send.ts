import { setImmediate as nextTurn } from "node:timers/promises";
import { type ConnectionOptions, type Connections, createConnections } from "./connections.ts";
import { decodeBody } from "./decode.ts";
import { hasNoBody, type RawHeaders, receive, type Whole } from "./receive.ts";
import { silent } from "./silence.ts";
import type { Answered, Exchange, HttpRequest, Send, SendingOptions } from "./types.ts";

/** How requests are sent. */
export interface SendOptions extends ConnectionOptions {
  /** Connections kept open for each origin. */
  readonly connections: number;
  /** For one request with its whole response, in ms. */
  readonly timeoutMs: number;
  /** Largest response body that is read, as it comes and unpacked. */
  readonly bodyBytes: number;
}

/** A pool of connections, and the function that sends through it. */
export interface Sender {
  readonly send: Send;
  readonly close: () => Promise<void>;
}

/**
 * Sends over a keep-alive pool. Redirects are not followed, nothing is retried,
 * size and time are bounded, and network trouble comes back as a silent reply.
 */
export function createSender(options: SendOptions): Sender {
  const connections = createConnections(options);
  const send: Send = async (request, how = {}) => {
    const sentAt = new Date().toISOString();
    const start = performance.now();
    const reply = await exchange(connections, request, how, options);
    const durationMs = Math.round((performance.now() - start) * 1000) / 1000;
    return { request, sentAt, durationMs, reply };
  };
  return { send, close: connections.close };
}

/** One request and what comes of it. */
function exchange(
  connections: Connections,
  request: HttpRequest,
  { once = false, bytes: asBytes = false }: SendingOptions,
  options: SendOptions,
): Promise<Exchange["reply"]> {
  const place = placeOf(request.url);
  if (place === undefined) return Promise.resolve(silent("reset", "Invalid URL"));
  const { origin } = place;
  const by = connections.pick(origin, once);
  const { method, headers, body = null } = request;
  const sent = asBytes && body !== null ? Buffer.from(body, "latin1") : body;
  const strays = () => connections.strays(origin);
  return new Promise((resolve) => {
    const watch = { count: strays, isFollowed: connections.hasBytesBehindHead };
    const handler = receive(options, watch, (what) => {
      if (what.kind === "silent") return resolve(what);
      connections.answered(origin, by, what.headers);
      if (hasNoBody(what.status)) return resolve(bodyless(what, strays));
      const flat = flatten(what.headers);
      const read = asBytes
        ? { body: what.bytes.toString("latin1") }
        : decodeBody(what.bytes, flat, options.bodyBytes);
      resolve({ kind: "answered", status: what.status, headers: flat, ...read });
    });
    try {
      by.dispatch({ ...place, method, headers, body: sent }, handler);
    } catch (error) {
      handler.onResponseError?.(nobody, error as Error);
    }
  });
}

/** What was never begun has no controller. */
const nobody = undefined as never;

/** The parts of a URL that a request needs; undefined for what is none. */
function placeOf(url: string): { readonly origin: string; readonly path: string } | undefined {
  if (plainPath.test(url.slice(lastOrigin.length)) && url.startsWith(lastOrigin)) {
    return { origin: lastOrigin, path: url.slice(lastOrigin.length) };
  }
  if (!URL.canParse(url)) return undefined;
  const { origin, pathname, search } = new URL(url);
  if (url.startsWith(origin)) lastOrigin = origin;
  return { origin, path: `${pathname}${search}` };
}

/** Most requests go where the one before went, and a path without oddities need not be parsed. */
let lastOrigin = "\0";

/** What a URL keeps as it is: no signs to be escaped, and no segments that lead upwards. */
const plainPath = /^\/(?!\/)(?!.*(?:\/\.|%2e))[\w\-./~%?=&:,+@!$()*;]*$/i;

/**
 * What a server sent behind an answer without a body is told, not read: who counts on the connection is out of step from here
 * on. Bytes that came along with the answer are seen within two turns.
 */
async function bodyless(
  { status, headers, counted, isFollowed }: Whole,
  strays: () => number,
): Promise<Answered> {
  await nextTurn();
  await nextTurn();
  const declared = Number(headers["content-length"] ?? 0);
  const came =
    declared > 0
      ? `[a body of ${declared} bytes, as its Content-Length says; it was not read]`
      : isFollowed || strays() > counted
        ? "[bytes behind the answer, which has no body; they were not read]"
        : "";
  return { kind: "answered", status, headers: flatten(headers), body: came };
}

/** Repeated ones joined by a comma. */
function flatten(headers: RawHeaders): Answered["headers"] {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = typeof value === "string" ? value : value.join(", ");
  }
  return flat;
}
