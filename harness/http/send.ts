import { Agent, type Dispatcher } from "undici";
import type { Answered, Exchange, HttpRequest, Send, Silent } from "./types.ts";

/** How requests are sent. */
export interface SendOptions {
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
export function createSender({ connections, timeoutMs, bodyBytes }: SendOptions): Sender {
  const agent = new Agent({
    connections,
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const send: Send = async (request) => {
    const sentAt = new Date().toISOString();
    const start = performance.now();
    const reply = await exchange(agent, request, { deadline: start + timeoutMs, bodyBytes });
    const durationMs = Math.round((performance.now() - start) * 1000) / 1000;
    return { request, sentAt, durationMs, reply };
  };
  return { send, close: () => agent.destroy() };
}

interface Bounds {
  /** On the clock of `performance.now()`. */
  readonly deadline: number;
  readonly bodyBytes: number;
}

async function exchange(
  agent: Agent,
  request: HttpRequest,
  bounds: Bounds,
): Promise<Exchange["reply"]> {
  try {
    const url = new URL(request.url);
    const response = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
    });
    const body = await readBody(response.body, bounds);
    if (typeof body !== "string") return body;
    return answered(response.statusCode, response.headers, body);
  } catch (error) {
    return silence(error);
  }
}

async function readBody(
  stream: Dispatcher.ResponseData["body"],
  { deadline, bodyBytes }: Bounds,
): Promise<string | Silent> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > bodyBytes) return silent("too-large", `the body is larger than ${bodyBytes} bytes`);
    if (performance.now() > deadline) return silent("timeout", "the body did not end in time");
  }
  return Buffer.concat(chunks).toString("utf8");
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
  if (code.endsWith("_TIMEOUT")) return silent("timeout", "no response in time");
  if (code === "UND_ERR_HEADERS_OVERFLOW") return silent("too-large", "the headers are too large");
  if (code.startsWith("HPE_") || code.includes("CONTENT_LENGTH"))
    return silent("malformed", message);
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
