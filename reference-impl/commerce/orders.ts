import { retrieveOrder as find } from "../domain/orders.ts";
import { notFound } from "../domain/refusal.ts";
import type { Order } from "../domain/types.ts";
import type { ShopperCall, ShopperHandler } from "./call.ts";
import { answer, param } from "./call.ts";
import { ok } from "../reply.ts";
import { orderStateOf, orderSummary } from "./views/order.ts";

/** CO-ORDER-20, CO-ORDER-21: An order of the shopper, or of the guest who placed it with this token. */
export const retrieveOrder: ShopperHandler = (call) => {
  const { account, wire } = call;
  const id = param(call);
  const found = find(account, id);
  const mine = found.ok && isOwn(call, found.value) ? found : notFound("order", id);
  return answer(call, "read", mine, (order) =>
    ok({ order: wire.order(account, order, call.origin) }),
  );
};

export const listOrders: ShopperHandler = (call) => {
  const { account } = call;
  const state = call.query.get("orderState");
  const mine = account.store.orders
    .newestFirst()
    .filter((order) => isOwn(call, order) && (state === null || orderStateOf(order) === state));
  const size = countOf(call.query.get("pageSize"), 10);
  const start = (countOf(call.query.get("pageNumber"), 1) - 1) * size;
  return ok({
    orders: {
      uri: `${call.origin}/v1/shoppers/me/orders`,
      totalResults: mine.length,
      totalResultPages: Math.ceil(mine.length / size),
      order: mine
        .slice(start, start + size)
        .map((order) => orderSummary(account, order, call.origin)),
    },
  });
};

function isOwn({ session }: ShopperCall, order: Order): boolean {
  if (session.orderIds.includes(order.id)) return true;
  return session.customerId !== undefined && order.customerId === session.customerId;
}

/** A whole number from 1; anything else counts as not sent. */
function countOf(text: string | null, usual: number): number {
  return text !== null && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : usual;
}
