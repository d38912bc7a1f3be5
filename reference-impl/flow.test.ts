import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "./testing/client.ts";
import { inMemory } from "./testing/client.ts";
import { openShop } from "./testing/shop.ts";
import { onSocket } from "./testing/socket.ts";

const options = { seed: 3, now: () => 1_700_000_000_000, deliver: () => undefined };

/** One purchase from the first source to the last refund. */
async function purchase(client: Client): Promise<readonly unknown[]> {
  const shop = openShop(client);
  const order = await shop.order({ total: 26.89, credits: [11] });
  const fulfilled = await shop.fulfil(order, { quantity: 2 });
  const refund = await client.post("/refunds", { orderId: order.id, currency: "USD", percent: 50 });
  const detached = await shop.checkout();
  const source = await shop.primary();
  await shop.attach(detached, source);
  const gone = await client.delete(`/checkouts/${detached.id}/sources/${source.id}`);
  const again = await shop.attach(detached, source);
  const end = await client.get(`/orders/${order.id}`);
  return [
    order,
    fulfilled.body,
    refund.body,
    gone.status,
    gone.body,
    again.status,
    again.body,
    end.body,
  ];
}

describe("a purchase", () => {
  let socket: Awaited<ReturnType<typeof onSocket>>;
  beforeAll(async () => {
    socket = await onSocket(options);
  });
  afterAll(() => socket.close());

  it("goes the same way in memory and over a socket", async () => {
    expect(await purchase(socket.client)).toEqual(await purchase(inMemory(options)));
  });
});
