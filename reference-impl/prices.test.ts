import { describe, expect, it } from "vitest";
import { inMemory, refusal } from "./testing/client.ts";
import { billTo, openShop } from "./testing/shop.ts";

const client = inMemory();
const shop = openShop(client);
const basics = { currency: "USD", email: "ada@example.com", billTo };

const checkout = (more: object) => client.post("/checkouts", { ...basics, ...more });
const three = (discount: object) => [{ skuId: "sku_dig", price: 10, quantity: 3, discount }];

describe("a discount", () => {
  it.each([
    {
      name: "a percentage of one unit",
      discount: { percentOff: 10, quantity: 1 },
      left: 29,
      off: 1,
      units: 1,
    },
    { name: "a percentage of all units", discount: { percentOff: 10 }, left: 27, off: 3, units: 3 },
    { name: "an amount of all units", discount: { amountOff: 2 }, left: 24, off: 6, units: 3 },
    {
      name: "an amount of two units",
      discount: { amountOff: 2, quantity: 2 },
      left: 26,
      off: 4,
      units: 2,
    },
    {
      name: "units that are not there",
      discount: { amountOff: 2, quantity: 9 },
      left: 24,
      off: 6,
      units: 9,
    },
    { name: "more than the price", discount: { amountOff: 20 }, left: 0, off: 30, units: 3 },
  ])("of an item takes off $name", async ({ discount, left, off, units }) => {
    const { body } = await checkout({ items: three(discount) });
    expect(body).toMatchObject({ subtotal: left, totalDiscount: off });
    expect(body.items[0]).toMatchObject({
      amount: left,
      discount: { ...discount, quantity: units },
    });
  });

  it("of an item with one price for all units is shared out", async () => {
    const items = [
      { skuId: "a", aggregatePrice: 10, quantity: 3, discount: { percentOff: 50, quantity: 1 } },
    ];
    expect((await checkout({ items })).body).toMatchObject({ subtotal: 8.33, totalDiscount: 1.67 });
  });

  it.each([
    { name: "an amount", discount: { amountOff: 5 }, left: 25, off: 5 },
    { name: "a percentage", discount: { percentOff: 12.5 }, left: 26.25, off: 3.75 },
  ])("of the purchase takes off $name once", async ({ discount, left, off }) => {
    const items = [{ skuId: "a", price: 10, quantity: 3 }];
    const { body } = await checkout({ items, discount });
    expect(body).toMatchObject({ subtotal: left, totalDiscount: off, discount });
  });

  it.each([
    { name: "an amount", discount: { amountOff: 2 }, shipping: 3, tax: 0.24, off: 2 },
    { name: "a percentage", discount: { percentOff: 50 }, shipping: 2.5, tax: 0.2, off: 2.5 },
    { name: "all of it", discount: { percentOff: 100 }, shipping: 0, tax: 0, off: 5 },
  ])(
    "of shipping takes off $name, at creation and later",
    async ({ discount, shipping, tax, off }) => {
      const items = [{ skuId: "a", price: 10, quantity: 1 }];
      const shippingChoice = { amount: 5, description: "Ground", serviceLevel: "SG" };
      const want = {
        totalShipping: shipping,
        totalDiscount: off,
        shippingChoice: { amount: shipping, taxAmount: tax },
      };
      const made = (await checkout({ items, shippingChoice, shippingDiscount: discount })).body;
      expect(made).toMatchObject(want);
      const later = (await checkout({ items, shippingChoice })).body;
      const { body } = await client.post(`/checkouts/${later.id}`, { shippingDiscount: discount });
      expect(body).toMatchObject(want);
      expect(
        (await client.post(`/checkouts/${made.id}`, { shippingChoice: { amount: 5 } })).body,
      ).toMatchObject(want);
    },
  );

  it.each([
    { discount: { percentOff: 0 }, code: "invalid_discount_percent" },
    { discount: { percentOff: -1 }, code: "invalid_discount_percent" },
    { discount: { percentOff: 100.01 }, code: "invalid_discount_percent" },
    { discount: { percentOff: "much" }, code: "invalid_discount_percent" },
    { discount: { amountOff: 0 }, code: "invalid_discount_amount" },
    { discount: { amountOff: -3 }, code: "invalid_discount_amount" },
    { discount: { amountOff: true }, code: "invalid_discount_amount" },
  ])("is none: $discount", async ({ discount, code }) => {
    const items = [{ skuId: "a", price: 10, quantity: 3 }];
    const want = [400, "bad_request", code, "discount"];
    expect(refusal(await checkout({ items, discount }))).toEqual(want);
    expect(refusal(await checkout({ items: three(discount) }))).toEqual(want);
    const ofShipping = await checkout({ items, shippingDiscount: discount });
    expect(refusal(ofShipping)).toEqual([400, "bad_request", code, "shippingDiscount"]);
    const customerId = (await shop.customer()).id;
    const invoice = { customerId, currency: "USD", items, discount };
    expect(refusal(await client.post("/invoices", invoice))).toEqual(want);
  });

  it.each([0, -1, 1.5, "many"])("is of units, not of %s", async (quantity) => {
    const answer = await checkout({ items: three({ amountOff: 1, quantity }) });
    expect(refusal(answer)).toEqual([
      400,
      "bad_request",
      "invalid_parameter",
      "items.discount.quantity",
    ]);
  });
});

describe("shipping", () => {
  it("is chosen with its tax, in a checkout and in its order", async () => {
    const shippingChoice = { amount: 5, description: "Ground", serviceLevel: "SG" };
    const items = [{ skuId: "sku_dig", quantity: 1, price: 10 }];
    const made = (await checkout({ items, shippingChoice })).body;
    expect(made.shippingChoice).toEqual({ ...shippingChoice, taxAmount: 0.4 });
    expect(made.items[0].shipping.taxAmount).toBe(0.4);
    await shop.attach(made, await shop.primary());
    const order = (await client.post("/orders", { checkoutId: made.id })).body;
    expect(order.shippingChoice).toEqual({ ...shippingChoice, taxAmount: 0.4 });
  });

  it("is not chosen where nothing is said", async () => {
    const { body } = await checkout({ items: [{ skuId: "a", price: 1 }] });
    expect(body).not.toHaveProperty("shippingChoice");
  });
});

describe("a member of another type", () => {
  const items = [{ skuId: "a", price: 10 }];
  it.each([
    [{ email: 7 }, "email"],
    [{ shipTo: "home" }, "shipTo"],
    [{ shipTo: { name: 7 } }, "shipTo.name"],
    [{ shipTo: { address: { city: ["Cork"] } } }, "shipTo.address.city"],
    [{ billTo: { address: { country: 1 } } }, "billTo.address.country"],
    [{ shipFrom: { address: [] } }, "shipFrom.address"],
    [{ organization: { id: {} } }, "organization.id"],
    [{ purchaseLocation: { country: false } }, "purchaseLocation.country"],
    [{ shippingChoice: { amount: "much" } }, "shippingChoice.amount"],
    [{ shippingChoice: { shippingTerms: "FOB" } }, "shippingChoice.shippingTerms"],
    [{ customerType: "robot" }, "customerType"],
    [{ disclosures: { disclosures: [7] } }, "disclosures.disclosures"],
    [
      { items: [{ ...items[0], productDetails: { weight: "heavy" } }] },
      "items.productDetails.weight",
    ],
    [
      { items: [{ ...items[0], shipFrom: { address: { city: 7 } } }] },
      "items.shipFrom.address.city",
    ],
    [{ items: [{ ...items[0], subscriptionInfo: "monthly" }] }, "items.subscriptionInfo"],
  ])("is refused by its path: %j", async (more, parameter) => {
    const answer = await checkout({ items, ...more });
    expect(refusal(answer)).toEqual([400, "bad_request", "invalid_parameter", parameter]);
  });

  it.each([
    ["/customers", { shipping: { address: { line1: 7 } } }, "shipping.address.line1"],
    ["/customers", { type: "robot" }, "type"],
    ["/skus", { name: "a", eccn: "b", taxCode: "c", countryOfOrigin: "US", weight: "x" }, "weight"],
    ["/sources", { type: "customerCredit", owner: { address: { city: 7 } } }, "owner.address.city"],
    ["/_sandbox/sources", { type: "creditCard", owner: { firstName: 7 } }, "owner.firstName"],
  ])("is refused by %s", async (path, body, parameter) => {
    const answer = await client.post(path, body);
    expect(refusal(answer)).toEqual([400, "bad_request", "invalid_parameter", parameter]);
  });

  it("is none where an identifier is a number, or nothing is said with null", async () => {
    const { status, body } = await checkout({
      items,
      upstreamId: 77,
      locale: null,
      shipTo: { name: null },
    });
    expect([status, body.upstreamId]).toEqual([201, "77"]);
    expect(body).not.toHaveProperty("locale");
  });
});
