import type { Account, DomainEvent } from "../domain/account.ts";
import { boundedTable, type OpenTable, type Table } from "../domain/table.ts";
import type { EventRecord } from "./views/event.ts";
import { eventRecord, eventView } from "./views/event.ts";
import type { Wire } from "./wire.ts";

export interface Webhook {
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly types: readonly string[];
  readonly address: string;
  readonly enabled: boolean;
  /** Signs what is delivered; shown in the sandbox only. */
  readonly secret: string;
  readonly fields: object;
}

/** Where events go: kept to be listed, and handed to whoever subscribed. */
export interface Outbox {
  readonly events: Table<EventRecord>;
  readonly webhooks: Table<Webhook>;
}

/** Sends one event to one address. Never throws and never keeps its caller waiting. */
export type Deliver = (webhook: Webhook, body: string) => void;

/** @param most So many of either; the oldest go when there are more. */
export function createOutbox(open: OpenTable, most: number): Outbox {
  return {
    events: boundedTable(open<EventRecord>("events"), Math.min(most, mostEvents)),
    webhooks: boundedTable(open<Webhook>("webhooks"), most),
  };
}

/** Some hold a whole order. */
const mostEvents = 4000;

/** Notes the event and delivers it to the webhooks that listen for its type. */
export function record(
  account: Account,
  wire: Wire,
  outbox: Outbox,
  deliver: Deliver,
  happened: DomainEvent,
): void {
  const { type } = happened;
  const event = eventRecord(account, wire, happened);
  outbox.events.set(event.id, event);
  for (const webhook of outbox.webhooks.values()) {
    if (webhook.enabled && webhook.types.some((wanted) => isOfType(type, wanted)))
      deliver(webhook, JSON.stringify(eventView(event)));
  }
}

/** `*` stands for any rest: order.* and * are patterns, order.accepted is a name. */
export function isOfType(type: string, pattern: string): boolean {
  if (!pattern.includes("*")) return type === pattern;
  const parts = pattern.split("*").map((part) => part.replaceAll(/[^\w]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(type);
}
