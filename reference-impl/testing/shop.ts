import { defaultKeys } from "../context.ts";
import type { Answer, Body, Client } from "./client.ts";

export interface Shop {
  /** A checkout of one line that lacks nothing but sources; tax is included, so that its total is `total`. */
  checkout(wanted?: {
    total?: number;
    quantity?: number;
    currency?: string;
    customerId?: string;
    more?: object;
  }): Promise<Body>;
  /** A primary source as the browser makes it. */
  primary(type?: string, more?: object): Promise<Body>;
  credit(checkout: Body, amount: number): Promise<Body>;
  customer(): Promise<Body>;
  saved(customer: Body, type?: string): Promise<Body>;
  /** A checkout that holds the credits and then a card that pays the rest, as an accepted order. */
  order(wanted: {
    total: number;
    quantity?: number;
    currency?: string;
    credits?: readonly number[];
    card?: object | null;
  }): Promise<Body>;
  attach(checkout: Body, source: Body, via?: "path" | "body"): Promise<Answer>;
  fulfil(order: Body, units: { quantity?: number; cancelQuantity?: number }): Promise<Answer>;
  /** What moved on the charges of an order: `credit` sums of each secondary charge, `card` of the primary one. */
  moved(
    order: Body,
    kind: "captures" | "cancels" | "refunds",
  ): Promise<{ card: number; credits: readonly number[] }>;
}

export const billTo = {
  name: "Ada Lovelace",
  address: {
    line1: "1 Main Street",
    city: "Minnetonka",
    postalCode: "55343",
    state: "MN",
    country: "US",
  },
};

export function openShop(client: Client): Shop {
  const shop: Shop = {
    checkout: ({ total = 20, quantity = 2, currency = "USD", customerId, more } = {}) =>
      made(
        client.post("/checkouts", {
          currency,
          email: "ada@example.com",
          taxInclusive: true,
          billTo,
          items: [{ skuId: "book", quantity, aggregatePrice: total }],
          ...(customerId === undefined ? {} : { customerId }),
          ...more,
        }),
      ),
    primary: (type = "creditCard", more = {}) =>
      made(
        client.call("POST", "/_sandbox/sources", { type, ...more }, { key: defaultKeys.public }),
      ),
    credit: (checkout, amount) =>
      made(
        client.post("/sources", {
          type: "customerCredit",
          amount,
          paymentSessionId: checkout.payment.session.id,
          customerCredit: {},
        }),
      ),
    customer: () => made(client.post("/customers", { email: "ada@example.com" })),
    saved: async (customer, type) => {
      const source = await shop.primary(type, { outcome: "chargeable" });
      return made(client.post(`/customers/${customer.id}/sources/${source.id}`));
    },
    order: async ({ total, quantity = 2, currency = "USD", credits = [], card = {} }) => {
      const checkout = await shop.checkout({ total, quantity, currency });
      for (const amount of credits)
        await made(shop.attach(checkout, await shop.credit(checkout, amount)));
      if (card !== null) await made(shop.attach(checkout, await shop.primary("creditCard", card)));
      return made(client.post("/orders", { checkoutId: checkout.id }));
    },
    attach: (checkout, source, via = "path") =>
      via === "path"
        ? client.post(`/checkouts/${checkout.id}/sources/${source.id}`)
        : client.post(`/checkouts/${checkout.id}`, { sourceId: source.id }),
    fulfil: (order, units) =>
      client.post("/fulfillments", {
        orderId: order.id,
        items: [{ itemId: order.items[0].id, ...units }],
      }),
    moved: async (order, kind) => {
      const { payment } = (await client.get(`/orders/${order.id}`)).body;
      const credit = new Set(
        payment.sources
          .filter(({ type }: Body) => type === "customerCredit")
          .map(({ id }: Body) => id),
      );
      const sumOf = (charge: Body) =>
        round(
          (charge[kind] ?? [])
            .filter(({ state }: Body) => state === "complete")
            .reduce((sum: number, { amount }: Body) => sum + amount, 0),
        );
      const of = (isCredit: boolean) =>
        payment.charges
          .filter(({ sourceId }: Body) => credit.has(sourceId) === isCredit)
          .map(sumOf);
      return { card: of(false)[0] ?? 0, credits: of(true) };
    },
  };
  return shop;
}

function round(amount: number): number {
  return Math.round(amount * 1000) / 1000;
}

/** The body of an answer that has to be a good one. */
async function made(answer: Promise<Answer>): Promise<Body> {
  const { status, body } = await answer;
  if (status !== 200 && status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
