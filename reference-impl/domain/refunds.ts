import type { Account } from "./account.ts";
import { chargesOf, move, settle } from "./charges.ts";
import type { JsonObject } from "./json.ts";
import type { Minor } from "./money.ts";
import { allot, share, sum } from "./money.ts";
import type { Outcome, Refusal } from "./refusal.ts";
import { accept, notFound, refuse } from "./refusal.ts";
import { standing } from "./rules/charging.ts";
import type { Charge, Order, OrderLine, Refund, RefundLine } from "./types.ts";

export interface RefundRequest {
  readonly currency: string;
  readonly invoiceId: string | undefined;
  readonly amount: Minor | undefined;
  readonly percent: number | undefined;
  readonly type: string | undefined;
  readonly items: readonly RefundItem[];
  readonly fields: JsonObject;
}

export interface RefundItem {
  readonly itemId: string;
  readonly quantity: number | undefined;
  readonly amount: Minor | undefined;
  readonly percent: number | undefined;
  readonly type: string | undefined;
}

/** The refund as asked for: pending, with nothing refunded yet (Issuing refunds, "Pending refunds"). */
export function createRefund(
  account: Account,
  order: Order,
  request: RefundRequest,
): Outcome<Refund> {
  const lines = request.items.flatMap((item) => refundLine(account, order, item) ?? []);
  const charges = chargesOf(account, order);
  const amount =
    request.items.length > 0
      ? sum(lines.map((line) => line.amount))
      : amountAsked(account, order, charges, request);
  const refusal = refused(account, order, charges, request, lines, amount);
  if (refusal !== undefined) return refuse(refusal);
  const refund = account.store.refunds.put({
    id: account.newId("refund"),
    orderId: order.id,
    invoiceId: request.invoiceId,
    createdAt: account.now(),
    currency: order.currency,
    amount,
    percent: request.percent,
    type: request.type,
    refundedAmount: 0,
    state: "pending",
    lines,
    fields: request.fields,
  });
  account.announce({ type: "refund.pending", resource: "refund", value: refund });
  refundCharges(account, order, refund);
  account.later(() => endRefund(account, order, refund));
  return accept(refund);
}

export function retrieveRefund(account: Account, id: string): Outcome<Refund> {
  const refund = account.store.refunds.get(id);
  return refund ? accept(refund) : notFound("refund", id);
}

export function updateRefund(account: Account, refund: Refund, fields: JsonObject): Refund {
  const value = account.store.refunds.put({ ...refund, fields: { ...refund.fields, ...fields } });
  account.announce({ type: "refund.updated", resource: "refund", value });
  return value;
}

function refused(
  account: Account,
  order: Order,
  charges: readonly Charge[],
  request: RefundRequest,
  lines: readonly RefundLine[],
  amount: Minor,
): Refusal | undefined {
  const { rules } = account;
  const unknown = request.items.find(
    (item) => !order.lines.some((line) => line.id === item.itemId),
  );
  if (unknown)
    return { reason: "invalid-parameter", parameter: "items.itemId", value: unknown.itemId };
  return (
    rules.refundOutsideDispute(order) ??
    rules.refundInOrderCurrency(request.currency, order) ??
    (amount > 0 ? undefined : emptyRefund(account, charges)) ??
    (request.type === "tax" ? rules.refundOfWholeTax(amount, order.totals.tax) : undefined) ??
    lines
      .map((line) => lineRefused(account, order, request, line))
      .find((refusal) => refusal !== undefined) ??
    rules.refundFits(amount, rules.availableToRefund(charges))
  );
}

/** Nothing to give: because nothing was captured, or because nothing was asked for. */
function emptyRefund(account: Account, charges: readonly Charge[]): Refusal {
  if (account.rules.availableToRefund(charges) === 0) return { reason: "refund-too-large" };
  return { reason: "invalid-parameter", parameter: "amountRequested", value: "0" };
}

function lineRefused(
  account: Account,
  order: Order,
  request: RefundRequest,
  asked: RefundLine,
): Refusal | undefined {
  const line = order.lines.find(({ id }) => id === asked.itemId);
  const type = request.items.find((item) => item.itemId === asked.itemId)?.type;
  if (line === undefined || type === "shipping") return undefined;
  return account.rules.refundFits(asked.amount, account.rules.lineAvailableToRefund(line));
}

function amountAsked(
  account: Account,
  order: Order,
  charges: readonly Charge[],
  request: RefundRequest,
): Minor {
  if (request.amount !== undefined) return request.amount;
  return account.rules.percentOf(
    baseOf(account, order, charges, request.type),
    request.percent ?? 0,
    order.currency,
  );
}

function baseOf(
  account: Account,
  order: Order,
  charges: readonly Charge[],
  type: string | undefined,
): Minor {
  switch (type) {
    case "shipping":
      return sum(
        order.lines.map((line) => line.shipping + (order.taxInclusive ? 0 : line.shippingTax)),
      );
    case "tax":
      return order.totals.tax;
    case "duty":
    case "importer_tax":
      return 0;
    case undefined:
    default:
      return account.rules.availableToRefund(charges);
  }
}

function refundLine(account: Account, order: Order, item: RefundItem): RefundLine | undefined {
  const line = order.lines.find(({ id }) => id === item.itemId);
  if (line === undefined) return undefined;
  const quantity = item.quantity ?? line.quantity;
  const amount =
    item.amount ??
    account.rules.percentOf(
      lineBase(order, line, quantity, item.type),
      item.percent ?? 0,
      order.currency,
    );
  return { itemId: line.id, skuId: line.skuId, quantity, amount };
}

function lineBase(
  order: Order,
  line: OrderLine,
  quantity: number,
  type: string | undefined,
): Minor {
  const shippingTax = order.taxInclusive ? 0 : line.shippingTax;
  if (type === "shipping") return line.shipping + shippingTax;
  if (type !== undefined) return 0;
  return share(line.total - line.shipping - shippingTax, quantity, line.quantity);
}

function refundCharges(account: Account, order: Order, refund: Refund): void {
  const { rules } = account;
  const vessels = rules
    .refundOrder(chargesOf(account, order))
    .map((charge) => ({ charge, room: rules.refundableAmount(charge) }));
  move(account, "refunds", rules.distribute(refund.amount, vessels), refund.id);
  countOnLines(account, order, refund, 1);
}

function endRefund(account: Account, order: Order, refund: Refund): void {
  const succeeded = settle(account, order, "refunds", refund.id);
  const given = sum(
    chargesOf(account, order).map((charge) =>
      standing(charge.refunds.filter(({ cause }) => cause === refund.id)),
    ),
  );
  const current = account.store.refunds.get(refund.id) ?? refund;
  const value = account.store.refunds.put({
    ...current,
    state: succeeded ? "succeeded" : "failed",
    refundedAmount: succeeded ? given : 0,
  });
  account.announce({
    type: succeeded ? "refund.complete" : "refund.failed",
    resource: "refund",
    value,
  });
  if (succeeded) announceRefunded(account, order.id);
  else countOnLines(account, order, refund, -1);
}

/** A refund of named items counts on these, any other on every line by what was captured of it. */
function countOnLines(account: Account, { id }: Order, refund: Refund, sign: 1 | -1): void {
  const order = account.store.orders.get(id);
  if (order === undefined) return;
  const byCapture = allot(
    refund.amount,
    order.lines.map((line) => line.captured),
  );
  const byItem = order.lines.map((line) =>
    sum(refund.lines.filter(({ itemId }) => itemId === line.id).map(({ amount }) => amount)),
  );
  const amounts = refund.lines.length > 0 ? byItem : byCapture;
  const lines = order.lines.map((line, index) => ({
    ...line,
    refunded: line.refunded + sign * (amounts[index] ?? 0),
  }));
  account.store.orders.put({ ...order, lines, updatedAt: account.now() });
}

function announceRefunded(account: Account, orderId: string): void {
  const order = account.store.orders.get(orderId);
  if (order) account.announce({ type: "order.refunded", resource: "order", value: order });
}
