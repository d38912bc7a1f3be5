import { describe, expect, it, onTestFinished } from "vitest";
import { acmeFace, startAcme } from "./acme.ts";
import { sourcesIn } from "./client.ts";
import type { Fields } from "./model.ts";

type Caller = (route: string, body?: Fields, key?: string) => Promise<Fields>;

async function startCaller(): Promise<Caller> {
  const { url, stop } = await startAcme();
  onTestFinished(stop);
  return async (route, body, key = acmeFace.keys.confidential) => {
    const [method = "", path = ""] = route.split(" ");
    const response = await fetch(url + path, {
      method,
      headers: { [acmeFace.keyHeader]: key },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, ...(text === "" ? {} : (JSON.parse(text) as Fields)) };
  };
}

const makeCard = async (call: Caller): Promise<string> => {
  const answer = await call("POST /workshop/cards", { kind: "creditCard" }, acmeFace.keys.public);
  return String((answer.instrument as Fields).id);
};

/** Two units of 10, paid with a credit of 5 and a card. */
async function sell(call: Caller): Promise<Fields> {
  const items = [{ skuId: "any", quantity: 2, price: 10 }];
  const cart = await call("POST /acme/v3/checkouts", { currency: "USD", items });
  const credit = await call("POST /acme/v3/sources", { type: "customerCredit", amount: 5 });
  for (const id of [String(credit.id), await makeCard(call)]) {
    await call(`POST /acme/v3/checkouts/${String(cart.id)}/sources/${id}`);
  }
  return call("POST /acme/v3/orders", { checkoutId: cart.id });
}

/** What moved on the store credit and on the card. */
async function moved(call: Caller, order: Fields, kind: string): Promise<readonly number[]> {
  const read = await call(`GET /acme/v3/orders/${String(order.id)}`);
  const { charges } = read.payment as { charges: readonly Fields[] };
  const [credit, card] = sourcesIn(read);
  return [credit, card].map((source) =>
    charges
      .filter(({ sourceId }) => sourceId === source?.id)
      .flatMap((charge) => charge[kind] as readonly { amount: number }[])
      .reduce((total, { amount }) => total + amount, 0),
  );
}

const fulfil = (call: Caller, order: Fields, units: Fields) => {
  const [item] = order.items as readonly Fields[];
  const items = [{ itemId: item?.id, ...units }];
  return call("POST /acme/v3/fulfillments", { orderId: order.id, items });
};

describe("an order of several charges", () => {
  it("captures the store credit first", async () => {
    const call = await startCaller();
    const order = await sell(call);
    await fulfil(call, order, { quantity: 1 });
    expect(await moved(call, order, "captures")).toStrictEqual([5, 5]);
    await fulfil(call, order, { quantity: 1 });
    expect(await moved(call, order, "captures")).toStrictEqual([5, 15]);
  });

  it("cancels the card first", async () => {
    const call = await startCaller();
    const order = await sell(call);
    await fulfil(call, order, { cancelQuantity: 1 });
    expect(await moved(call, order, "cancels")).toStrictEqual([0, 10]);
    await fulfil(call, order, { cancelQuantity: 1 });
    expect(await moved(call, order, "cancels")).toStrictEqual([5, 15]);
  });

  it("refunds the card first, and no more than was captured", async () => {
    const call = await startCaller();
    const order = await sell(call);
    await fulfil(call, order, { quantity: 2 });
    const refund = (amount: number) =>
      call("POST /acme/v3/refunds", { orderId: order.id, currency: "USD", amount });
    await refund(16);
    expect(await moved(call, order, "refunds")).toStrictEqual([1, 15]);
    expect(await refund(5)).toMatchObject({ status: 400 });
  });
});

describe("the workshop", () => {
  it.each([
    { counter: "cards", kind: "payPal" },
    { counter: "redirects", kind: "wireTransfer" },
    { counter: "transfers", kind: "creditCard" },
  ])("makes no $kind at the counter for $counter", async ({ counter, kind }) => {
    const call = await startCaller();
    expect(await call(`POST /workshop/${counter}`, { kind })).toMatchObject({ status: 400 });
  });
});
