import { setImmediate as nextTurn } from "node:timers/promises";
import type { Dispatcher } from "undici";
import { type ConnectionOptions, type Connections, createConnections } from "./connections.ts";
import type { Answered, Exchange, HttpRequest, Send, SendingOptions, Silent } from "./types.ts";

/** How requests are sent. */
export interface SendOptions extends ConnectionOptions {
  /** Connections kept open for each origin. */
  readonly connections: number;
  /** For one request with its whole response, in ms. */
  readonly timeoutMs: number;
  /** Largest response body that is read. */
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

async function exchange(
  connections: Connections,
  request: HttpRequest,
  { once = false, bytes = false }: SendingOptions,
  { timeoutMs, bodyBytes }: SendOptions,
): Promise<Exchange["reply"]> {
  const encoding = bytes ? "latin1" : "utf8";
  const patience = new AbortController();
  const clock = setTimeout(() => patience.abort(), timeoutMs);
  let late = "no response in time";
  try {
    const url = new URL(request.url);
    const by = connections.pick(url.origin, once);
    const { response, isFollowed } = await headOf(by, connections, {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: request.headers,
      body: request.body === undefined ? null : Buffer.from(request.body, encoding),
      signal: patience.signal,
    });
    late = "the body did not end in time";
    const body = hasNone(response.statusCode)
      ? await noBody(response, isFollowed, () => connections.strays(url.origin))
      : await readBody(response.body, bodyBytes, encoding);
    connections.answered(url.origin, by, response.headers);
    return typeof body === "string" ? answered(response.statusCode, response.headers, body) : body;
  } catch (error) {
    return patience.signal.aborted ? silent("timeout", late) : silence(error);
  } finally {
    clearTimeout(clock);
  }
}

/** The head of an answer, and whether more came along with it: that is known only while it is handed on. */
const headOf = (by: Dispatcher, connections: Connections, options: Dispatcher.RequestOptions) =>
  new Promise<{ readonly response: Dispatcher.ResponseData; readonly isFollowed: boolean }>(
    (resolve, reject) => {
      by.request(options, (error, response) => {
        if (error !== null) return reject(error);
        const isFollowed = hasNone(response.statusCode) && connections.hasBytesBehindHead();
        resolve({ response, isFollowed });
      });
    },
  );

/** HTTP gives these statuses no body: whatever follows belongs to no answer. */
const hasNone = (status: number): boolean => status === 204;

/**
 * What a server sent all the same is told, not read: who counts on the connection is out of step from here on.
 * Bytes that came along with the answer are seen within two turns.
 */
async function noBody(
  { headers, body }: Dispatcher.ResponseData,
  isFollowed: boolean,
  strays: () => number,
): Promise<string> {
  const before = strays();
  await body.dump().catch(() => {});
  await nextTurn();
  await nextTurn();
  const declared = Number(headers["content-length"] ?? 0);
  if (declared > 0)
    return `[a body of ${declared} bytes, as its Content-Length says; it was not read]`;
  return isFollowed || strays() > before
    ? "[bytes behind the answer, which has no body; they were not read]"
    : "";
}

async function readBody(
  stream: Dispatcher.ResponseData["body"],
  bodyBytes: number,
  encoding: "utf8" | "latin1",
): Promise<string | Silent> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > bodyBytes) return silent("too-large", `the body is larger than ${bodyBytes} bytes`);
  }
  return Buffer.concat(chunks).toString(encoding);
}

function answered(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
): Answered {
  const flat = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
  );
  return { kind: "answered", status, headers: Object.fromEntries(flat), body };
}

const silent = (reason: Silent["reason"], message: string): Silent => ({
  kind: "silent",
  reason,
  message,
});

/** What undici and the system call the trouble, in our few words. */
function silence(error: unknown): Silent {
  const code = codeOf(error);
  const message = messageOf(error, code);
  if (unreachable.has(code)) return silent("unreachable", message);
  if (code === "UND_ERR_HEADERS_OVERFLOW") return silent("too-large", "the headers are too large");
  if (isParserError(error) || code.includes("CONTENT_LENGTH")) return silent("malformed", message);
  if (/CERT|TLS|SSL|SIGNATURE|ALTNAME/.test(code)) return silent("tls", message);
  return silent("reset", message);
}

const unreachable = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Not every error of the parser has a code. */
const isParserError = (error: unknown): boolean =>
  error instanceof Error && error.name === "HTTPParserError";

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}

function messageOf(error: unknown, code: string): string {
  if (code === "ECONNREFUSED") return "connection refused";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "the host name is not known";
  if (code === "UND_ERR_CONNECT_TIMEOUT") return "no connection in time";
  const text = error instanceof Error ? error.message : String(error);
  return text === "" ? code : text;
}
