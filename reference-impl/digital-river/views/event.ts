import type { Account, DomainEvent } from "../../domain/account.ts";
import type { Json } from "../../domain/json.ts";
import type { Schemas } from "../schemas.ts";
import type { Wire } from "../wire.ts";

/** An event as it happened: the resource is kept as it was then. */
export interface EventRecord {
  readonly id: string;
  readonly createdAt: number;
  readonly type: string;
  readonly object: object;
}

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

/** What happened to, as the API shows it from then on. */
export function eventObject(account: Account, wire: Wire, event: DomainEvent): object {
  switch (event.resource) {
    case "source":
      return wire.source(event.value);
    case "checkout":
      return wire.checkout(account, event.value);
    case "customer":
      return wire.customer(account, event.value);
    case "order":
      return wire.order(account, event.value);
    case "charge":
      return wire.charge(event.value);
    case "fulfillment": {
      const order = account.store.orders.get(event.value.orderId);
      const orderDetails = order && wire.orderDetails(account, order);
      return { ...wire.fulfillment(event.value), ...(orderDetails && { orderDetails }) };
    }
    case "refund":
      return wire.refund(account, event.value);
    case "invoice":
      return wire.invoice(account, event.value);
  }
}
