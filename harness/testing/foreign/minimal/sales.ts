import { digitsOf } from "./checkouts.ts";
import { parseMinor, sum } from "./money.ts";
import { makeId, type Fields, type Order, type World } from "./model.ts";
import { availableOf, move, priceOfUnits } from "./movements.ts";
import { refuse, type Refusal } from "./refusals.ts";
import { type Answer, isFields, type Routes, statusOf, textOf } from "./route.ts";
import { moneyOf, showCharge, showOrder } from "./views.ts";

/** What comes after an order, which no seed page gives a call for. */
export const sales: Routes = {
  "POST /fulfillments": fulfil,
  "POST /refunds": refund,
  "GET /refunds/{id}": (world, _, [id = ""]) => {
    const found = refundsOf(world).get(id);
    return found === undefined ? refuse(world, "unknown", id) : { status: 200, body: found() };
  },
  "GET /orders": (world, { query }) => ({
    status: 200,
    body: {
      hasMore: false,
      data: [...world.orders.values()]
        .filter(({ checkout }) => checkout.id === (query.get("checkoutId") ?? checkout.id))
        .slice(-100)
        .map((order) => showOrder(world, order)),
    },
  }),
  "POST /orders/{id}/refresh": (world, _, [id = ""]) => {
    const order = world.orders.get(id);
    if (order === undefined) return refuse(world, "unknown", id);
    return { status: 200, body: showOrder(world, order) };
  },
  "GET /charges/{id}": (world, _, [id = ""]) => {
    for (const { checkout, charges } of world.orders.values()) {
      const charge = charges.find((one) => one.id === id);
      if (charge !== undefined) return { status: 200, body: showCharge(world, checkout, charge) };
    }
    return refuse(world, "unknown", id);
  },
  "GET /skus/{id}": (_, __, [id = ""]) => ({ status: 200, body: { id, name: "Anything" } }),
};

interface Line {
  readonly itemId: string;
  readonly quantity: number;
  readonly cancelQuantity: number;
}

/** Units that go out are captured, units that are cancelled are not. */
function fulfil(world: World, { body }: { readonly body: Fields }): Answer | Refusal {
  const order = world.orders.get(textOf(body.orderId) ?? "");
  if (order === undefined) return refuse(world, "badRequest", "orderId");
  if (order.state !== "accepted") return refuse(world, "notUsable", order.id);
  const lines = (Array.isArray(body.items) ? body.items : []).map((line: unknown) =>
    readLine(line),
  );
  const wrong = lines.some(({ itemId, quantity, cancelQuantity }) => {
    const open = openUnits(order, itemId);
    return quantity + cancelQuantity < 1 || !(quantity + cancelQuantity <= open);
  });
  if (wrong || lines.length === 0) return refuse(world, "badRequest", "items");
  for (const line of lines) close(world, order, line);
  const id = makeId(world, "number");
  return {
    status: statusOf(world, 201, 202),
    body: { id, orderId: order.id, items: lines, liveMode: false },
  };
}

function readLine(line: unknown): Line {
  const { itemId, quantity, cancelQuantity } = isFields(line) ? line : {};
  return {
    itemId: String(itemId),
    quantity: Number(quantity ?? 0),
    cancelQuantity: Number(cancelQuantity ?? 0),
  };
}

function openUnits({ checkout, closed }: Order, itemId: string): number {
  const { fulfilled = 0, cancelled = 0 } = closed.get(itemId) ?? {};
  const ordered = checkout.items.find(({ id }) => id === itemId)?.quantity ?? 0;
  return ordered - fulfilled - cancelled;
}

function close(world: World, order: Order, { itemId, quantity, cancelQuantity }: Line): void {
  const { fulfilled = 0, cancelled = 0 } = order.closed.get(itemId) ?? {};
  const done = fulfilled + cancelled;
  const price = (from: number, to: number) => priceOfUnits(order.checkout, itemId, from, to);
  order.closed.set(itemId, {
    fulfilled: fulfilled + quantity,
    cancelled: cancelled + cancelQuantity,
  });
  const captured = price(done, done + quantity);
  const dropped = price(done + quantity, done + quantity + cancelQuantity);
  if (captured > 0) move(world, order, "captures", captured);
  if (dropped > 0) move(world, order, "cancels", dropped);
}

function refund(world: World, { body }: { readonly body: Fields }): Answer | Refusal {
  const order = world.orders.get(textOf(body.orderId) ?? "");
  if (order === undefined) return refuse(world, "badRequest", "orderId");
  if (body.currency !== order.checkout.currency) return refuse(world, "badRequest", "currency");
  const amount = amountAsked(world, order, body);
  const available = sum(order.charges.map((charge) => availableOf(charge, "refunds")));
  if (amount === undefined || amount === 0 || amount > available) {
    return refuse(world, "badRequest", "amount");
  }
  move(world, order, "refunds", amount);
  const id = makeId(world, "long");
  const money = moneyOf(world, order.checkout);
  const show = (): Fields => {
    const isDone = order.charges.every(({ refunds }) =>
      refunds.every((r) => r.state === "complete"),
    );
    return {
      id,
      orderId: order.id,
      currency: order.checkout.currency,
      amount: money(amount),
      refundedAmount: money(isDone ? amount : 0),
      state: isDone ? "succeeded" : "pending",
      liveMode: false,
    };
  };
  refundsOf(world).set(id, show);
  return { status: statusOf(world, 201, 202), body: show(), location: `/refunds/${id}` };
}

/** An amount, a part of the total in percent, or the sum over items. */
function amountAsked(world: World, { checkout }: Order, asked: Fields): number | undefined {
  const digits = digitsOf(world, checkout.currency);
  if (asked.amount !== undefined) return parseMinor(asked.amount, digits);
  if (asked.percent !== undefined)
    return Math.round((checkout.total * Number(asked.percent)) / 100);
  if (!Array.isArray(asked.items)) return undefined;
  const amounts = asked.items.map((item: unknown) => {
    const { itemId, amount, percent, quantity } = isFields(item) ? item : {};
    const id = String(itemId);
    const ordered = checkout.items.find((one) => one.id === id)?.quantity ?? 0;
    if (amount !== undefined) return parseMinor(amount, digits) ?? Number.NaN;
    const price = priceOfUnits(checkout, id, 0, Number(quantity ?? ordered));
    return Math.round((price * Number(percent ?? 100)) / 100);
  });
  const total = sum(amounts);
  return Number.isNaN(total) ? undefined : total;
}

const refunds = new WeakMap<World, Map<string, () => Fields>>();

function refundsOf(world: World): Map<string, () => Fields> {
  const known = refunds.get(world) ?? new Map<string, () => Fields>();
  refunds.set(world, known);
  return known;
}
