import type { Account } from "./account.ts";
import { chargesOf } from "./charges.ts";
import type { JsonObject } from "./json.ts";
import type { Minor } from "./money.ts";
import { share, sum } from "./money.ts";
import type { Refusal } from "./refusal.ts";
import type { Order, OrderLine, RefundLine } from "./types.ts";

/** Exactly one of an amount, a percentage and items says how much. */
export interface RefundRequest {
  readonly currency: string;
  readonly invoiceId: string | undefined;
  readonly amount: Minor | undefined;
  readonly percent: number | undefined;
  /** `shipping`, `tax`, `duty` or `importer_tax`; undefined for the product. */
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

export interface RefundAmounts {
  readonly amount: Minor;
  readonly lines: readonly RefundLine[];
}

/** How much a request asks for, in all and for each item it names. */
export function amountsAsked(
  account: Account,
  order: Order,
  request: RefundRequest,
): RefundAmounts {
  if (request.items.length === 0)
    return { amount: orderAmount(account, order, request), lines: [] };
  const lines = request.items.flatMap((item) => lineAsked(account, order, item) ?? []);
  return { amount: sum(lines.map((line) => line.amount)), lines };
}

/** Why the request is refused, if it is (Issuing refunds). */
export function refundRefused(
  account: Account,
  order: Order,
  request: RefundRequest,
  { amount, lines }: RefundAmounts,
): Refusal | undefined {
  const { rules } = account;
  return (
    unknownItem(order, request) ??
    rules.refundOutsideDispute(order) ??
    rules.refundInOrderCurrency(request.currency, order) ??
    nothingAsked(account, order, amount) ??
    (request.type === "tax" ? rules.refundOfWholeTax(amount, order.totals.tax) : undefined) ??
    rules.refundFits(amount, base(account, order, request.type)) ??
    lines.map((line) => lineRefused(account, order, line)).find((refusal) => refusal) ??
    rules.refundFits(amount, available(account, order))
  );
}

function unknownItem(order: Order, request: RefundRequest): Refusal | undefined {
  const known = new Set(order.lines.map(({ id }) => id));
  const unknown = request.items.find(({ itemId }) => !known.has(itemId));
  return (
    unknown && { reason: "invalid-parameter", parameter: "items.itemId", value: unknown.itemId }
  );
}

/** Nothing to give: because nothing was captured, or because nothing was asked for. */
function nothingAsked(account: Account, order: Order, amount: Minor): Refusal | undefined {
  if (amount > 0) return undefined;
  if (available(account, order) === 0) return { reason: "refund-too-large" };
  return { reason: "invalid-parameter", parameter: "amountRequested", value: "0" };
}

function lineRefused(account: Account, order: Order, asked: RefundLine): Refusal | undefined {
  const line = order.lines.find(({ id }) => id === asked.itemId);
  if (line === undefined || asked.type !== undefined) return undefined;
  return account.rules.refundFits(asked.amount, account.rules.lineAvailableToRefund(line));
}

function orderAmount(account: Account, order: Order, request: RefundRequest): Minor {
  if (request.amount !== undefined) return request.amount;
  const of = base(account, order, request.type);
  return account.rules.percentOf(of, request.percent ?? 0);
}

/** What a percentage is of, and what no refund of this type exceeds. */
function base(account: Account, order: Order, type: string | undefined): Minor {
  if (type === undefined) return available(account, order);
  if (type === "tax") return order.totals.tax;
  return type === "shipping" ? sum(order.lines.map((line) => shippingOf(order, line))) : 0;
}

function lineAsked(account: Account, order: Order, item: RefundItem): RefundLine | undefined {
  const line = order.lines.find(({ id }) => id === item.itemId);
  if (line === undefined) return undefined;
  const quantity = item.quantity ?? line.quantity;
  const of = lineBase(order, line, quantity, item.type);
  const amount = item.amount ?? account.rules.percentOf(of, item.percent ?? 0);
  return { itemId: line.id, skuId: line.skuId, quantity, type: item.type, amount };
}

function lineBase(
  order: Order,
  line: OrderLine,
  quantity: number,
  type: string | undefined,
): Minor {
  if (type === "shipping") return shippingOf(order, line);
  if (type !== undefined) return 0;
  return share(line.total - shippingOf(order, line), quantity, line.quantity);
}

/** The shipping of a line with its tax. */
function shippingOf(order: Order, line: OrderLine): Minor {
  return line.shipping + (order.taxInclusive ? 0 : line.shippingTax);
}

function available(account: Account, order: Order): Minor {
  return account.rules.availableToRefund(chargesOf(account, order));
}
