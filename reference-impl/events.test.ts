import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { signature } from "./digital-river/delivery.ts";
import type { Body } from "./testing/client.ts";
import { inMemory, refusal } from "./testing/client.ts";
import { openShop } from "./testing/shop.ts";
import { onSocket } from "./testing/socket.ts";

describe("events", () => {
  it("tell the life of an order, newest first, each with its resource", async () => {
    const client = inMemory();
    const shop = openShop(client);
    const order = await shop.order({ total: 20, credits: [5] });
    await shop.fulfil(order, { quantity: 2 });
    await client.post("/refunds", { orderId: order.id, currency: "USD", amount: 5 });
    const types = await typesOf(client, "?limit=100");
    expect(types).toEqual(
      expect.arrayContaining([
        "source.created",
        "source.chargeable",
        "checkout.created",
        "checkout.updated",
        "order.created",
        "order.accepted",
        "order.charge.capturable",
        "order.charge.capture.pending",
        "order.charge.capture.complete",
        "order.charge.complete",
        "fulfillment.created",
        "order.fulfilled",
        "order.complete",
        "refund.pending",
        "refund.complete",
        "order.charge.refund.complete",
      ]),
    );
    expect(types.indexOf("refund.complete")).toBeLessThan(types.indexOf("order.accepted"));
    const [accepted] = (await client.get("/events?type=order.accepted")).body.data;
    expect(accepted.data.object).toMatchObject({
      id: order.id,
      state: "accepted",
      capturedAmount: 0,
    });
    expect((await client.get(`/events/${accepted.id}`)).body).toEqual(accepted);
    const [capture] = (await client.get("/events?type=order.charge.capture.complete")).body.data;
    expect(capture.data.object).toMatchObject({
      orderId: order.id,
      captures: [{ state: "complete" }],
    });
  });

  it.each([
    {
      query: "?type=customer.*",
      want: ["customer.source.created", "customer.updated", "customer.created"],
    },
    {
      query: "?types=customer.created,customer.updated",
      want: ["customer.updated", "customer.created"],
    },
    { query: "?type=customer.created", want: ["customer.created"] },
    { query: "?type=nothing", want: [] },
  ])("are filtered by $query", async ({ query, want }) => {
    const client = inMemory();
    const shop = openShop(client);
    await shop.saved(await shop.customer());
    expect(await typesOf(client, query)).toEqual(want);
  });
});

describe("webhooks", () => {
  it("are created, changed and deleted", async () => {
    const client = inMemory();
    const { status, body } = await client.post("/webhooks", {
      types: ["order.accepted"],
      address: "https://shop.example/hook",
    });
    expect([status, body.enabled]).toEqual([201, true]);
    expect(
      (await client.call("PATCH", `/webhooks/${body.id}`, { enabled: false })).body,
    ).toMatchObject({ enabled: false, types: ["order.accepted"] });
    expect((await client.get("/webhooks")).body).toHaveLength(1);
    expect((await client.delete(`/webhooks/${body.id}`)).status).toBe(204);
    expect((await client.get(`/webhooks/${body.id}`)).status).toBe(404);
  });

  it.each([
    {
      body: { types: ["order.accepted"] },
      want: [400, "bad_request", "missing_parameter", "address"],
    },
    {
      body: { address: "https://shop.example/hook" },
      want: [400, "bad_request", "missing_parameter", "types"],
    },
    {
      body: { types: ["order.accepted"], address: "file:///etc/passwd" },
      want: [400, "bad_request", "invalid_parameter", "address"],
    },
  ])("are refused for $body", async ({ body, want }) => {
    expect(refusal(await inMemory().post("/webhooks", body))).toEqual(want);
  });

  it("deliver signed events, and only those that were asked for", async () => {
    const { client, close } = await onSocket();
    const received = await receiver();
    const { body: webhook } = await client.post("/webhooks", {
      types: ["customer.created"],
      address: received.address,
    });
    const { secret } = (await client.get(`/_sandbox/webhooks/${webhook.id}`)).body;
    await client.post("/customers", { id: "ada" });
    const { body, header } = await received.first;
    expect(JSON.parse(body)).toMatchObject({
      type: "customer.created",
      data: { object: { id: "ada" } },
    });
    expect(header).toBe(signature(secret, header.split(", ")[0] ?? "", body));
    await received.close();
    await close();
  });

  it("do not hold up an answer when their receiver is gone", async () => {
    const { client, close } = await onSocket();
    await client.post("/webhooks", { types: ["*"], address: "http://127.0.0.1:9/" });
    expect((await client.post("/customers", {})).status).toBe(201);
    await close();
  });
});

async function typesOf(
  client: ReturnType<typeof inMemory>,
  query: string,
): Promise<readonly string[]> {
  return (await client.get(`/events${query}`)).body.data.map(({ type }: Body) => type);
}

/** A receiver of webhooks, and the first delivery that reaches it. */
async function receiver() {
  const server = createServer();
  const first = (once(server, "request") as Promise<[IncomingMessage, ServerResponse]>).then(
    async ([request, response]) => {
      response.end();
      return {
        body: await text(request),
        header: String(request.headers["digitalriver-signature"]),
      };
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { address: `http://127.0.0.1:${port}/hook`, first, close };
}
