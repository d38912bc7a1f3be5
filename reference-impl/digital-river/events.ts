import type { Account, Happening } from "../domain/account.ts";
import type { Json } from "../domain/json.ts";
import { accept, notFound } from "../domain/refusal.ts";
import type { Call, Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import { list } from "./list.ts";
import type { Reply } from "./reply.ts";
import { ok } from "./reply.ts";
import type { Schemas } from "./schemas.ts";
import type { Wire } from "./wire.ts";

/** An event as it happened: the resource is kept as it was then. */
export interface EventRecord {
  readonly id: string;
  readonly createdAt: number;
  readonly type: string;
  readonly object: object;
}

export const listEvents: Handler = (call) => {
  const tests = call.query.get("types")?.split(",") ?? [call.query.get("type") ?? "*"];
  const wanted = call.outbox.events
    .filter((event) => tests.some((test) => isOfType(event.type, test.trim())))
    .toReversed();
  return list(call, wanted, eventView);
};

export const retrieveEvent: Handler = (call: Call): Reply => {
  const event = call.outbox.events.find(({ id }) => id === param(call));
  return answer(call, event ? accept(event) : notFound("event", param(call)), (value) =>
    ok(eventView(value)),
  );
};

/** The event as it is listed and delivered, with fractions of a second in its time. */
export function eventView(event: EventRecord): Schemas["Event"] {
  return {
    id: event.id,
    type: event.type,
    // The views give plain JSON objects.
    data: { object: event.object as Record<string, Json> },
    liveMode: false,
    createdTime: new Date(event.createdAt).toISOString(),
    digitalriverVersion: "2021-12-13",
  };
}

/** The resource of a happening as the API shows it. */
export function happeningView(account: Account, wire: Wire, happening: Happening): object {
  switch (happening.resource) {
    case "source":
      return wire.source(happening.value);
    case "checkout":
      return wire.checkout(account, happening.value);
    case "customer":
      return wire.customer(account, happening.value);
    case "order":
      return wire.order(account, happening.value);
    case "charge":
      return wire.charge(happening.value);
    case "fulfillment": {
      const order = account.store.orders.get(happening.value.orderId);
      const orderDetails = order && wire.orderDetails(account, order);
      return { ...wire.fulfillment(happening.value), ...(orderDetails && { orderDetails }) };
    }
    case "refund":
      return wire.refund(account, happening.value);
    case "invoice":
      return wire.invoice(account, happening.value);
  }
}

/** `*` stands for any rest: order.* and * are patterns, order.accepted is a name. */
export function isOfType(type: string, pattern: string): boolean {
  if (!pattern.includes("*")) return type === pattern;
  const parts = pattern.split("*").map((part) => part.replaceAll(/[^\w]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(type);
}
