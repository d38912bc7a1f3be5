import type { Account } from "./account.ts";
import { chargesOf, move, newCharge, putCharge, settle } from "./charges.ts";
import { billToOf, isShipped } from "./checkouts.ts";
import { basketOf, put } from "./attachments.ts";
import type { JsonObject } from "./json.ts";
import { operation } from "./operation.ts";
import type { Outcome, Refusal } from "./refusal.ts";
import { accept, found, refuse } from "./refusal.ts";
import type { Basket, Held } from "./basket.ts";
import type {
  Charge,
  Checkout,
  Holder,
  Line,
  Order,
  OrderLine,
  OrderState,
  Source,
} from "./types.ts";

/** Turns a checkout into an order and charges its sources, or says why not and leaves the sources as they were. */
export const createOrder = operation((account: Account, checkout: Checkout): Outcome<Order> => {
  const basket = basketOf(account, checkout);
  const refusal = account.rules.checkoutUnused(checkout) ?? orderRefused(account, checkout, basket);
  if (refusal === undefined) {
    const order = placeOrder(account, checkout, basket);
    put(account, { ...checkout, state: "ordered" });
    return accept(order);
  }
  // Resubmitting an order: after a refused charge the checkout is of no more use.
  if (refusal.reason === "charge-refused" || refusal.reason === "fraud-suspected")
    put(account, { ...checkout, state: "spent" });
  return refuse(refusal);
});

/**
 * The order itself, without asking whether it may be placed; carts and invoices are paid through it too.
 *
 * DR-CHARGE-1 to DR-CHARGE-5, DR-ATTACH-28: Each held source is charged once, what it holds; a share of nothing is not
 * charged (Payment charges, "How a charge is created").
 */
export const placeOrder = operation((account: Account, holder: Holder, basket: Basket): Order => {
  const id = account.newId("order");
  const { currency, chargeType: type, session } = holder;
  const charges = basket.held
    .filter(({ amount }) => amount > 0)
    .map((held) => newCharge(account, held, { id, currency, type, sessionId: session.id }));
  for (const charge of charges) chargeSource(account, charge);
  const state = account.rules.orderStateAtFirst(charges);
  const order = account.store.orders.put(orderOf(account, holder, charges, id, state));
  for (const charge of charges) {
    if (charge.authorization === "pending") account.store.waiting.set(charge.sourceId, order.id);
  }
  announceNew(account, order);
  if (charges.some((charge) => charge.script.charge === "fails-later"))
    account.later({ kind: "refuse-charges", orderId: order.id });
  return order;
});

export function retrieveOrder(account: Account, id: string, parameter?: string): Outcome<Order> {
  return found(account.store.orders.get(id), "order", id, parameter);
}

export function updateOrder(account: Account, order: Order, fields: JsonObject): Order {
  return putOrder(account, { ...order, fields: { ...order.fields, ...fields } }, "order.updated");
}

/** Looks again at what a pending order waits for, and moves on as far as its sources allow. */
export function refreshOrder(account: Account, order: Order): Order {
  if (order.state !== "pending_payment") return order;
  const charges = chargesOf(account, order).map((charge) => authorizeAgain(account, charge));
  if (charges.some((charge) => charge.authorization === "refused"))
    return cancelUnpaid(account, order);
  const state = account.rules.orderStateAtFirst(charges);
  if (state === order.state) return putSession(account, order);
  return putOrder(account, enter(account, putSession(account, order), state), eventOf(state));
}

/** The end of the review of an order: it may be fulfilled, or is blocked for good and its charges given up. */
export function passReview(account: Account, order: Order): Order {
  const value = putOrder(account, enter(account, order, "accepted"), "order.review_closed");
  account.announce({ type: "order.accepted", resource: "order", value });
  return value;
}

export function blockOrder(account: Account, order: Order): Order {
  giveUp(account, order);
  return putOrder(account, enter(account, order, "blocked"), "order.blocked");
}

/** The order in the state that its lines and charges have brought it to. */
export function settleOrder(account: Account, orderId: string): Order | undefined {
  const order = account.store.orders.get(orderId);
  if (order === undefined) return undefined;
  const state = account.rules.orderStateAfterMovement(order, chargesOf(account, order));
  if (state === order.state) return order;
  // A settled order passed through `fulfilled`, even when both happened at once.
  const passed =
    state === "complete" && order.state === "accepted"
      ? putOrder(account, enter(account, order, "fulfilled"), "order.fulfilled")
      : order;
  return putOrder(account, enter(account, passed, state), `order.${state}`);
}

/** A chargeback opens a dispute, and its end brings the order back to where its charges are. */
export function openDispute(account: Account, order: Order): Order {
  return putOrder(account, enter(account, order, "dispute"), "order.dispute");
}

export function resolveDispute(account: Account, order: Order): Order {
  const resolved = putOrder(account, enter(account, order, "accepted"), "order.dispute.resolved");
  return settleOrder(account, order.id) ?? resolved;
}

function orderRefused(account: Account, checkout: Checkout, basket: Basket): Refusal | undefined {
  const { rules, store } = account;
  return (
    rules.emailGiven(checkout) ??
    rules.billToGiven(billToOf(account, checkout)) ??
    (isShipped(account, checkout) ? rules.shippingComplete(checkout) : undefined) ??
    rules.customerEnabled(store.customers.get(checkout.customerId ?? "")) ??
    (checkout.state === "spent"
      ? { reason: "payment-incomplete" as const }
      : rules.paymentComplete(basket)) ??
    paymentRefused(account, checkout, basket.held)
  );
}

/** Why these sources do not pay for what is ordered: one is another customer's, or spent, or the bank refuses it. */
export function paymentRefused(
  { rules }: Account,
  holder: Holder,
  paying: readonly Held[],
): Refusal | undefined {
  const first = (rule: (source: Source) => Refusal | undefined) =>
    paying.map(({ source }) => rule(source)).find((refusal) => refusal !== undefined);
  return (
    first((source) => rules.sourceOfCustomer(source, holder)) ??
    first(rules.sourceCanPay) ??
    first(rules.fraudNotSuspected) ??
    first(rules.authorizationGranted)
  );
}

/** A source pays once its charge is granted; until then it waits in its pending state. */
function chargeSource(account: Account, charge: Charge): void {
  const source = account.store.sources.get(charge.sourceId);
  if (source === undefined || charge.authorization !== "granted") return;
  account.store.sources.put({ ...source, state: account.rules.sourceStateAfterCharge(source) });
}

function orderOf(
  account: Account,
  holder: Holder,
  charges: readonly Charge[],
  id: string,
  state: OrderState,
): Order {
  const { currency, totals, taxInclusive, attachments, session, customerId } = holder;
  const billTo = billToOf(account, holder);
  const sources = attachments.flatMap(({ sourceId }) => account.store.sources.get(sourceId) ?? []);
  const now = account.now();
  return {
    id,
    checkoutId: holder.kind === "checkout" ? holder.id : undefined,
    createdAt: now,
    updatedAt: now,
    currency,
    totals,
    taxInclusive,
    lines: holder.lines.map((line) => orderLine(account, line)),
    attachments,
    chargeIds: charges.map((charge) => charge.id),
    session,
    sessionState: account.rules.orderSessionState(charges, sources),
    customerId,
    state,
    transitions: { [state]: now },
    fields: billTo === undefined ? holder.fields : { ...holder.fields, billTo },
  };
}

/** The items of an order have identifiers of their own (Creating checkouts, "Item information"). */
function orderLine(account: Account, line: Line): OrderLine {
  return {
    ...line,
    id: account.newId("item"),
    fulfilled: 0,
    cancelled: 0,
    moved: 0,
    captured: 0,
    refunded: 0,
  };
}

function authorizeAgain(account: Account, charge: Charge): Charge {
  const source = account.store.sources.get(charge.sourceId);
  if (charge.authorization !== "pending" || source === undefined) return charge;
  if (source.state === "failed" || source.state === "cancelled")
    return putCharge(account, { ...charge, authorization: "refused" });
  if (account.rules.chargeWaits(source) || charge.script.charge === "remains") return charge;
  if (charge.script.charge !== undefined)
    return putCharge(account, { ...charge, authorization: "refused" });
  const granted = putCharge(account, { ...charge, authorization: "granted" });
  chargeSource(account, granted);
  account.store.waiting.delete(source.id);
  return granted;
}

/** The bank refuses after all what it let wait. */
export function refuseCharges(account: Account, orderId: string): void {
  const order = account.store.orders.get(orderId);
  if (order === undefined) return;
  for (const charge of chargesOf(account, order)) {
    if (charge.script.charge === "fails-later" && charge.authorization === "pending")
      putCharge(account, { ...charge, authorization: "refused" });
  }
  refreshOrder(account, order);
}

/** The order cancelled event: what was authorized is given up again. */
function cancelUnpaid(account: Account, order: Order): Order {
  giveUp(account, order);
  const lines = order.lines.map((line) => ({
    ...line,
    cancelled: line.quantity,
    moved: line.total,
  }));
  return putOrder(
    account,
    enter(account, putSession(account, { ...order, lines }), "cancelled"),
    "order.cancelled",
  );
}

/** Cancels what is authorized and not captured yet. */
function giveUp(account: Account, order: Order): void {
  const open = chargesOf(account, order).filter((charge) => charge.authorization === "granted");
  move(
    account,
    "cancels",
    open.map((charge) => ({ charge, amount: account.rules.openAmount(charge) })),
    order.id,
  );
  settle(account, order, "cancels", order.id);
}

function putSession(account: Account, order: Order): Order {
  const sources = order.attachments.flatMap(
    ({ sourceId }) => account.store.sources.get(sourceId) ?? [],
  );
  return account.store.orders.put({
    ...order,
    sessionState: account.rules.orderSessionState(chargesOf(account, order), sources),
  });
}

function enter(account: Account, order: Order, state: OrderState): Order {
  return { ...order, state, transitions: { ...order.transitions, [state]: account.now() } };
}

function putOrder(account: Account, order: Order, type: string): Order {
  const value = account.store.orders.put({ ...order, updatedAt: account.now() });
  account.announce({ type, resource: "order", value });
  return value;
}

function announceNew(account: Account, order: Order): void {
  account.announce({ type: "order.created", resource: "order", value: order });
  account.announce({ type: eventOf(order.state), resource: "order", value: order });
}

/** The event that tells of a state; of most states it has the name. */
function eventOf(state: OrderState): string {
  return state === "in_review" ? "order.review_opened" : `order.${state}`;
}
