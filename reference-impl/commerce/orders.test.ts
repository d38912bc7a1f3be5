import { describe, expect, it } from "vitest";
import type { Body } from "../testing/client.ts";
import type { Shopper } from "../testing/shopper.ts";
import { made, openStorefront, refused } from "../testing/shopper.ts";

const front = openStorefront();

async function ordered(shopper: Shopper, source: Body): Promise<Body> {
  await shopper.fill();
  made(await shopper.apply(source));
  return made(await shopper.submit()).submitCart;
}

describe("submitting", () => {
  it("charges the card once and uses it up", async () => {
    const guest = await front.guest();
    const source = await front.source();
    const { order, paymentMethod, paymentSession, pricing } = await ordered(guest, source);
    expect([order.orderState, paymentSession.status]).toEqual(["Submitted", "complete"]);
    expect(paymentMethod.charges).toMatchObject([
      { amount: pricing.orderTotal, status: "capturable" },
    ]);
    expect((await front.again(source)).state).toBe("consumed");
    await guest.fill();
    expect(refused(await guest.apply(source))).toEqual([409, "apply-payment-failure"]);
    expect(refused(await guest.submit())).toEqual([409, "invalid-payment-failure"]);
  });

  it("leaves a new cart behind", async () => {
    const guest = await front.guest();
    const before = await guest.fill();
    made(await guest.apply(await front.source()));
    made(await guest.submit());
    const after = await guest.cart();
    expect(after.id).not.toBe(before.id);
    expect([after.totalItemsInCart, after.paymentMethod]).toEqual([0, undefined]);
  });

  it.each([
    { name: "an empty cart", prepare: async () => undefined, want: [409, "submit-cart-failed"] },
    {
      name: "a cart that nothing pays",
      prepare: async (guest: Shopper) => void (await guest.fill()),
      want: [409, "invalid-payment-failure"],
    },
    {
      name: "a cart that nobody is billed for",
      prepare: async (guest: Shopper) => {
        made(await guest.call("POST", "/carts/active?productId=900100"));
        made(await guest.apply(await front.source("creditCard", { owner: {} })));
      },
      want: [409, "submit-cart-failed"],
    },
    {
      name: "a card that the bank declines",
      prepare: async (guest: Shopper) => {
        await guest.fill();
        const creditCard = { number: "4000000000003600", expirationMonth: 1, expirationYear: 2031 };
        made(await guest.apply(await front.source("creditCard", { creditCard })));
      },
      want: [409, "cart-charge-failure"],
    },
  ])("is refused for $name", async ({ prepare, want }) => {
    const guest = await front.guest();
    await prepare(guest);
    expect(refused(await guest.submit())).toEqual(want);
    expect((await guest.call("GET", "/orders")).body.orders.order).toEqual([]);
  });

  it("waits for funds, and is charged when they arrive", async () => {
    const guest = await front.guest();
    const source = await front.source("wireTransfer");
    const { order } = await ordered(guest, source);
    expect([order.orderState, (await front.again(source)).state]).toEqual([
      "Source Pending Funds",
      "pending_funds",
    ]);
    await front.sandbox(`/sources/${source.id}/confirm-funds`);
    expect((await guest.call("GET", `/orders/${order.id}`)).body.order.orderState).toBe(
      "Submitted",
    );
    expect((await front.again(source)).state).toBe("consumed");
  });
});

describe("resuming", () => {
  it("goes on once the customer approved, and once only", async () => {
    const guest = await front.guest();
    const source = await front.source("ideal", { returnUrl: "https://shop.example/back" });
    const { order, paymentSession } = await ordered(guest, source);
    expect([order.orderState, paymentSession.status, paymentSession.redirectUrl]).toEqual([
      "Source Pending Redirect",
      "pending_redirect",
      source.redirect.redirectUrl,
    ]);
    expect(refused(await guest.call("POST", "/carts/active/resume-cart"))).toEqual([
      409,
      "resume-cart-failure",
    ]);
    await front.sandbox(`/sources/${source.id}/approve`);
    expect((await guest.call("GET", `/orders/${order.id}`)).body.order.orderState).toBe(
      "Source Pending Redirect",
    );
    const { resumeCart } = made(await guest.call("POST", "/carts/active/resume-cart"));
    expect(resumeCart).toMatchObject({
      order: { id: order.id, orderState: "Submitted" },
      paymentSession: { status: "complete" },
    });
    expect((await front.again(source)).state).toBe("consumed");
    expect(refused(await guest.call("POST", "/carts/active/resume-cart"))).toEqual([
      409,
      "resume-cart-failure",
    ]);
  });

  it("is refused where nothing waits, and where the customer declined", async () => {
    const guest = await front.guest();
    expect(refused(await guest.call("POST", "/carts/active/resume-cart"))).toEqual([
      409,
      "resume-cart-failure",
    ]);
    const source = await front.source("ideal");
    await ordered(guest, source);
    await front.sandbox(`/sources/${source.id}/decline`);
    expect(refused(await guest.call("POST", "/carts/active/resume-cart"))).toEqual([
      409,
      "resume-cart-failure",
    ]);
  });
});

describe("orders", () => {
  it("belong to who placed them", async () => {
    const [shopper, other] = [await front.shopper("owner"), await front.guest()];
    const { order } = await ordered(shopper, await front.source());
    const path = `/orders/${order.id}`;
    expect((await shopper.call("GET", `${path}?expand=all`)).body.order).toMatchObject({
      id: order.id,
      paymentMethod: { type: "creditCard" },
    });
    expect((await (await front.shopper("owner")).call("GET", path)).status).toBe(200);
    expect(refused(await other.call("GET", path))).toEqual([404, "resource-not-found"]);
  });

  it("are listed by page and by state", async () => {
    const shopper = await front.shopper();
    const ids: string[] = [];
    for (const type of ["creditCard", "wireTransfer", "creditCard"])
      ids.push((await ordered(shopper, await front.source(type))).order.id);
    const list = async (query: string) => {
      const { order, totalResults, totalResultPages } = (
        await shopper.call("GET", `/orders${query}`)
      ).body.orders;
      return [order.map(({ id }: Body) => id), totalResults, totalResultPages];
    };
    expect(await list("")).toEqual([ids.toReversed(), 3, 1]);
    expect(await list("?pageSize=2&pageNumber=2")).toEqual([[ids[0]], 3, 2]);
    expect(await list("?orderState=Source%20Pending%20Funds")).toEqual([[ids[1]], 1, 1]);
  });

  it("show what was captured and given back, less what was cancelled", async () => {
    const shopper = await front.shopper();
    const { order: placed } = await ordered(shopper, await front.source());
    const { body: order } = await front.merchant.get(`/orders/${placed.id}`);
    const items = [{ itemId: order.items[0].id, quantity: 1 }];
    await front.merchant.post("/fulfillments", { orderId: order.id, items });
    await front.merchant.post("/refunds", { orderId: order.id, currency: "USD", amount: 5 });
    expect((await shopper.call("GET", `/orders/${order.id}`)).body.order).toMatchObject({
      orderState: "Complete",
      orderStateDetails: {
        description: "Settled",
        settled: { value: 45.91 },
        refunded: { value: 5 },
      },
    });
  });
});
