import type { Call } from "./call.ts";
import type { Filters } from "./filters.ts";
import { filtered, byTime, byValue } from "./filters.ts";
import type { Reply } from "../reply.ts";
import { ok } from "../reply.ts";

interface Listed {
  readonly id: string;
  readonly createdAt: number;
}

/** A page of resources, newest first: `limit`, `startingAfter` or `endingBefore`, and the filters that the list knows. */
export function list<T extends Listed>(
  call: Call,
  newestFirst: readonly T[],
  view: (item: T) => object,
  filters: Filters<T> = {},
): Reply {
  const limit = limitOf(call.query);
  if (limit === undefined)
    return call.wire.refused({
      reason: "invalid-parameter",
      parameter: "limit",
      value: call.query.get("limit") ?? "",
    });
  const matching = filtered(call.query, newestFirst, { ...everywhere, ...filters });
  if ("refusal" in matching) return call.wire.refused(matching.refusal);
  const { page, hasMore } = cut(matching.items, call.query, limit);
  return ok({ hasMore, data: page.map(view) });
}

/** What every list is filtered by. */
const everywhere: Filters<Listed> = {
  ids: byValue(({ id }) => id),
  createdTime: byTime(({ createdAt }) => createdAt),
};

function limitOf(query: URLSearchParams): number | undefined {
  const limit = query.get("limit") ?? "10";
  return /^[1-9]\d?$|^100$/.test(limit) ? Number(limit) : undefined;
}

/** With both cursors only `endingBefore` counts. */
function cut<T extends Listed>(
  items: readonly T[],
  query: URLSearchParams,
  limit: number,
): { page: readonly T[]; hasMore: boolean } {
  const before = placeOf(items, query.get("endingBefore"));
  if (before >= 0)
    return { page: items.slice(Math.max(0, before - limit), before), hasMore: before > limit };
  const start = placeOf(items, query.get("startingAfter")) + 1;
  return { page: items.slice(start, start + limit), hasMore: items.length > start + limit };
}

/** Below 0 where there is none of that identifier. */
function placeOf(items: readonly Listed[], id: string | null): number {
  return id === null ? -1 : items.findIndex((item) => item.id === id);
}
