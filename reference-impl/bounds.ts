import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { mayHoldBody } from "./body-text.ts";
import { transportReply } from "./digital-river/errors.ts";
import { isLoopback } from "./loopback.ts";

/** What one process takes from anybody. */
export interface Bounds {
  /** Largest request body. */
  readonly bodyBytes: number;
  /** Accounts that are kept; the oldest goes when there are more, but for the first of all. */
  readonly accounts: number;
  /** Of each resource, so many are kept in an account; the oldest go when there are more. */
  readonly resources: number;
  /** Where this server is reached, for links to it; undefined: where a request says that it was sent to. */
  readonly origin: () => string | undefined;
  /** Webhooks are delivered to any address, not to this machine alone. */
  readonly webhooksAnywhere: boolean;
}

export const usualBounds: Bounds = {
  bodyBytes: 1_048_576,
  accounts: 10_000,
  resources: 10_000,
  origin: () => undefined,
  webhooksAnywhere: false,
};

/**
 * The request as it may be handled, or the answer to one that may not. A body is read no further than it may go, in either form where
 * it comes packed, and the host of a link comes from this machine, not from whoever asks.
 *
 * @param framed It came over a socket: a body has a length, or a coding that tells where it ends (RFC 9112, 6.3).
 */
export async function bounded(
  request: Request,
  bounds: Bounds,
  framed: boolean,
): Promise<Request | Response> {
  // Nothing takes it, and no Request may be made anew with it.
  if (request.method === "TRACE") return request;
  const length = request.headers.get("content-length");
  if (Number(length ?? 0) > bounds.bodyBytes) return tooLarge();
  const url = ownUrl(request.url, bounds);
  const codings = codingsOf(request);
  const isEmpty = !mayHoldBody(request.method) || (framed && isUnsent(request));
  const isPlain = isEmpty || (length !== null && codings.length === 0);
  if (isPlain && url === request.url) return request;
  const sent = isEmpty ? undefined : await read(request.body, bounds.bodyBytes);
  if (sent === "too large") return tooLarge();
  const body = sent && unpacked(sent, codings, bounds.bodyBytes);
  if (body instanceof Response) return body;
  const headers = new Headers(request.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Request(url, { method: request.method, headers, ...(body && { body }) });
}

const isUnsent = ({ headers }: Request): boolean =>
  headers.get("content-length") === null && headers.get("transfer-encoding") === null;

function tooLarge(): Response {
  return Response.json(transportReply("broken-json").body, { status: 413 });
}

function codingsOf({ headers }: Request): readonly string[] {
  const codings = headers.get("content-encoding")?.split(",") ?? [];
  return codings
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => !["", "identity"].includes(coding));
}

/** What was packed last is unpacked first; a coding that is not known is refused with those that are (RFC 9110, 15.5.16). */
function unpacked(
  sent: Uint8Array<ArrayBuffer>,
  codings: readonly string[],
  most: number,
): Uint8Array<ArrayBuffer> | Response {
  let bytes = sent;
  for (const coding of codings.toReversed()) {
    const unpack = unpackers.get(coding);
    if (unpack === undefined) {
      const headers = { "accept-encoding": [...unpackers.keys()].join(", ") };
      return Response.json(transportReply("unknown-coding").body, { status: 415, headers });
    }
    try {
      bytes = new Uint8Array(unpack(bytes, { maxOutputLength: most }));
    } catch (error) {
      const isLarge = error instanceof RangeError;
      return isLarge
        ? tooLarge()
        : Response.json(transportReply("broken-json").body, { status: 400 });
    }
  }
  return bytes;
}

const unpackers = new Map([
  ["gzip", gunzipSync],
  ["x-gzip", gunzipSync],
  ["deflate", inflateSync],
  ["br", brotliDecompressSync],
]);

async function read(
  stream: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | "too large" | undefined> {
  if (stream === null) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > most) return "too large";
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A Host header may name any place. This machine's own names are as good as the one that is known. */
function ownUrl(asked: string, bounds: Bounds): string {
  const origin = bounds.origin();
  if (origin === undefined || asked.startsWith(`${origin}/`)) return asked;
  const url = new URL(asked);
  const own = new URL(origin);
  const isOwn = url.host === own.host || (isLoopback(url.hostname) && url.port === own.port);
  return isOwn ? asked : `${own.origin}${url.pathname}${url.search}`;
}
