import type { Call } from "./call.ts";
import type { Reply } from "../reply.ts";
import { ok } from "../reply.ts";

interface Listed {
  readonly id: string;
  readonly createdAt: number;
}

/** A page of resources, newest first: `limit`, `startingAfter` or `endingBefore`, `ids`, `createdTime[...]`. */
export function list<T extends Listed>(
  call: Call,
  newestFirst: readonly T[],
  view: (item: T) => object,
): Reply {
  const limit = limitOf(call.query);
  if (limit === undefined)
    return call.wire.refused({
      reason: "invalid-parameter",
      parameter: "limit",
      value: call.query.get("limit") ?? "",
    });
  const matching = newestFirst.filter((item) => isWanted(call.query, item));
  const { page, hasMore } = cut(matching, call.query, limit);
  return ok({ hasMore, data: page.map(view) });
}

function limitOf(query: URLSearchParams): number | undefined {
  const limit = Number(query.get("limit") ?? 10);
  return Number.isInteger(limit) && limit >= 1 && limit <= 100 ? limit : undefined;
}

function isWanted(query: URLSearchParams, item: Listed): boolean {
  const ids = [...query.getAll("ids"), ...query.getAll("ids[]")];
  if (ids.length > 0 && !ids.includes(item.id)) return false;
  return timeTests.every(([operator, holds]) => {
    const bound = query.get(`createdTime[${operator}]`);
    return (
      bound === null ||
      holds(Math.floor(item.createdAt / 1000), Math.floor(Date.parse(bound) / 1000))
    );
  });
}

const timeTests: readonly (readonly [string, (created: number, bound: number) => boolean])[] = [
  ["eq", (created, bound) => created === bound],
  ["gt", (created, bound) => created > bound],
  ["gte", (created, bound) => created >= bound],
  ["lt", (created, bound) => created < bound],
  ["lte", (created, bound) => created <= bound],
];

/** With both cursors only `endingBefore` counts. */
function cut<T extends Listed>(
  items: readonly T[],
  query: URLSearchParams,
  limit: number,
): { page: readonly T[]; hasMore: boolean } {
  const before = items.findIndex((item) => item.id === query.get("endingBefore"));
  if (before >= 0)
    return { page: items.slice(Math.max(0, before - limit), before), hasMore: before > limit };
  const after = items.findIndex((item) => item.id === query.get("startingAfter"));
  const rest = items.slice(after + 1);
  return { page: rest.slice(0, limit), hasMore: rest.length > limit };
}
