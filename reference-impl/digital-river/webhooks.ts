import { andThen, accept, notFound } from "../domain/refusal.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { Call, Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import type { Filters } from "./filters.ts";
import { filtered, byValue } from "./filters.ts";
import type { Webhook } from "./outbox.ts";
import { reader } from "./read.ts";
import { created, noContent, ok, time } from "../reply.ts";
import type { Schemas } from "./schemas.ts";

export const createWebhook: Handler = (call) => {
  const { account } = call;
  const read = readWebhook(call);
  const request = read.outcome({
    types: read.require("types", typesOf(call), []),
    address: read.require("address", addressOf(read.text("address")), ""),
    enabled: read.flag("enabled") ?? true,
    fields: read.fields(echoed),
  });
  const webhook = andThen(request, (fresh) => {
    const now = account.now();
    return accept(
      put(call, {
        id: account.newId("webhook"),
        createdAt: now,
        updatedAt: now,
        secret: account.newId("secret"),
        ...fresh,
      }),
    );
  });
  return answer(call, webhook, (value) => created(webhookView(value)));
};

/** A bare array, unlike the other lists. */
export const listWebhooks: Handler = (call) => {
  const all = [...call.outbox.webhooks.values()].toReversed();
  const matching = filtered(call.query, all, filters);
  return "refusal" in matching
    ? call.wire.refused(matching.refusal)
    : ok(matching.items.map(webhookView));
};

const filters: Filters<Webhook> = {
  type: byValue(({ types }) => types),
  types: byValue(({ types }) => types),
};

export const retrieveWebhook: Handler = (call) =>
  answer(call, find(call), (webhook) => ok(webhookView(webhook)));

export const updateWebhook: Handler = (call) => {
  const updated = andThen(find(call), (webhook) => {
    const read = readWebhook(call);
    const address = read.text("address");
    return read.outcome({
      ...webhook,
      updatedAt: call.account.now(),
      types: typesOf(call) ?? webhook.types,
      address: address === undefined ? webhook.address : (addressOf(address) ?? webhook.address),
      enabled: read.flag("enabled") ?? webhook.enabled,
      fields: { ...webhook.fields, ...read.fields(echoed) },
    });
  });
  return answer(call, updated, (webhook) => ok(webhookView(put(call, webhook))));
};

export const deleteWebhook: Handler = (call) =>
  answer(call, find(call), (webhook) => {
    call.outbox.webhooks.delete(webhook.id);
    return noContent();
  });

const echoed = ["apiVersion", "transportType"];

function readWebhook(call: Call) {
  const read = reader(call.body);
  const address = read.text("address");
  if (address !== undefined && addressOf(address) === undefined)
    read.refuse({ reason: "invalid-parameter", parameter: "address", value: address });
  if (call.body["types"] !== undefined && typesOf(call) === undefined)
    read.refuse({
      reason: "invalid-parameter",
      parameter: "types",
      value: JSON.stringify(call.body["types"]),
    });
  return read;
}

function typesOf({ body }: Call): readonly string[] | undefined {
  const types = body["types"];
  return Array.isArray(types) && types.length > 0 && types.every((type) => typeof type === "string")
    ? types
    : undefined;
}

function addressOf(address: string | undefined): string | undefined {
  return address !== undefined &&
    URL.canParse(address) &&
    /^https?:$/.test(new URL(address).protocol)
    ? address
    : undefined;
}

function find(call: Call): Outcome<Webhook> {
  const webhook = call.outbox.webhooks.get(param(call));
  return webhook ? accept(webhook) : notFound("webhook", param(call));
}

function put(call: Call, webhook: Webhook): Webhook {
  call.outbox.webhooks.set(webhook.id, webhook);
  return webhook;
}

function webhookView(webhook: Webhook): Schemas["Webhook"] {
  return {
    id: webhook.id,
    createdTime: time(webhook.createdAt),
    updatedTime: time(webhook.updatedAt),
    apiVersion: "default",
    transportType: "HTTP",
    ...webhook.fields,
    types: [...webhook.types],
    address: webhook.address,
    enabled: webhook.enabled,
  };
}
