import { browserMethod } from "../case/browser.ts";
import type { Exchange } from "../http/types.ts";
import { digitsOf } from "./ambiguity.ts";
import { parseBody } from "./body.ts";

/** Whether the target said that it did what it was asked. */
export const isDone = ({ reply }: Exchange): boolean =>
  reply.kind === "answered" && reply.status >= 200 && reply.status < 300;

/** Whether a request may make something: a page of a shop does it as a client does. */
export const mayMake = ({ method }: Exchange["request"]): boolean =>
  method === "POST" || method === browserMethod;

/**
 * The id of what a request made, by its answer: the nearest `id` to the root, unless the request was about that very
 * thing. Undefined when it made nothing that has an id.
 */
export function createdId(exchange: Exchange): string | undefined {
  const { request, reply } = exchange;
  if (!mayMake(request) || reply.kind === "silent" || !isDone(exchange)) return undefined;
  const body = parseBody(reply);
  const id = body.ok ? nearestId(body.data) : undefined;
  return id === undefined || segmentsOf(request.url).includes(id) ? undefined : id;
}

/**
 * Whether a request may have made an object for all its answer tells: it names one, cannot be read, or never came though the
 * request may have arrived.
 */
export function mayHaveMade(exchange: Exchange): boolean {
  const { request, reply } = exchange;
  if (!mayMake(request)) return false;
  if (reply.kind === "silent") return reply.reason !== "unreachable" && reply.reason !== "tls";
  if (!isDone(exchange)) return false;
  const isEmpty = reply.body === "" && reply.reading === undefined;
  return createdId(exchange) !== undefined || (!isEmpty && !parseBody(reply).ok);
}

/** Objects within objects are looked through two levels deep: `{ "submitCart": { "order": { "id": ... } } }`. */
function nearestId(data: unknown, depth = 2): string | undefined {
  if (data === null || typeof data !== "object" || Array.isArray(data)) return undefined;
  const { id } = data as { readonly id?: unknown };
  if (typeof id === "string") return id;
  if (typeof id === "number") return digitsOf(data, "id") ?? String(id);
  if (depth === 0) return undefined;
  for (const member of Object.values(data)) {
    const inner = nearestId(member, depth - 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The parts of a URL's path, as text. */
export function segmentsOf(url: string): readonly string[] {
  const [, path = ""] = /^[a-z]+:\/\/[^/?#]*\/([^?#]*)/i.exec(url) ?? [];
  return path.split("/").map(decoded);
}

function decoded(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
