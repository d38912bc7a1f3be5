import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "./testing/client.ts";
import type { Shop } from "./testing/shop.ts";
import { openShop } from "./testing/shop.ts";
import { onSocket } from "./testing/socket.ts";

let client: Client;
let shop: Shop;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ client, close } = await onSocket());
  shop = openShop(client);
});
afterAll(() => close());

type Step =
  | { readonly quantity: number }
  | { readonly cancelQuantity: number }
  | { readonly refund: object };

interface Row {
  readonly name: string;
  readonly total: number;
  readonly quantity?: number;
  readonly currency?: string;
  readonly credits?: readonly number[];
  readonly card?: null;
  readonly steps: readonly Step[];
  readonly captured?: { readonly card: number; readonly credits: readonly number[] };
  readonly cancelled?: { readonly card: number; readonly credits: readonly number[] };
  readonly refunded?: { readonly card: number; readonly credits: readonly number[] };
  readonly order?: object;
}

const rows: readonly Row[] = [
  {
    name: "a partial capture empties the credit and takes the rest from the card",
    total: 26.89,
    credits: [11],
    steps: [{ quantity: 1 }],
    captured: { credits: [11], card: 2.45 },
    order: { capturedAmount: 13.45, state: "accepted" },
  },
  {
    name: "a partial cancel is taken from the card alone",
    total: 20,
    credits: [5],
    steps: [{ cancelQuantity: 1 }],
    cancelled: { credits: [0], card: 10 },
    order: { cancelledAmount: 10, state: "accepted" },
  },
  {
    name: "a refund of half gives back to the card first, half-up",
    total: 26.89,
    credits: [20],
    steps: [{ quantity: 2 }, { refund: { percent: 50 } }],
    refunded: { card: 6.89, credits: [6.56] },
    order: { refundedAmount: 13.45, availableToRefundAmount: 13.44, state: "complete" },
  },
  {
    name: "two of three units",
    total: 37.81,
    quantity: 3,
    steps: [{ quantity: 2 }],
    captured: { card: 25.21, credits: [] },
  },
  {
    name: "one of five units",
    total: 54.1,
    quantity: 5,
    steps: [{ cancelQuantity: 1 }],
    cancelled: { card: 10.82, credits: [] },
  },
  {
    name: "after a cancel, the capture still takes the credit first",
    total: 20,
    credits: [5],
    steps: [{ cancelQuantity: 1 }, { quantity: 1 }],
    cancelled: { card: 10, credits: [0] },
    captured: { card: 5, credits: [5] },
    order: { state: "complete", capturedAmount: 10, cancelledAmount: 10 },
  },
  {
    name: "an amount on the edge of the credit leaves the card alone",
    total: 20,
    credits: [10],
    steps: [{ quantity: 1 }],
    captured: { credits: [10], card: 0 },
  },
  {
    name: "all credits are emptied before the card is touched",
    total: 40,
    quantity: 4,
    credits: [8, 7],
    steps: [{ quantity: 2 }],
    captured: { credits: [8, 7], card: 5 },
  },
  {
    name: "a cancel beyond the card goes on to the credit",
    total: 20,
    quantity: 4,
    credits: [15],
    steps: [{ cancelQuantity: 2 }],
    cancelled: { card: 5, credits: [5] },
  },
  {
    name: "cancelling everything cancels the order",
    total: 20,
    credits: [5],
    steps: [{ cancelQuantity: 2 }],
    cancelled: { card: 15, credits: [5] },
    order: { state: "cancelled", cancelledAmount: 20, capturedAmount: 0 },
  },
  {
    name: "a refund is limited on the card by what was captured there",
    total: 20,
    credits: [4],
    steps: [{ quantity: 1 }, { refund: { amount: 7 } }],
    refunded: { card: 6, credits: [1] },
  },
  {
    name: "a second refund starts where the first one ended",
    total: 20,
    credits: [12],
    steps: [{ quantity: 2 }, { refund: { amount: 8 } }, { refund: { amount: 3 } }],
    refunded: { card: 8, credits: [3] },
  },
  {
    name: "credit alone pays, is captured and given back",
    total: 20,
    credits: [12, 8],
    card: null,
    steps: [{ quantity: 2 }, { refund: { percent: 100 } }],
    captured: { card: 0, credits: [12, 8] },
    refunded: { card: 0, credits: [12, 8] },
    order: { refundedAmount: 20, availableToRefundAmount: 0 },
  },
  {
    name: "a currency without decimals is rounded to whole units",
    total: 1001,
    currency: "JPY",
    credits: [300],
    steps: [{ quantity: 1 }],
    captured: { credits: [300], card: 201 },
  },
  {
    name: "a currency with three decimals is rounded to the third",
    total: 10.001,
    currency: "KWD",
    credits: [1.5],
    steps: [{ quantity: 1 }],
    captured: { credits: [1.5], card: 3.501 },
  },
  {
    name: "the last unit takes what rounding left",
    total: 26.89,
    steps: [{ quantity: 1 }, { quantity: 1 }],
    captured: { card: 26.89, credits: [] },
    order: { capturedAmount: 26.89, state: "complete" },
  },
];

describe("captures, cancels and refunds across charges, over a real socket", () => {
  it.each(rows)(
    "$name",
    async ({ steps, captured, cancelled, refunded, order: want, ...wanted }) => {
      const order = await shop.order(wanted);
      for (const step of steps) {
        const { status } =
          "refund" in step
            ? await client.post("/refunds", {
                orderId: order.id,
                currency: order.currency,
                ...step.refund,
              })
            : await shop.fulfil(order, step);
        expect(status).toBe(201);
      }
      const moved = {
        captured: await shop.moved(order, "captures"),
        cancelled: await shop.moved(order, "cancels"),
        refunded: await shop.moved(order, "refunds"),
      };
      expect(moved).toMatchObject({
        ...(captured && { captured }),
        ...(cancelled && { cancelled }),
        ...(refunded && { refunded }),
      });
      expect((await client.get(`/orders/${order.id}`)).body).toMatchObject({
        totalAmount: wanted.total,
        ...want,
      });
    },
  );
});
