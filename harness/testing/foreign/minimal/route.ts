import type { Fields, World } from "./model.ts";
import { refuse, type Refusal } from "./refusals.ts";

export interface Answer {
  readonly status: number;
  readonly body?: Fields;
  readonly location?: string;
}

export type Caller = "confidential" | "public" | "nobody";

export interface Call {
  readonly caller: Caller;
  readonly token: string | undefined;
  readonly query: URLSearchParams;
  readonly body: Fields;
}

/** A handler gets the parts of the path that the pattern leaves open, in their order. */
export type Handler = (world: World, call: Call, ids: readonly string[]) => Answer | Refusal;

export type Routes = Readonly<Record<string, Handler>>;

/** The route of a request, such as "POST /checkouts/{id}", and what its open parts are. */
export function findRoute(
  routes: Routes,
  method: string,
  path: string,
): { readonly handle: Handler; readonly ids: readonly string[] } | undefined {
  for (const [route, handle] of Object.entries(routes)) {
    const [verb = "", pattern = ""] = route.split(" ");
    const match = new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, "([^/]+)")}$`).exec(path);
    if (verb === method && match !== null) {
      return { handle, ids: match.slice(1).map((id) => decodeURIComponent(id)) };
    }
  }
  return undefined;
}

/** Where it is taken, refuses the first member that is not known. */
export function whyNotThese(
  world: World,
  body: Fields,
  known: readonly string[],
): Refusal | undefined {
  if (!world.freedoms["strict-requests"]) return undefined;
  const unknown = Object.keys(body).find((name) => !known.includes(name));
  return unknown === undefined ? undefined : refuse(world, "unknownMember", unknown);
}

/** The usual status, or the other one where no page shows any. */
export const statusOf = ({ freedoms }: World, usual: number, other: number): number =>
  freedoms["other-success-codes"] ? other : usual;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
