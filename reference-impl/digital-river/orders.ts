import { createCheckout, retrieveCheckout } from "../domain/checkouts.ts";
import { chargesOf } from "../domain/charges.ts";
import { fraudOf, fraudStates } from "../domain/fraud.ts";
import { sum, toDecimal } from "../domain/money.ts";
import { settled } from "../domain/rules/charging.ts";
import * as orders from "../domain/orders.ts";
import type { Outcome } from "../domain/refusal.ts";
import { andThen, refuse } from "../domain/refusal.ts";
import type { Checkout, Order } from "../domain/types.ts";
import type { Call, Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import { checkoutRequest } from "./checkout-request.ts";
import type { Filters } from "./filters.ts";
import { byNumber, byTime, byValue } from "./filters.ts";
import { list } from "./list.ts";
import { saleFilters } from "./purchase-filters.ts";
import { readFields, reader } from "./read.ts";
import { ok } from "../reply.ts";

/**
 * Whatever is sent beside `checkoutId` is ignored (Creating and updating an order, "Converting a checkout to an
 * order"); without one, the body is a checkout itself.
 */
export const createOrder: Handler = (call) => {
  const order = andThen(namedCheckout(call), (checkout) =>
    orders.createOrder(call.account, checkout),
  );
  return answer(call, order, (value) =>
    call.wire.orderCreated(call.wire.order(call.account, value)),
  );
};

export const retrieveOrder: Handler = (call) =>
  answer(call, find(call), (order) => shown(call, order));

export const listOrders: Handler = (call) => {
  const all = call.account.store.orders.newestFirst();
  return list(call, all, (order) => call.wire.order(call.account, order), filters(call));
};

function filters({ account }: Call): Filters<Order> {
  return {
    ...saleFilters,
    state: byValue(({ state }) => state),
    chargeType: byValue((order) => chargesOf(account, order).map(({ type }) => type)),
    checkoutId: byValue(({ checkoutId }) => checkoutId),
    skuId: byValue(({ lines }) => lines.map(({ skuId }) => skuId)),
    refundedAmount: byNumber((order) => {
      const refunds = chargesOf(account, order).map((charge) => settled(charge.refunds));
      return toDecimal(sum(refunds), order.currency);
    }),
    ...Object.fromEntries(
      orderTimes.map((state) => [state, byTime<Order>(({ transitions }) => transitions[state])]),
    ),
    fraudState: byValue((order) => fraudOf(order)?.state),
    ...Object.fromEntries(
      fraudStates.map((state) => [
        `fraudStateTransitions.${state}`,
        byTime<Order>((order) => fraudOf(order)?.transitions[state]),
      ]),
    ),
  };
}

/** The states whose time a list of orders is filtered by. */
const orderTimes = [
  "in_review",
  "pending_payment",
  "accepted",
  "blocked",
  "cancelled",
  "fulfilled",
  "complete",
  "returned",
] as const;

export const updateOrder: Handler = (call) =>
  answer(call, find(call), (order) =>
    answer(
      call,
      readFields(call.body, ["metadata", "upstreamId", "requestToBeForgotten"]),
      (fields) => shown(call, orders.updateOrder(call.account, order, fields)),
    ),
  );

export const refreshOrder: Handler = (call) =>
  answer(call, find(call), (order) => shown(call, orders.refreshOrder(call.account, order)));

function find(call: Call): Outcome<Order> {
  return orders.retrieveOrder(call.account, param(call));
}

function shown(call: Call, order: Order) {
  return ok(call.wire.order(call.account, order));
}

function namedCheckout(call: Call): Outcome<Checkout> {
  const id = reader(call.body).text("checkoutId");
  if (id === undefined) return describedCheckout(call);
  const found = retrieveCheckout(call.account, id);
  return found.ok
    ? found
    : refuse({ reason: "not-found", resource: "checkout", id, parameter: "checkoutId" });
}

/** A checkout that is made for the order alone. */
function describedCheckout(call: Call): Outcome<Checkout> {
  if (call.body["items"] === undefined)
    return refuse({ reason: "missing-parameter", parameter: "checkoutId" });
  return andThen(checkoutRequest(call), (request) => createCheckout(call.account, request));
}
