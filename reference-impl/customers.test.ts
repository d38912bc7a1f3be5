import { describe, expect, it } from "vitest";
import type { Body } from "./testing/client.ts";
import { inMemory, refusal } from "./testing/client.ts";
import { openShop } from "./testing/shop.ts";

const client = inMemory();
const shop = openShop(client);

const nonreusable = [409, "conflict", "nonreusable_source", undefined];
const notChargeable = [409, "conflict", "source_not_chargeable", "sourceId"];

describe("saving a source", () => {
  it.each([
    "creditCard",
    "googlePay",
    "applePay",
    "payPalBilling",
    "klarnaCreditRecurring",
    "directDebit",
    "alipayCn",
  ])("makes a chargeable %s reusable", async (type) => {
    const customer = await shop.customer();
    const source = await shop.primary(type, { outcome: "chargeable" });
    const { status, body } = await client.call(
      "POST",
      `/customers/${customer.id}/sources/${source.id}`,
      undefined,
      { raw: "" },
    );
    expect(status).toBe(200);
    expect(body).toEqual({ ...source, reusable: true, customerId: customer.id });
    expect((await read(customer)).sources).toEqual([body]);
  });

  it.each([
    {
      name: "store credit",
      make: async () => shop.credit(await shop.checkout(), 5),
      want: nonreusable,
    },
    {
      name: "a chargeable source of a single-use type",
      make: () => shop.primary("payPal", { outcome: "chargeable" }),
      want: nonreusable,
    },
    {
      name: "a source that waits for its redirect",
      make: () => shop.primary("payPalBilling"),
      want: notChargeable,
    },
    {
      name: "a source that failed",
      make: () => shop.primary("creditCard", { creditCard: { number: "4000 0000 0000 3295" } }),
      want: notChargeable,
    },
    { name: "a consumed source", make: consumed, want: notChargeable },
    { name: "a source that a detach cancelled", make: detached, want: notChargeable },
    {
      name: "a source that does not exist",
      make: async () => ({ id: "nothing" }),
      want: [404, "not_found", "not_found", "sourceId"],
    },
  ])("refuses $name and changes nothing", async ({ make, want }) => {
    const customer = await shop.customer();
    const source = await make();
    const before = await client.get(`/sources/${source.id}`);
    const answer = await client.post(`/customers/${customer.id}/sources/${source.id}`);
    expect(refusal(answer)).toEqual(want);
    expect((await client.get(`/sources/${source.id}`)).body).toEqual(before.body);
    expect((await read(customer)).sources).toBeUndefined();
  });

  it("names the source in the refusal", async () => {
    const customer = await shop.customer();
    const source = await shop.primary("payPalBilling");
    const { body } = await client.post(`/customers/${customer.id}/sources/${source.id}`);
    expect(body.errors[0].message).toBe(`Source '${source.id}' is not chargeable.`);
  });

  it("is done once: saving again changes nothing, and another customer is refused", async () => {
    const customer = await shop.customer();
    const source = await shop.saved(customer);
    expect((await client.post(`/customers/${customer.id}/sources/${source.id}`)).body).toEqual(
      source,
    );
    expect((await read(customer)).sources).toHaveLength(1);
    const other = await shop.customer();
    expect(refusal(await client.post(`/customers/${other.id}/sources/${source.id}`))).toEqual([
      409,
      "conflict",
      "source_in_use",
      "sourceId",
    ]);
  });
});

describe("removing a source", () => {
  it("cancels it for good, for every customer", async () => {
    const customer = await shop.customer();
    const source = await shop.saved(customer);
    expect((await client.delete(`/customers/${customer.id}/sources/${source.id}`)).status).toBe(
      204,
    );
    expect((await client.get(`/sources/${source.id}`)).body.state).toBe("cancelled");
    expect((await read(customer)).sources).toBeUndefined();
    for (const { id } of [customer, await shop.customer()]) {
      expect(refusal(await client.post(`/customers/${id}/sources/${source.id}`))).toEqual(
        notChargeable,
      );
    }
    expect((await client.get(`/sources/${source.id}`)).body.state).toBe("cancelled");
  });

  it("keeps it from paying for a checkout that already holds it", async () => {
    const customer = await shop.customer();
    const source = await shop.saved(customer);
    const checkout = await shop.checkout({ customerId: customer.id });
    await shop.attach(checkout, source);
    await client.delete(`/customers/${customer.id}/sources/${source.id}`);
    expect(refusal(await client.post("/orders", { checkoutId: checkout.id }))).toEqual(
      notChargeable,
    );
  });
});

describe("the default source", () => {
  it("is the first one saved, until an update names another", async () => {
    const customer = await shop.customer();
    const [first, second] = [await shop.saved(customer), await shop.saved(customer)];
    expect((await read(customer)).defaultSourceId).toBe(first.id);
    expect(
      (await client.post(`/customers/${customer.id}`, { defaultSourceId: second.id })).body
        .defaultSourceId,
    ).toBe(second.id);
    expect((await read(customer)).defaultSourceId).toBe(second.id);
  });

  it("is never a source that is not the customer's", async () => {
    const customer = await shop.customer();
    const first = await shop.saved(customer);
    const foreign = await shop.saved(await shop.customer());
    expect(
      refusal(await client.post(`/customers/${customer.id}`, { defaultSourceId: foreign.id })),
    ).toEqual([400, "bad_request", "invalid_parameter", "defaultSourceId"]);
    expect((await read(customer)).defaultSourceId).toBe(first.id);
  });
});

describe("a customer", () => {
  it("keeps the identifier that was sent, up to 40 characters, once", async () => {
    const id = "c".repeat(40);
    expect((await client.post("/customers", { id })).body.id).toBe(id);
    expect(refusal(await client.post("/customers", { id }))).toEqual([
      409,
      "conflict",
      "already_exists",
      "id",
    ]);
    expect(refusal(await client.post("/customers", { id: `${id}x` }))).toEqual([
      400,
      "bad_request",
      "invalid_parameter",
      "id",
    ]);
  });

  it("keeps what an update leaves out", async () => {
    const { body } = await client.post("/customers", {
      email: "ada@example.com",
      metadata: { tier: 1 },
    });
    expect((await client.post(`/customers/${body.id}`, { locale: "en_US" })).body).toMatchObject({
      email: "ada@example.com",
      metadata: { tier: 1 },
      locale: "en_US",
    });
  });

  it("that is switched off places no order", async () => {
    const { body: customer } = await client.post("/customers", { enabled: false });
    const checkout = await shop.checkout({ customerId: customer.id });
    await shop.attach(checkout, await shop.primary());
    expect((await client.post("/orders", { checkoutId: checkout.id })).status).toBe(409);
  });

  it("that was deleted is gone", async () => {
    const customer = await shop.customer();
    expect((await client.delete(`/customers/${customer.id}`)).status).toBe(204);
    expect((await client.get(`/customers/${customer.id}`)).status).toBe(404);
  });
});

async function read(customer: Body): Promise<Body> {
  return (await client.get(`/customers/${customer.id}`)).body;
}

async function consumed(): Promise<Body> {
  const source = await shop.primary();
  const checkout = await shop.checkout({ more: { sourceId: source.id } });
  await client.post("/orders", { checkoutId: checkout.id });
  return source;
}

async function detached(): Promise<Body> {
  const source = await shop.primary();
  const checkout = await shop.checkout({ more: { sourceId: source.id } });
  await client.delete(`/checkouts/${checkout.id}/sources/${source.id}`);
  return source;
}
