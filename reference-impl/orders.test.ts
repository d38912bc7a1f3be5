import { describe, expect, it } from "vitest";
import type { Body } from "./testing/client.ts";
import { inMemory, refusal } from "./testing/client.ts";
import { billTo, openShop } from "./testing/shop.ts";

const client = inMemory();
const shop = openShop(client);

describe("converting a checkout", () => {
  it("charges each source with its amount and consumes the single-use ones", async () => {
    const order = await shop.order({ total: 20, credits: [5, 2] });
    expect(order).toMatchObject({
      state: "accepted",
      totalAmount: 20,
      capturedAmount: 0,
      cancelledAmount: 0,
      payment: { session: { state: "complete" } },
    });
    expect(order.payment.charges.map(({ amount, state }: Body) => [amount, state])).toEqual([
      [5, "capturable"],
      [2, "capturable"],
      [13, "capturable"],
    ]);
    for (const { sourceId } of order.payment.charges)
      expect((await client.get(`/sources/${sourceId}`)).body.state).toBe("consumed");
    for (const charge of order.payment.charges)
      expect((await client.get(`/charges/${charge.id}`)).body).toMatchObject({
        ...charge,
        orderId: order.id,
      });
  });

  it("leaves a saved source chargeable for the next one", async () => {
    const customer = await shop.customer();
    const source = await shop.saved(customer);
    for (const total of [20, 30]) {
      const checkout = await shop.checkout({
        total,
        customerId: customer.id,
        more: { sourceId: source.id },
      });
      expect((await client.post("/orders", { checkoutId: checkout.id })).body.state).toBe(
        "accepted",
      );
      expect((await client.get(`/sources/${source.id}`)).body.state).toBe("chargeable");
    }
  });

  it("takes credits that cover the total without a primary source", async () => {
    expect(await shop.order({ total: 20, credits: [12, 8], card: null })).toMatchObject({
      state: "accepted",
    });
  });

  it.each([
    { name: "no source", attach: [], want: [400, "bad_request", "order_submit_failed", undefined] },
    {
      name: "credits that fall short",
      attach: [19.99],
      want: [400, "bad_request", "order_submit_failed", undefined],
    },
    {
      name: "no email",
      more: { email: "" },
      attach: [20],
      want: [400, "bad_request", "order_create_failed", "email"],
    },
    {
      name: "an email that is none",
      more: { email: "ada" },
      attach: [20],
      want: [400, "bad_request", "order_create_failed", "email"],
    },
    {
      name: "no country to bill",
      more: { billTo: { ...billTo, address: { ...billTo.address, country: undefined } } },
      attach: [20],
      want: [400, "bad_request", "missing_parameter", "billTo.address.country"],
    },
  ])("refuses a checkout with $name, which can then be mended", async ({ more, attach, want }) => {
    const checkout = await shop.checkout({ total: 20, ...(more && { more }) });
    for (const amount of attach) await shop.attach(checkout, await shop.credit(checkout, amount));
    expect(refusal(await client.post("/orders", { checkoutId: checkout.id }))).toEqual(want);
    await client.post(`/checkouts/${checkout.id}`, { email: "ada@example.com", billTo });
    await shop.attach(checkout, await shop.primary());
    expect((await client.post("/orders", { checkoutId: checkout.id })).status).toBe(201);
  });

  it("can be asked for without a checkout, by describing it", async () => {
    const { status, body } = await client.post("/orders", {
      currency: "USD",
      taxInclusive: true,
      email: "ada@example.com",
      billTo,
      items: [{ skuId: "book", price: 20 }],
      sourceId: (await shop.primary()).id,
    });
    expect([status, body.state, body.totalAmount]).toEqual([201, "accepted", 20]);
  });

  it("happens once per checkout", async () => {
    const order = await shop.order({ total: 20 });
    expect(refusal(await client.post("/orders", { checkoutId: order.checkoutId }))).toEqual([
      404,
      "not_found",
      "not_found",
      "orderId",
    ]);
  });

  it("takes the owner of the primary source to bill, when nobody else is named", async () => {
    const { body: checkout } = await client.post("/checkouts", {
      currency: "USD",
      email: "a@example.com",
      items: [{ skuId: "book", price: 10 }],
    });
    await shop.attach(
      checkout,
      await shop.primary("creditCard", {
        owner: { firstName: "Grace", lastName: "Hopper", address: billTo.address },
      }),
    );
    expect((await client.post("/orders", { checkoutId: checkout.id })).body.billTo).toMatchObject({
      name: "Grace Hopper",
      address: billTo.address,
    });
  });

  it.each([
    {
      name: "the card",
      make: () => shop.primary("creditCard", { creditCard: { number: "4000 0000 0000 3600" } }),
    },
    {
      name: "the name of its owner",
      make: () => shop.primary("googlePay", { owner: { lastName: "ChargeFail" } }),
    },
  ])("is refused when $name says so, and the checkout is spent", async ({ make }) => {
    const source = await make();
    const checkout = await shop.checkout({ more: { sourceId: source.id } });
    expect(refusal(await client.post("/orders", { checkoutId: checkout.id }))).toEqual([
      409,
      "conflict",
      "failed-request",
      undefined,
    ]);
    expect((await client.get(`/sources/${source.id}`)).body.state).toBe("chargeable");
    expect((await client.post("/orders", { checkoutId: checkout.id })).status).toBe(400);
  });
});

describe("a saved source", () => {
  it.each([
    { name: "no customer", customer: async () => undefined },
    { name: "another customer", customer: async () => (await shop.customer()).id },
  ])("pays for no checkout with $name, and for the next one with its own", async ({ customer }) => {
    const owner = await shop.customer();
    const source = await shop.saved(owner);
    const customerId = await customer();
    const checkout = await shop.checkout(customerId === undefined ? {} : { customerId });
    expect((await shop.attach(checkout, source)).status).toBe(200);
    const refused = await client.post("/orders", { checkoutId: checkout.id });
    expect(refusal(refused)).toEqual([409, "conflict", "source_in_use", "sourceId"]);
    expect(refused.body.errors[0].message).toBe(
      `Source '${source.id}' is attached to a different customer.`,
    );
    expect((await client.get(`/sources/${source.id}`)).body.state).toBe("chargeable");
    const again = await shop.checkout({ customerId: owner.id, more: { sourceId: source.id } });
    expect((await client.post("/orders", { checkoutId: again.id })).status).toBe(201);
  });
});

describe("an order that waits", () => {
  it("for a redirect says where to, and moves on when the customer approves", async () => {
    const { order, source } = await waiting("payPal", 5);
    expect(order).toMatchObject({
      state: "pending_payment",
      payment: {
        session: {
          state: "pending_redirect",
          nextAction: {
            action: "redirect",
            data: { redirectUrl: source.payPal.redirect.redirectUrl },
          },
        },
      },
    });
    await client.post(`/_sandbox/sources/${source.id}/decline`);
    expect((await client.post(`/orders/${order.id}/refresh`)).body).toMatchObject({
      state: "pending_payment",
      payment: { session: { state: "pending_redirect" } },
    });
    await client.post(`/_sandbox/sources/${source.id}/approve`);
    expect((await client.post(`/orders/${order.id}/refresh`)).body).toMatchObject({
      state: "accepted",
      payment: { session: { state: "complete" } },
    });
    expect((await client.get(`/sources/${source.id}`)).body.state).toBe("consumed");
  });

  it("for funds shows how to pay, and is accepted when they arrive", async () => {
    const { order, source } = await waiting("wireTransfer");
    expect(order).toMatchObject({
      state: "pending_payment",
      payment: {
        session: {
          state: "pending_funds",
          nextAction: {
            action: "show_payment_instructions",
            data: { sourceId: source.id, sourceClientSecret: source.clientSecret },
          },
        },
      },
    });
    await client.post(`/_sandbox/sources/${source.id}/confirm-funds`);
    expect((await client.get(`/orders/${order.id}`)).body).toMatchObject({
      state: "accepted",
      payment: { session: { state: "complete" } },
    });
  });

  it.each([
    { type: "wireTransfer", event: "expire" },
    { type: "payPal", event: "fail" },
  ])(
    "is cancelled with all its charges when its $type does not come ($event)",
    async ({ type, event }) => {
      const { order, source } = await waiting(type, 5);
      await client.post(`/_sandbox/sources/${source.id}/${event}`);
      const { body } = await client.get(`/orders/${order.id}`);
      expect(body).toMatchObject({ state: "cancelled", payment: { session: { state: "failed" } } });
      expect(body.payment.charges.map(({ state }: Body) => state)).toEqual(["cancelled", "failed"]);
    },
  );

  it.each([
    { lastName: "ChargeFailedAfterPending", want: "cancelled" },
    { lastName: "ChargeRemainPending", want: "pending_payment" },
  ])("ends as $want for an owner named $lastName", async ({ lastName, want }) => {
    const source = await shop.primary("directDebit", {
      outcome: "chargeable",
      owner: { lastName },
    });
    const checkout = await shop.checkout({ more: { sourceId: source.id } });
    const { body: order } = await client.post("/orders", { checkoutId: checkout.id });
    expect((await client.get(`/orders/${order.id}`)).body.state).toBe(want);
  });
});

describe("fulfilling", () => {
  it("takes numeric strings, and both quantities in one item", async () => {
    const order = await shop.order({ total: 30, quantity: 3, credits: [10] });
    const { body } = await client.post("/fulfillments", {
      orderId: order.id,
      items: [{ itemId: order.items[0].id, quantity: "2", cancelQuantity: "1" }],
    });
    expect(body.items).toEqual([
      { itemId: order.items[0].id, skuId: "book", quantity: 2, cancelQuantity: 1 },
    ]);
    expect(await shop.moved(order, "captures")).toEqual({ card: 10, credits: [10] });
    expect(await shop.moved(order, "cancels")).toEqual({ card: 10, credits: [0] });
    const { body: read } = await client.get(`/fulfillments/${body.id}`);
    expect(read.orderDetails).toMatchObject({ id: order.id, state: "complete" });
    expect(read.orderDetails).not.toHaveProperty("payment");
  });

  it.each([
    {
      name: "more units than are open",
      units: { quantity: 3 },
      want: [400, "bad_request", "invalid_parameter", "items.quantity"],
    },
    {
      name: "no units at all",
      units: {},
      want: [400, "bad_request", "missing_parameter", "items.quantity"],
    },
    {
      name: "an item of another order",
      units: { itemId: "1", quantity: 1 },
      want: [400, "bad_request", "invalid_parameter", "items.itemId"],
    },
  ])("refuses $name", async ({ units, want }) => {
    const order = await shop.order({ total: 20 });
    expect(refusal(await shop.fulfil(order, units))).toEqual(want);
    expect((await client.get(`/orders/${order.id}`)).body.capturedAmount).toBe(0);
  });

  it("ends with the order", async () => {
    const order = await shop.order({ total: 20 });
    await shop.fulfil(order, { quantity: 2 });
    expect(refusal(await shop.fulfil(order, { quantity: 1 }))).toEqual([
      409,
      "conflict",
      "order_fulfilled",
      "orderId",
    ]);
  });

  it("waits for the end of a dispute", async () => {
    const order = await shop.order({ total: 20 });
    await client.post(`/_sandbox/orders/${order.id}/dispute`);
    expect(refusal(await shop.fulfil(order, { quantity: 1 }))).toEqual([
      409,
      "conflict",
      "order_not_submitted",
      "orderId",
    ]);
    await client.post(`/_sandbox/orders/${order.id}/resolve-dispute`);
    expect((await shop.fulfil(order, { quantity: 1 })).status).toBe(201);
  });

  it.each([
    { number: "4000 0000 0000 4103", captured: 0, capture: "failed" },
    { number: "4485 9517 8852 1565", captured: 0, capture: "failed" },
    { number: "4024 0071 2057 9635", captured: 0, capture: "pending" },
  ])("with the card $number leaves its capture $capture", async ({ number, captured, capture }) => {
    const order = await shop.order({ total: 20, card: { creditCard: { number } } });
    await shop.fulfil(order, { quantity: 2 });
    const { body } = await client.get(`/orders/${order.id}`);
    expect(body).toMatchObject({ capturedAmount: captured, state: "fulfilled" });
    expect(body.payment.charges[0].captures.map(({ state }: Body) => state)).toEqual([capture]);
    expect(body.payment.charges[0].state).toBe(capture === "failed" ? "capturable" : "processing");
  });
});

describe("refunding", () => {
  it("starts pending and then succeeds", async () => {
    const order = await fulfilled(27.01);
    const { status, body } = await client.post("/refunds", {
      orderId: order.id,
      currency: "USD",
      percent: 50,
      reason: "VENDOR_APPROVED_REFUND",
    });
    expect([status, body.state, body.amount, body.refundedAmount]).toEqual([
      201,
      "pending",
      13.51,
      0,
    ]);
    expect((await client.get(`/refunds/${body.id}`)).body).toMatchObject({
      state: "succeeded",
      refundedAmount: 13.51,
      charges: [
        {
          sourceId: order.payment.charges[0].sourceId,
          refunds: [{ amount: 13.51, state: "complete" }],
        },
      ],
    });
    expect((await client.get(`/orders/${order.id}`)).body).toMatchObject({
      refundedAmount: 13.51,
      availableToRefundAmount: 13.5,
    });
  });

  it.each([
    {
      name: "more than is left",
      request: { amount: 20.01 },
      want: [400, "bad_request", "invalid_parameter", "amountRequested"],
    },
    {
      name: "another currency",
      request: { amount: 1, currency: "EUR" },
      want: [400, "bad_request", "invalid_parameter", "currency"],
    },
    {
      name: "a part of the tax",
      request: { type: "tax", percent: 50 },
      want: [400, "bad_request", "invalid_parameter", "percentRequested"],
    },
    {
      name: "two ways at once",
      request: { amount: 1, percent: 10 },
      want: [400, "bad_request", "unknown_parameter", "percent"],
    },
    {
      name: "nothing in particular",
      request: {},
      want: [400, "bad_request", "missing_parameter", "amount"],
    },
    {
      name: "more than all of it",
      request: { percent: 101 },
      want: [400, "bad_request", "invalid_parameter", "percent"],
    },
  ])("refuses $name", async ({ request, want }) => {
    const order = await fulfilled(20);
    expect(
      refusal(await client.post("/refunds", { orderId: order.id, currency: "USD", ...request })),
    ).toEqual(want);
    expect((await client.get(`/orders/${order.id}`)).body.availableToRefundAmount).toBe(20);
  });

  it("gives nothing back of what was never captured, or is disputed", async () => {
    const fresh = await shop.order({ total: 20 });
    expect(
      refusal(await client.post("/refunds", { orderId: fresh.id, currency: "USD", amount: 1 })),
    ).toEqual([400, "bad_request", "invalid_parameter", "amountRequested"]);
    const order = await fulfilled(20);
    await client.post(`/_sandbox/orders/${order.id}/dispute`);
    expect(
      refusal(await client.post("/refunds", { orderId: order.id, currency: "USD", amount: 1 })),
    ).toEqual([400, "bad_request", "invalid_parameter", "order"]);
  });

  it.each([
    {
      name: "by items",
      request: (item: string) => ({ items: [{ itemId: item, quantity: 1, percent: 100 }] }),
      want: 10.81,
    },
    {
      name: "of shipping with its tax",
      request: () => ({ type: "shipping", percent: 100 }),
      want: 5.4,
    },
    { name: "of the whole tax", request: () => ({ type: "tax", percent: 100 }), want: 2.01 },
    { name: "of everything", request: () => ({ percent: 100 }), want: 27.01 },
  ])("$name gives back $want", async ({ request, want }) => {
    const { body: checkout } = await client.post("/checkouts", {
      currency: "USD",
      email: "ada@example.com",
      billTo,
      shippingChoice: { amount: 5, description: "Standard", serviceLevel: "SG" },
      items: [{ skuId: "book", quantity: 2, price: 10 }],
    });
    expect(checkout).toMatchObject({
      totalAmount: 27.01,
      subtotal: 25,
      totalTax: 2.01,
      totalShipping: 5,
    });
    await shop.attach(checkout, await shop.primary());
    const { body: order } = await client.post("/orders", { checkoutId: checkout.id });
    await shop.fulfil(order, { quantity: 2 });
    const { body: refund } = await client.post("/refunds", {
      orderId: order.id,
      currency: "USD",
      ...request(order.items[0].id),
    });
    expect((await client.get(`/refunds/${refund.id}`)).body.refundedAmount).toBe(want);
  });

  it("fails when the card says so, and can be tried again", async () => {
    const order = await fulfilled(20, { creditCard: { number: "4000 0000 0000 4111" } });
    const { body } = await client.post("/refunds", {
      orderId: order.id,
      currency: "USD",
      amount: 5,
    });
    expect((await client.get(`/refunds/${body.id}`)).body).toMatchObject({
      state: "failed",
      refundedAmount: 0,
    });
    expect((await client.get(`/orders/${order.id}`)).body).toMatchObject({
      availableToRefundAmount: 20,
    });
  });
});

async function waiting(type: string, credit?: number): Promise<{ order: Body; source: Body }> {
  const checkout = await shop.checkout({ total: 20 });
  if (credit !== undefined) await shop.attach(checkout, await shop.credit(checkout, credit));
  const source = await shop.primary(type, {
    sessionId: checkout.payment.session.id,
    returnUrl: "https://shop.example/back",
  });
  await shop.attach(checkout, source);
  const { status, body: order } = await client.post("/orders", { checkoutId: checkout.id });
  expect(status).toBe(201);
  return { order, source };
}

async function fulfilled(total: number, card: object = {}): Promise<Body> {
  const order = await shop.order({ total, card });
  await shop.fulfil(order, { quantity: 2 });
  return order;
}

it("a refund of a bank transfer waits for the customer's bank details", async () => {
  const source = await shop.primary("wireTransfer", { outcome: "chargeable" });
  const checkout = await shop.checkout({ total: 20, more: { sourceId: source.id } });
  const { body: order } = await client.post("/orders", { checkoutId: checkout.id });
  await shop.fulfil(order, { quantity: 2 });
  const asked = { orderId: order.id, currency: "USD", amount: 5 };
  const { body: refund } = await client.post("/refunds", asked);
  const asking = (await client.get(`/refunds/${refund.id}`)).body;
  expect(asking).toMatchObject({
    state: "pending_information",
    refundedAmount: 0,
    tokenInformation: { token: expect.any(String) },
  });
  expect((await client.post(`/_sandbox/refunds/${refund.id}/bank-details`)).status).toBe(200);
  expect((await client.get(`/refunds/${refund.id}`)).body).toMatchObject({
    state: "succeeded",
    refundedAmount: 5,
  });
  expect((await client.post(`/_sandbox/refunds/${refund.id}/bank-details`)).status).toBe(409);
});
