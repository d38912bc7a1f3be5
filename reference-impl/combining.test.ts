import { describe, expect, it } from "vitest";
import type { Body } from "./testing/client.ts";
import { inMemory, refusal } from "./testing/client.ts";
import { openShop } from "./testing/shop.ts";

const client = inMemory();
const shop = openShop(client);

const ways = ["path", "body"] as const;
const late = [409, "conflict", "session_update_not_allowed", undefined];
const spent = [409, "conflict", "source_status_invalid_for_session", undefined];

describe.each(ways)("attaching by %s", (via) => {
  it("takes a single-use primary source after any number of credits", async () => {
    const checkout = await shop.checkout({ total: 20 });
    for (const amount of [5, 2.5])
      expect((await shop.attach(checkout, await shop.credit(checkout, amount), via)).status).toBe(
        200,
      );
    await shop.attach(checkout, await shop.primary(), via);
    expect(amounts(await read(checkout))).toEqual({ creditCard: [12.5], customerCredit: [5, 2.5] });
  });

  it.each(["creditCard", "payPal", "wireTransfer"])(
    "refuses a credit behind a single-use %s and changes nothing",
    async (type) => {
      const checkout = await shop.checkout();
      const primary = await shop.primary(type);
      await shop.attach(checkout, primary, via);
      const before = await read(checkout);
      expect(refusal(await shop.attach(checkout, await shop.credit(checkout, 5), via))).toEqual(
        late,
      );
      expect(await read(checkout)).toEqual(before);
    },
  );

  it("lowers a saved primary source by each credit behind it", async () => {
    const customer = await shop.customer();
    const checkout = await shop.checkout({ total: 20, customerId: customer.id });
    await shop.attach(checkout, await shop.saved(customer), via);
    for (const [credit, left] of [
      [5, 15],
      [2.5, 12.5],
      [12.5, 0],
    ] as const) {
      await shop.attach(checkout, await shop.credit(checkout, credit), via);
      expect(amounts(await read(checkout))["creditCard"]).toEqual([left]);
    }
  });

  it("replaces the primary source, leaving the credits and the replaced source as they were", async () => {
    const checkout = await shop.checkout({ total: 20 });
    await shop.attach(checkout, await shop.credit(checkout, 5), via);
    const first = await shop.primary();
    await shop.attach(checkout, first, via);
    const second = await shop.primary("payPal");
    await shop.attach(checkout, second, via);
    expect(amounts(await read(checkout))).toEqual({ customerCredit: [5], payPal: [15] });
    expect((await client.get(`/sources/${first.id}`)).body.state).toBe("chargeable");
  });

  it("takes credits up to the total amount and not one unit more", async () => {
    const checkout = await shop.checkout({ total: 20 });
    await shop.attach(checkout, await shop.credit(checkout, 12), via);
    expect(refusal(await shop.attach(checkout, await shop.credit(checkout, 8.01), via))).toEqual([
      409,
      "conflict",
      "session_source_amount_too_large",
      undefined,
    ]);
    expect((await shop.attach(checkout, await shop.credit(checkout, 8), via)).status).toBe(200);
    expect((await read(checkout)).payment.session).toMatchObject({
      state: "requires_confirmation",
      amountContributed: 20,
      amountRemainingToBeContributed: 0,
    });
  });

  it("refuses a detached single-use source to every checkout", async () => {
    const checkout = await shop.checkout();
    const other = await shop.checkout();
    for (const source of [
      await shop.credit(checkout, 5),
      await shop.primary(),
      await shop.primary("wireTransfer"),
    ]) {
      await shop.attach(checkout, source, via);
      const detached = await client.delete(`/checkouts/${checkout.id}/sources/${source.id}`);
      expect([detached.status, detached.body]).toEqual([204, undefined]);
      expect((await client.get(`/sources/${source.id}`)).body.state).toBe("cancelled");
      expect(refusal(await shop.attach(checkout, source, via))).toEqual(spent);
      expect(refusal(await shop.attach(other, source, via))).toEqual(spent);
      expect((await read(other)).payment.sources).toEqual([]);
    }
  });

  it("takes a detached saved source again", async () => {
    const customer = await shop.customer();
    const source = await shop.saved(customer);
    const checkout = await shop.checkout({ customerId: customer.id });
    await shop.attach(checkout, source, via);
    await client.delete(`/checkouts/${checkout.id}/sources/${source.id}`);
    expect((await client.get(`/sources/${source.id}`)).body).toMatchObject({
      state: "chargeable",
      reusable: true,
      customerId: customer.id,
    });
    expect((await shop.attach(checkout, source, via)).status).toBe(200);
  });

  it("answers 404 for a source that does not exist", async () => {
    expect(refusal(await shop.attach(await shop.checkout(), { id: "nothing" }, via))).toEqual([
      404,
      "not_found",
      "not_found",
      "sourceId",
    ]);
  });
});

it.each([
  "alipayCn",
  "creditCard",
  "googlePay",
  "applePay",
  "payPal",
  "payPalCredit",
  "payPalBilling",
  "wireTransfer",
  "klarnaCredit",
  "klarnaCreditRecurring",
  "alipay",
  "konbini",
  "directDebit",
  "onlineBanking",
])("%s combines with a credit", async (type) => {
  const checkout = await shop.checkout({ total: 20 });
  await shop.attach(checkout, await shop.credit(checkout, 5));
  expect((await shop.attach(checkout, await shop.primary(type))).status).toBe(200);
  expect(amounts(await read(checkout))[type]).toEqual([15]);
});

describe("a new checkout", () => {
  it("takes the source its body names", async () => {
    const source = await shop.primary();
    const checkout = await shop.checkout({ more: { sourceId: source.id } });
    expect(checkout.payment.sources).toMatchObject([{ id: source.id, amount: 20 }]);
  });

  it("is not made when it cannot take that source", async () => {
    const source = await shop.primary();
    const checkout = await shop.checkout({ more: { sourceId: source.id } });
    await client.delete(`/checkouts/${checkout.id}/sources/${source.id}`);
    const before = (await client.get("/checkouts")).body.data.length;
    const refused = await client.post("/checkouts", {
      currency: "USD",
      items: [{ skuId: "book", price: 10 }],
      sourceId: source.id,
    });
    expect(refusal(refused)).toEqual(spent);
    expect((await client.get("/checkouts")).body.data).toHaveLength(before);
  });

  it("takes an empty sourceId for none", async () => {
    expect((await shop.checkout({ more: { sourceId: "" } })).payment.sources).toEqual([]);
  });
});

it("grows a saved primary source back when a credit leaves", async () => {
  const customer = await shop.customer();
  const checkout = await shop.checkout({ total: 20, customerId: customer.id });
  await shop.attach(checkout, await shop.saved(customer));
  const credit = await shop.credit(checkout, 5);
  await shop.attach(checkout, credit);
  await client.delete(`/checkouts/${checkout.id}/sources/${credit.id}`);
  expect(amounts(await read(checkout))).toEqual({ creditCard: [20] });
});

async function read(checkout: Body): Promise<Body> {
  const { updatedTime: _ignored, ...body } = (await client.get(`/checkouts/${checkout.id}`)).body;
  return body;
}

/** The amounts of the attached sources by type. */
function amounts(checkout: Body): Record<string, readonly number[]> {
  const types = new Set<string>(checkout.payment.sources.map(({ type }: Body) => type));
  return Object.fromEntries(
    [...types].map((type) => [
      type,
      checkout.payment.sources
        .filter((source: Body) => source.type === type)
        .map(({ amount }: Body) => amount),
    ]),
  );
}
