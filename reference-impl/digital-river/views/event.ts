import type { Account, DomainEvent } from "../../domain/account.ts";
import { withSourcesOf } from "../../domain/attachments.ts";
import type { Json } from "../../domain/json.ts";
import type { Schemas } from "../schemas.ts";
import type { Wire } from "../wire.ts";

/** An event as it happened, with the resource as it was then. */
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

export function eventRecord(account: Account, wire: Wire, event: DomainEvent): EventRecord {
  const show = shownLater(account, wire, event);
  return new LazyRecord(account.newId("event"), account.now(), event.type, show);
}

/** An event whose resource is put together when somebody reads it. A class, since a getter of each object would take ten times the memory. */
class LazyRecord implements EventRecord {
  readonly id: string;
  readonly createdAt: number;
  readonly type: string;
  readonly #show: () => object;

  constructor(id: string, createdAt: number, type: string, show: () => object) {
    this.id = id;
    this.createdAt = createdAt;
    this.type = type;
    this.#show = show;
  }

  get object(): object {
    return this.#show();
  }

  toJSON(): EventRecord {
    const { id, createdAt, type, object } = this;
    return { id, createdAt, type, object };
  }
}

/** What shows the resource as it is now, whenever it is asked. */
function shownLater(account: Account, wire: Wire, event: DomainEvent): () => object {
  switch (event.resource) {
    case "source":
      return () => wire.source(event.value);
    case "checkout": {
      const then = withSourcesOf(account, event.value);
      return () => wire.checkout(then, event.value);
    }
    case "charge":
    case "customer":
    case "fulfillment":
    case "invoice":
    case "order":
    case "refund": {
      const shown = shownNow(account, wire, event);
      return () => shown;
    }
  }
}

/** What looks at more of the account than it names is shown at once. */
function shownNow(
  account: Account,
  wire: Wire,
  event: Exclude<DomainEvent, { resource: "source" | "checkout" }>,
): object {
  switch (event.resource) {
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
