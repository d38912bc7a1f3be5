import { beforeAll, describe, expect, it } from "vitest";
import type { Body } from "./testing/client.ts";
import { inMemory, refusal } from "./testing/client.ts";
import { billTo, openShop } from "./testing/shop.ts";

const client = inMemory();
const shop = openShop(client);
const { address } = billTo;
const shipTo = { name: "Ada Lovelace", address };
const shipFrom = { address: { country: "US" } };
const shippingChoice = { amount: 5, description: "Ground", serviceLevel: "SG" };
const goods = { shipTo, shipFrom, shippingChoice };

beforeAll(async () => {
  const sku = { eccn: "EAR99", taxCode: "4323.310_A", countryOfOrigin: "US" };
  await client.post("/skus", {
    id: "atlas",
    name: "An atlas",
    weight: 2,
    weightUnit: "kg",
    ...sku,
  });
  await client.post("/skus", { id: "chart", name: "A chart", physical: true, ...sku });
  await client.post("/skus", { id: "tune", name: "A tune", ...sku });
});

const checkout = (skuId: string, more: object) =>
  client.post("/checkouts", {
    currency: "USD",
    email: "ada@example.com",
    billTo,
    items: [{ skuId, price: 10 }],
    ...more,
  });

async function order(skuId: string, more: object) {
  const { body } = await checkout(skuId, more);
  await shop.attach(body, await shop.primary());
  return client.post("/orders", { checkoutId: body.id });
}

const suspect = (lastName: string) => ({ owner: { firstName: "Ada", lastName, address } });
const without = (name: string): Body => ({ ...address, [name]: undefined });

describe("physical goods", () => {
  it.each(["atlas", "chart"])("are ordered once it is known where they go: %s", async (skuId) => {
    expect((await order(skuId, goods)).status).toBe(201);
  });

  it("leave from where their line says", async () => {
    const items = [{ skuId: "atlas", price: 10, shipFrom }];
    expect((await order("atlas", { ...goods, shipFrom: undefined, items })).status).toBe(201);
  });

  it.each([
    {
      name: "an address",
      more: { shipTo: undefined },
      code: "missing_parameter",
      parameter: "shipTo.address.country",
    },
    {
      name: "a name",
      more: { shipTo: { address } },
      code: "missing_parameter",
      parameter: "shipping.name",
    },
    {
      name: "a place they leave",
      more: { shipFrom: undefined },
      code: "missing_parameter",
      parameter: "shipFrom.address",
    },
    {
      name: "a way",
      more: { shippingChoice: undefined },
      code: "invalid_shipping_choice",
      parameter: "shippingChoice",
    },
  ])("are not ordered without $name", async ({ more, code, parameter }) => {
    const answer = await order("atlas", { ...goods, ...more });
    expect(refusal(answer)).toEqual([400, "bad_request", code, parameter]);
  });

  it.each([
    ["country", "shipTo.address.country"],
    ["city", "shipTo.address.city"],
    ["state", "shipTo.address.state"],
    ["postalCode", "shipTo.address.postalCode"],
    ["line1", "address.line1"],
  ])("go to no address without %s, at creation and later", async (name, parameter) => {
    const more = { ...goods, shipTo: { name: "Ada", address: without(name) } };
    const want = [400, "bad_request", "missing_parameter", parameter];
    expect(refusal(await checkout("atlas", more))).toEqual(want);
    const { body } = await checkout("atlas", goods);
    const later = await client.post(`/checkouts/${body.id}`, { shipTo: more.shipTo });
    expect(refusal(later)).toEqual(want);
  });

  it("need no state elsewhere", async () => {
    const cork = { line1: "1 Quay", city: "Cork", postalCode: "T12 X1", country: "IE" };
    expect(
      (await order("atlas", { ...goods, shipTo: { name: "Ada", address: cork } })).status,
    ).toBe(201);
  });

  it.each(["tune", "never-described"])("are not what needs no shipping: %s", async (skuId) => {
    expect((await order(skuId, {})).status).toBe(201);
    expect((await checkout(skuId, { shipTo: { address: { country: "US" } } })).status).toBe(201);
  });
});

describe("a country under embargo", () => {
  it("is shipped nothing, at creation and later", async () => {
    const more = { shipTo: { name: "Ada", address: { ...address, country: "KP" } } };
    const want = [409, "conflict", "country_unsupported", "country"];
    expect(refusal(await checkout("tune", more))).toEqual(want);
    const { body } = await checkout("tune", {});
    expect(refusal(await client.post(`/checkouts/${body.id}`, more))).toEqual(want);
  });
});

describe("an address", () => {
  it.each([
    ["US", "MN", "5534", "address.postalCode"],
    ["US", "MN", "T12 X1", "address.postalCode"],
    ["US", "XX", "55343", "address.state"],
    ["CA", "ON", "55343", "address.postalCode"],
    ["CA", "MN", "K1A 0B1", "address.state"],
  ])("is none: %s %s %s", async (country, state, postalCode, parameter) => {
    const wrong = { ...address, country, state, postalCode };
    const want = [400, "bad_request", "invalid_parameter", parameter];
    for (const side of ["shipTo", "billTo", "shipFrom"]) {
      const more = { [side]: { name: "Ada", address: wrong } };
      expect(refusal(await checkout("tune", more))).toEqual(want);
      const { body } = await checkout("tune", {});
      expect(refusal(await client.post(`/checkouts/${body.id}`, more))).toEqual(want);
    }
    const { body } = await checkout("tune", {});
    const source = await shop.primary("creditCard", {
      owner: { lastName: "Byron", address: wrong },
    });
    for (const via of ["path", "body"] as const)
      expect(refusal(await shop.attach(body, source, via))).toEqual(want);
  });

  it.each([
    ["US", "mn", "55343-1234"],
    ["CA", "QC", "k1a0b1"],
    ["DE", "Anywhere", "1"],
  ])("is one: %s %s %s", async (country, state, postalCode) => {
    const more = { shipTo: { name: "Ada", address: { ...address, country, state, postalCode } } };
    expect((await checkout("tune", more)).status).toBe(201);
  });
});

describe("the review of an order", () => {
  it("opens, and ends well", async () => {
    const opened = await shop.order({ total: 20, card: suspect("FraudReview") });
    expect(opened).toMatchObject({ state: "in_review", fraudState: "review_opened" });
    expect(opened.payment.session.state).toBe("complete");
    expect(refusal(await shop.fulfil(opened, { quantity: 1 }))[2]).toBe("order_not_submitted");
    const { body } = await client.post(`/_sandbox/orders/${opened.id}/pass-review`);
    expect(body).toMatchObject({ state: "accepted", fraudState: "passed" });
    expect(Object.keys(body.fraudStateTransitions).toSorted()).toEqual(["passed", "review_opened"]);
    const types = (await client.get("/events?type=order.*")).body.data.map(
      ({ type }: Body) => type,
    );
    expect(types).toEqual(
      expect.arrayContaining(["order.review_opened", "order.review_closed", "order.accepted"]),
    );
    expect((await shop.fulfil(body, { quantity: 2 })).status).toBe(201);
  });

  it("opens, and blocks the order and its charges for good", async () => {
    const opened = await shop.order({ total: 20, card: suspect("FraudReview") });
    await client.post(`/_sandbox/orders/${opened.id}/block`);
    const { body } = await client.get(`/orders/${opened.id}`);
    expect(body).toMatchObject({ state: "blocked", fraudState: "blocked", cancelledAmount: 20 });
    expect(body.items[0].state).toBe("blocked");
    expect(body.payment.charges[0].state).toBe("cancelled");
    expect((await shop.fulfil(body, { quantity: 1 })).status).toBe(409);
    expect((await client.post(`/_sandbox/orders/${opened.id}/pass-review`)).status).toBe(409);
  });

  it("ends at once, and badly: there is no order, and the checkout is of no more use", async () => {
    const made = await shop.checkout();
    await shop.attach(made, await shop.primary("creditCard", suspect("FraudFail")));
    const submitted = () => client.post("/orders", { checkoutId: made.id });
    expect(refusal(await submitted())).toEqual([409, "conflict", "order-fraud-failure", undefined]);
    expect((await submitted()).status).toBe(400);
    expect((await client.get(`/orders?checkoutId=${made.id}`)).body.data).toEqual([]);
  });

  it("comes after the payment of an order that waited for it", async () => {
    const made = await shop.checkout();
    await shop.attach(made, await shop.primary("wireTransfer", suspect("FraudReview")));
    const { body } = await client.post("/orders", { checkoutId: made.id });
    expect(body).toMatchObject({ state: "pending_payment" });
    expect(body).not.toHaveProperty("fraudState");
    await client.post(`/_sandbox/sources/${body.payment.sources[0].id}/confirm-funds`);
    expect((await client.get(`/orders/${body.id}`)).body.state).toBe("in_review");
  });
});
