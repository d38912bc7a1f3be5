import { transportReply } from "./digital-river/errors.ts";
import { isLoopback } from "./loopback.ts";

/** What one process takes from anybody. */
export interface Bounds {
  /** Largest request body. */
  readonly bodyBytes: number;
  /** Accounts that are kept; the oldest goes when there are more, but for the first of all. */
  readonly accounts: number;
  /** Where this server is reached, for links to it; undefined: where a request says that it was sent to. */
  readonly origin: () => string | undefined;
  /** Webhooks are delivered to any address, not to this machine alone. */
  readonly webhooksAnywhere: boolean;
}

export const usualBounds: Bounds = {
  bodyBytes: 1_048_576,
  accounts: 10_000,
  origin: () => undefined,
  webhooksAnywhere: false,
};

/**
 * The request as it may be handled, or the answer to one that may not. A body is read no further than it may go, and the
 * host of a link comes from this machine, not from whoever asks.
 */
export async function bounded(request: Request, bounds: Bounds): Promise<Request | Response> {
  const length = request.headers.get("content-length");
  if (Number(length ?? 0) > bounds.bodyBytes) return tooLarge();
  const url = ownUrl(request.url, bounds);
  const isMeasured = length !== null || !mayHoldBody(request);
  if (isMeasured && url === request.url) return request;
  const body = mayHoldBody(request) ? await read(request.body, bounds.bodyBytes) : undefined;
  if (body === "too large") return tooLarge();
  const { method, headers } = request;
  return new Request(url, { method, headers, ...(body && { body }) });
}

const mayHoldBody = ({ method }: Request): boolean => method !== "GET" && method !== "HEAD";

function tooLarge(): Response {
  return Response.json(transportReply("broken-json").body, { status: 413 });
}

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
  if (origin === undefined) return asked;
  const url = new URL(asked);
  const own = new URL(origin);
  const isOwn = url.host === own.host || (isLoopback(url.hostname) && url.port === own.port);
  return isOwn ? asked : `${own.origin}${url.pathname}${url.search}`;
}
