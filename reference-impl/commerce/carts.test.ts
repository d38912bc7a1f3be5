import { describe, expect, it } from "vitest";
import { billingAddress, made, openStorefront, owner, refused } from "../testing/shopper.ts";

const front = openStorefront();

describe("a cart", () => {
  it.each([
    { name: "the query", path: "/carts/active?productId=900100&quantity=2", body: undefined },
    {
      name: "an array of items",
      path: "/carts/active",
      body: { cart: { lineItems: { lineItem: [{ quantity: 2, product: { id: "900100" } }] } } },
    },
    {
      name: "a single item",
      path: "/carts/active",
      body: { cart: { lineItems: { lineItem: { quantity: "2", product: { id: 900100 } } } } },
    },
  ])("takes products from $name", async ({ path, body }) => {
    const guest = await front.guest();
    const { cart } = made(await guest.call("POST", path, body));
    expect(cart).toMatchObject({
      totalItemsInCart: 2,
      lineItems: { lineItem: [{ quantity: 2, product: { id: "900100" } }] },
      pricing: {
        subtotal: { value: 85 },
        orderTotal: { currency: "USD", value: 91.82 },
        formattedOrderTotal: "91.82USD",
      },
    });
    expect((await guest.cart()).id).toBe(cart.id);
  });

  it("adds to a product that it has, and lets go of it", async () => {
    const guest = await front.guest();
    await guest.fill();
    const { lineItems } = await guest.fill();
    expect(lineItems.lineItem).toMatchObject([{ quantity: 2 }]);
    const [{ id }] = lineItems.lineItem;
    expect((await guest.call("DELETE", `/carts/active/line-items/${id}`)).status).toBe(204);
    expect(refused(await guest.call("DELETE", `/carts/active/line-items/${id}`))).toEqual([
      404,
      "resource-not-found",
    ]);
    expect((await guest.call("GET", "/carts/active/line-items")).body.lineItems.lineItem).toEqual(
      [],
    );
  });

  it.each([
    { path: "/carts/active?productId=1", want: [404, "resource-not-found"] },
    { path: "/carts/active?productId=900100&quantity=0", want: [400, "invalid-request"] },
    { path: "/carts/active?productId=900100&quantity=some", want: [400, "invalid-request"] },
  ])("refuses $path", async ({ path, want }) => {
    expect(refused(await (await front.guest()).call("POST", path))).toEqual(want);
  });

  it.each(["billing", "shipping"])("keeps its %s address", async (kind) => {
    const guest = await front.guest();
    const path = `/carts/active/${kind}-address`;
    const address = { ...billingAddress, id: `${kind}Address` };
    expect((await guest.call("PUT", path, { [`${kind}Address`]: address })).status).toBe(204);
    expect((await guest.call("GET", path)).body.address).toEqual(address);
    expect((await guest.cart())[`${kind}Address`]).toEqual(address);
    expect(refused(await guest.call("PUT", path, {}))).toEqual([400, "invalid-request"]);
  });
});

describe("attaching", () => {
  it("shows the source in text and what it pays", async () => {
    const guest = await front.guest();
    const { pricing } = await guest.fill();
    const source = await front.source();
    made(await guest.apply(source));
    expect(await guest.cart()).toMatchObject({
      paymentMethod: {
        type: "creditCard",
        sourceId: source.id,
        sourceClientSecret: source.clientSecret,
        creditCard: {
          brand: "Visa",
          expirationMonth: "11",
          expirationYear: "2031",
          lastFourDigits: "1111",
          flow: "standard",
          reusable: "false",
        },
        amountContributed: pricing.orderTotal,
      },
      paymentSession: {
        status: "requires_confirmation",
        amountRemainingToBeContributed: { value: 0 },
      },
    });
    expect(await front.again(source)).toMatchObject({
      reusable: false,
      state: "chargeable",
      amount: pricing.orderTotal.value,
    });
  });

  it("gives an address to a cart that has none, and leaves one that is there", async () => {
    const [without, given] = [await front.guest(), await front.guest()];
    made(await without.call("POST", "/carts/active?productId=900100"));
    await given.fill();
    for (const guest of [without, given]) made(await guest.apply(await front.source()));
    expect((await without.cart()).billingAddress).toMatchObject({
      line1: owner.address.line1,
      countrySubdivision: "CO",
      emailAddress: owner.email,
    });
    expect((await given.cart()).billingAddress).toMatchObject({ line1: billingAddress.line1 });
  });

  it("of a second primary source replaces the first", async () => {
    const guest = await front.guest();
    await guest.fill();
    const [first, second] = [await front.source(), await front.source()];
    for (const source of [first, second]) made(await guest.apply(source));
    const { paymentMethod } = await guest.cart();
    expect([paymentMethod.sourceId, paymentMethod.supplementaryPaymentMethods]).toEqual([
      second.id,
      undefined,
    ]);
    made(await guest.submit());
    expect([(await front.again(first)).state, (await front.again(second)).state]).toEqual([
      "chargeable",
      "consumed",
    ]);
  });

  it("again follows the cart", async () => {
    const guest = await front.guest();
    await guest.fill("900200");
    const source = await front.source();
    made(await guest.apply(source));
    const { pricing, paymentMethod } = await guest.fill("900200");
    expect(paymentMethod.amountContributed).toEqual(pricing.orderTotal);
    expect((await front.again(source)).amount).toBe(pricing.orderTotal.value);
  });

  it.each([
    {
      name: "a source that is not there",
      body: { paymentMethod: { sourceId: "00000000-0000-4000-8000-000000000000" } },
      want: [409, "apply-payment-failure"],
    },
    { name: "nothing", body: { paymentMethod: {} }, want: [400, "invalid-request"] },
    { name: "no body", body: undefined, want: [400, "invalid-request"] },
  ])("of $name is refused", async ({ body, want }) => {
    const guest = await front.guest();
    await guest.fill();
    expect(refused(await guest.call("POST", "/carts/active/apply-payment-method", body))).toEqual(
      want,
    );
    expect((await guest.cart()).paymentMethod).toBeUndefined();
  });

  it("of a source that failed is refused", async () => {
    const guest = await front.guest();
    await guest.fill();
    const source = await front.source("creditCard", {
      creditCard: { number: "4000000000003295", expirationMonth: 1, expirationYear: 2031 },
    });
    expect(source.state).toBe("failed");
    expect(refused(await guest.apply(source))).toEqual([409, "apply-payment-failure"]);
  });
});

describe("detaching", () => {
  it("takes the named source off", async () => {
    const guest = await front.guest();
    await guest.fill();
    const source = await front.source();
    made(await guest.apply(source));
    const body = { paymentMethod: { sourceId: source.id } };
    expect((await guest.call("DELETE", "/carts/active/apply-payment-method", body)).status).toBe(
      204,
    );
    expect((await guest.cart()).paymentMethod).toBeUndefined();
    expect(refused(await guest.call("DELETE", "/carts/active/apply-payment-method", body))).toEqual(
      [409, "apply-payment-failure"],
    );
  });

  it("takes all sources off", async () => {
    const guest = await front.guest();
    const cart = await guest.fill();
    made(await guest.apply(await front.credit(cart, 5)));
    made(await guest.apply(await front.source()));
    expect((await guest.call("DELETE", "/carts/active/payment")).status).toBe(204);
    const { paymentMethod, paymentSession } = await guest.cart();
    expect([paymentMethod, paymentSession.status]).toEqual([undefined, "requires_source"]);
  });

  it.each([
    {
      path: "/carts/active/apply-payment-method",
      body: { paymentMethod: { sourceId: "x" } },
      want: "apply-payment-failure",
    },
    { path: "/carts/active/payment", body: undefined, want: "delete-payment-failure" },
  ])("is refused on an empty cart: $path", async ({ path, body, want }) => {
    const guest = await front.guest();
    expect(refused(await guest.call("DELETE", path, body))).toEqual([409, want]);
  });
});

describe("store credit", () => {
  it("pays first and leaves the rest to the primary source", async () => {
    const guest = await front.guest();
    const cart = await guest.fill();
    const [credit, card] = [await front.credit(cart, 12.5), await front.source()];
    for (const source of [credit, card]) made(await guest.apply(source));
    const { paymentMethod } = await guest.cart();
    expect(paymentMethod.supplementaryPaymentMethods).toMatchObject([
      { type: "customerCredit", sourceId: credit.id, amountContributed: { value: 12.5 } },
    ]);
    expect(paymentMethod.amountContributed.value).toBe(33.41);
    made(await guest.submit());
    expect([await front.again(credit), await front.again(card)]).toMatchObject([
      { state: "consumed", amount: 12.5 },
      { state: "consumed", amount: 33.41 },
    ]);
  });

  it("behind a primary source pays nothing", async () => {
    const guest = await front.guest();
    const cart = await guest.fill();
    const [card, credit] = [await front.source(), await front.credit(cart, 12.5)];
    for (const source of [card, credit]) made(await guest.apply(source));
    const { paymentMethod, pricing } = await guest.cart();
    expect(paymentMethod.amountContributed).toEqual(pricing.orderTotal);
    made(await guest.submit());
    expect(await front.again(credit)).toMatchObject({ state: "chargeable", amount: 12.5 });
  });

  it("alone pays a cart that it covers", async () => {
    const guest = await front.guest();
    const cart = await guest.fill("900200");
    const credit = await front.credit(cart, cart.pricing.orderTotal.value);
    made(await guest.apply(credit));
    expect(made(await guest.submit()).submitCart.order.orderState).toBe("Submitted");
    expect((await front.again(credit)).state).toBe("consumed");
  });

  it("alone does not pay more than it has", async () => {
    const guest = await front.guest();
    const cart = await guest.fill();
    const credit = await front.credit(cart, 1);
    made(await guest.apply(credit));
    const { status, body } = await guest.submit();
    expect([status, body.type, body.errors[0].code]).toEqual([
      400,
      "bad_request",
      "order_submit_failed",
    ]);
    expect((await front.again(credit)).state).toBe("chargeable");
  });

  it("comes once, and not for more than the cart", async () => {
    const guest = await front.guest();
    const cart = await guest.fill();
    expect(refused(await guest.apply(await front.credit(cart, 500)))).toEqual([
      409,
      "apply-payment-failure",
    ]);
    made(await guest.apply(await front.credit(cart, 1)));
    expect(refused(await guest.apply(await front.credit(cart, 1)))).toEqual([
      409,
      "apply-payment-failure",
    ]);
  });
});
