import { retrieveOrder as find } from "../domain/orders.ts";
import type { Outcome } from "../domain/refusal.ts";
import { found, notFound } from "../domain/refusal.ts";
import type { Order } from "../domain/types.ts";
import type { ShopperCall, ShopperHandler } from "./call.ts";
import { answer, param } from "./call.ts";
import { ok } from "../reply.ts";
import { lineItemView, lineItemsView } from "./views/cart.ts";
import { orderStateOf, orderSummary } from "./views/order.ts";

/** CO-ORDER-20, CO-ORDER-21: An order of the shopper, or of the guest who placed it with this token. */
export const retrieveOrder: ShopperHandler = (call) => {
  const { account, wire } = call;
  return answer(call, "read", mine(call), (order) =>
    ok({ order: wire.order(account, order, call.origin) }),
  );
};

export const listOrderLineItems: ShopperHandler = (call) =>
  answer(call, "read", mine(call), (order) =>
    ok({ lineItems: lineItemsView(order, lineItemsUri(call, order)) }),
  );

export const retrieveOrderLineItem: ShopperHandler = (call) =>
  answer(call, "read", mine(call), (order) => {
    const id = param(call, "lineItemId");
    const line = order.lines.find((each) => each.id === id);
    return answer(call, "read", found(line, "line item", id), (value) =>
      ok({ lineItem: lineItemView(value, order.currency, lineItemsUri(call, order)) }),
    );
  });

export const listOrders: ShopperHandler = (call) => {
  const { account } = call;
  const state = call.query.get("orderState");
  const own = account.store.orders
    .newestFirst()
    .filter((order) => isOwn(call, order) && (state === null || orderStateOf(order) === state));
  const size = countOf(call.query.get("pageSize"), 10);
  const start = (countOf(call.query.get("pageNumber"), 1) - 1) * size;
  return ok({
    orders: {
      uri: `${call.origin}/v1/shoppers/me/orders`,
      totalResults: own.length,
      totalResultPages: Math.ceil(own.length / size),
      order: own
        .slice(start, start + size)
        .map((order) => orderSummary(account, order, call.origin)),
    },
  });
};

function mine(call: ShopperCall): Outcome<Order> {
  const id = param(call);
  const order = find(call.account, id);
  return order.ok && isOwn(call, order.value) ? order : notFound("order", id);
}

function lineItemsUri({ origin }: ShopperCall, { id }: Order): string {
  return `${origin}/v1/shoppers/me/orders/${encodeURIComponent(id)}/line-items`;
}

function isOwn({ session }: ShopperCall, order: Order): boolean {
  if (session.orderIds.includes(order.id)) return true;
  return session.customerId !== undefined && order.customerId === session.customerId;
}

/** A whole number from 1; anything else counts as not sent. */
function countOf(text: string | null, usual: number): number {
  return text !== null && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : usual;
}
