import type { Account, Happening } from "../domain/account.ts";
import type { EventRecord } from "./events.ts";
import { eventView, happeningView, isOfType } from "./events.ts";
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
  readonly events: EventRecord[];
  readonly webhooks: Map<string, Webhook>;
}

/** Sends one event to one address. Never throws and never keeps its caller waiting. */
export type Deliver = (webhook: Webhook, body: string) => void;

export function createOutbox(): Outbox {
  return { events: [], webhooks: new Map() };
}

/** Notes the happening as an event and delivers it to the webhooks that listen for its type. */
export function record(
  account: Account,
  wire: Wire,
  outbox: Outbox,
  deliver: Deliver,
  happening: Happening,
): void {
  const { type } = happening;
  const event = {
    id: account.newId("event"),
    createdAt: account.now(),
    type,
    object: happeningView(account, wire, happening),
  };
  outbox.events.push(event);
  // Old events go in batches, so that recording stays cheap.
  if (outbox.events.length >= 2 * eventsKept) outbox.events.splice(0, eventsKept);
  for (const webhook of outbox.webhooks.values()) {
    if (webhook.enabled && webhook.types.some((wanted) => isOfType(type, wanted)))
      deliver(webhook, JSON.stringify(eventView(event)));
  }
}

const eventsKept = 2000;
