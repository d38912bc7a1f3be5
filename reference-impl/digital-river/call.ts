import type { JsonObject } from "../domain/json.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { DigitalRiverAccount } from "./account.ts";
import type { Reply } from "../reply.ts";

/** One request, read: whose it is, what it names and what it says. */
export interface Call extends DigitalRiverAccount {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  /** The version of the API, as a date. */
  readonly version: string;
}

export type Handler = (call: Call) => Reply;

/** The path parameter of that name; a route that reads one has one. */
export function param(call: Call, name = "id"): string {
  return call.params[name] ?? "";
}

/** The answer to what was accepted, or the refusal in words. */
export function answer<T>(call: Call, outcome: Outcome<T>, accepted: (value: T) => Reply): Reply {
  return outcome.ok ? accepted(outcome.value) : call.wire.refused(outcome.refusal);
}
