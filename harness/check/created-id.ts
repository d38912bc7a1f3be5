import { browserMethod } from "../case/browser.ts";
import type { Exchange } from "../http/types.ts";
import { parseBody } from "./body.ts";

/** Whether the target said that it did what it was asked. */
export const isDone = ({ reply }: Exchange): boolean =>
  reply.kind === "answered" && reply.status >= 200 && reply.status < 300;

/**
 * The id of what a request made, by its answer: the nearest `id` to the root, unless the request was about that very
 * thing. Undefined when it made nothing that has an id.
 */
export function createdId(exchange: Exchange): string | undefined {
  const { request, reply } = exchange;
  const isMaking = request.method === "POST" || request.method === browserMethod;
  if (!isMaking || reply.kind === "silent" || !isDone(exchange)) return undefined;
  const body = parseBody(reply);
  const id = body.ok ? nearestId(body.data) : undefined;
  return id === undefined || segmentsOf(request.url).includes(id) ? undefined : id;
}

/** Objects within objects are looked through two levels deep: `{ "submitCart": { "order": { "id": ... } } }`. */
function nearestId(data: unknown, depth = 2): string | undefined {
  if (data === null || typeof data !== "object" || Array.isArray(data)) return undefined;
  const { id } = data as { readonly id?: unknown };
  if (typeof id === "string" || typeof id === "number") return String(id);
  if (depth === 0) return undefined;
  for (const member of Object.values(data)) {
    const inner = nearestId(member, depth - 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The parts of a URL's path, as text. */
export function segmentsOf(url: string): readonly string[] {
  if (!URL.canParse(url)) return [];
  return new URL(url).pathname.split("/").slice(1).map(decoded);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
