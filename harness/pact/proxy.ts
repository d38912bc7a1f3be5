import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
  validateHeaderName,
  validateHeaderValue,
} from "node:http";
import type { AddressInfo } from "node:net";
import { withoutCodings } from "../http/content-coding.ts";
import { decodeBody } from "../http/decode.ts";
import type { Answered, Exchange, HttpRequest, Send } from "../http/types.ts";
import type { Redact } from "../secrets/redact.ts";

/** How the requests of one interaction reach its target. */
export interface Route {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** The request as the target gets it: with its headers, and with its key. */
  readonly complete: (headers: HttpRequest["headers"]) => HttpRequest["headers"];
  readonly send: Send;
  /** Resolves when the next request may be sent. */
  readonly ready: () => Promise<void>;
  /** Masks what the target sends back. */
  readonly redact: Redact;
}

/** Between Pact's core and the targets. */
export interface Proxy {
  /** Where the core sends all its requests. */
  readonly url: string;
  /** Why an interaction got no answer, by its id. */
  readonly troubles: ReadonlyMap<string, string>;
  readonly close: () => Promise<void>;
}

/** The header by which a request says to which interaction it belongs; no target gets it. */
export const interactionHeader = "x-headwater-interaction";

/**
 * The core sends to this server alone, on the loopback address and below a path that nobody guesses. It knows no keys and
 * no target: requests go on through the sender of the harness, which bounds time and size, and what comes back is masked.
 * Where nothing comes back, the core gets 502 and `troubles` the reason.
 *
 * @param route By the id of an interaction; undefined for one that nobody verifies.
 * @param onExchange Told of every exchange before the core is.
 */
export async function startProxy(
  route: (interaction: string) => Route | undefined,
  onExchange: (exchange: Exchange, interaction: string) => void,
): Promise<Proxy> {
  const troubles = new Map<string, string>();
  const prefix = `/${randomUUID()}`;
  const pass = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url = "", method = "GET", headers } = incoming;
    const interaction = String(headers[interactionHeader] ?? "");
    const way = url.startsWith(prefix) ? route(interaction) : undefined;
    if (way === undefined) return void response.writeHead(404).end();
    const body = await readBody(incoming);
    await way.ready();
    const exchange = await way.send(
      {
        method,
        url: way.baseUrl + url.slice(prefix.length),
        headers: { "accept-encoding": "identity", ...way.complete(passedOn(headers)) },
        ...(body !== "" && { body }),
      },
      { once: true, bytes: true },
    );
    const { reply } = exchange;
    onExchange(reply.kind === "answered" ? readable(exchange, reply) : exchange, interaction);
    if (reply.kind === "answered") return answer(response, method, reply, way.redact);
    troubles.set(
      interaction,
      way.redact(`${method} ${url.slice(prefix.length)}: ${reply.message}`),
    );
    response.writeHead(502, { connection: "close" }).end();
  };
  const server = createServer((incoming, response) => {
    pass(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    troubles,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A character a byte, as the sender takes it. */
async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("latin1");
}

/** The exchange with the text of its answer, as who looks at it reads it. */
const readable = (exchange: Exchange, reply: Answered): Exchange => ({
  ...exchange,
  reply: {
    ...reply,
    ...decodeBody(Buffer.from(reply.body, "latin1"), reply.headers, mostUnpacked),
  },
});

/** Bytes that unpacking an answer may make. */
const mostUnpacked = 16 * 1024 ** 2;

/** Of a connection, and no part of what is passed on; what is packed could not be masked. */
const ofConnection = new Set([
  "host",
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "content-length",
  "accept-encoding",
  interactionHeader,
]);

function passedOn(headers: IncomingMessage["headers"]): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name, value]) => value !== undefined && !ofConnection.has(name),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, [value].flat().join(", ")]));
}

function answer(
  response: ServerResponse,
  method: string,
  { status, headers, body }: Answered,
  redact: Redact,
): void {
  const bytes = Buffer.from(body, "latin1");
  // What is packed could not be masked, and the core need not unpack it.
  const plain = withoutCodings(bytes, headers["content-encoding"], mostUnpacked);
  const unpacked = plain.codings.length > 0 && plain.fault === undefined;
  for (const [name, value] of Object.entries(headers)) {
    if (ofConnection.has(name) || (unpacked && name === "content-encoding")) continue;
    const [shownName, shown] = [redact(name), redact(value)];
    if (isHeader(shownName, shown)) response.setHeader(shownName, shown);
  }
  const sent = masked(unpacked ? plain.bytes : bytes, redact);
  // A consumer may count on the length, where the target says one.
  if (headers["content-length"] !== undefined) {
    const own = method === "HEAD" || status === 304 ? headers["content-length"] : sent.length;
    response.setHeader("content-length", own);
  }
  response.sendDate = false;
  response.writeHead(status);
  response.end(method === "HEAD" ? undefined : sent);
}

/** What is no text stays as it is, but for keys. */
function masked(bytes: Buffer, redact: Redact): Buffer {
  const encoding = isUtf8(bytes) ? "utf8" : "latin1";
  return Buffer.from(redact(bytes.toString(encoding)), encoding);
}

function isHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
