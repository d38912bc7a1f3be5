import type { JsonObject } from "../domain/json.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { Reply } from "../reply.ts";
import type { Caller, CommerceAccount, ShopperSession } from "./account.ts";
import type { Act } from "./errors.ts";

/** One request, read: what it names and what it says. */
export interface Request {
  /** Where this server is reached, as in http://127.0.0.1:8099. */
  readonly origin: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
}

/** A call of a shopper, and of which resource it is. */
export interface ShopperCall extends Request, CommerceAccount {
  readonly session: ShopperSession;
  readonly resource: ResourceName;
}

/** A call with a key. */
export interface KeyCall extends Request, Caller {}

export type ShopperHandler = (call: ShopperCall) => Reply;
export type KeyHandler = (call: KeyCall) => Reply;

/** The last word of the `relation` of an error. */
export type ResourceName =
  | "CartsResource"
  | "SubmitCartResource"
  | "ShoppersResource"
  | "OrdersResource";

/** The path parameter of that name; a route that reads one has one. */
export function param(call: Request, name = "id"): string {
  return call.params[name] ?? "";
}

/** The answer to what was accepted, or the refusal in words. */
export function answer<T>(
  call: ShopperCall,
  act: Act,
  outcome: Outcome<T>,
  accepted: (value: T) => Reply,
): Reply {
  return outcome.ok
    ? accepted(outcome.value)
    : call.wire.refused(outcome.refusal, act, relation(call));
}

/** The answer to a call with a key. */
export function answerKey<T>(
  call: KeyCall,
  outcome: Outcome<T>,
  accepted: (value: T) => Reply,
): Reply {
  return outcome.ok ? accepted(outcome.value) : call.wire.sourceRefused(outcome.refusal);
}

export function relation({ origin, resource }: Pick<ShopperCall, "origin" | "resource">): string {
  return `${origin}/v1/shoppers/${resource}`;
}
