import type { Account } from "./account.ts";
import { chargesOf, move, settle } from "./charges.ts";
import type { JsonObject } from "./json.ts";
import type { Minor } from "./money.ts";
import { allot, sum } from "./money.ts";
import { operation } from "./operation.ts";
import type { Outcome } from "./refusal.ts";
import { accept, found, refuse } from "./refusal.ts";
import type { RefundAmounts, RefundRequest } from "./refund-amounts.ts";
import { amountsAsked, refundRefused } from "./refund-amounts.ts";
import { settled } from "./rules/charging.ts";
import type { Order, Refund } from "./types.ts";

/** The refund as asked for: pending, with nothing refunded yet (Issuing refunds, "Pending refunds"). */
export const createRefund = operation(
  (account: Account, order: Order, request: RefundRequest): Outcome<Refund> => {
    const amounts = amountsAsked(account, order, request);
    const refusal = refundRefused(account, order, request, amounts);
    if (refusal !== undefined) return refuse(refusal);
    const refund = announce(account, newRefund(account, order, request, amounts), "refund.pending");
    moveRefund(account, order, refund);
    account.later({ kind: "proceed-refund", refundId: refund.id });
    return accept(refund);
  },
);

export function retrieveRefund(account: Account, id: string): Outcome<Refund> {
  return found(account.store.refunds.get(id), "refund", id);
}

export function updateRefund(account: Account, refund: Refund, fields: JsonObject): Refund {
  return announce(
    account,
    { ...refund, fields: { ...refund.fields, ...fields } },
    "refund.updated",
  );
}

/** The customer says which bank account the money goes to. Undefined when the refund does not wait for that. */
export function giveBankDetails(account: Account, refund: Refund): Refund | undefined {
  const order = account.store.orders.get(refund.orderId);
  if (order === undefined || refund.state !== "pending_information") return undefined;
  return endRefund(account, order, refund);
}

function newRefund(
  account: Account,
  order: Order,
  request: RefundRequest,
  amounts: RefundAmounts,
): Refund {
  const { invoiceId, percent, type, fields } = request;
  return {
    id: account.newId("refund"),
    orderId: order.id,
    invoiceId,
    createdAt: account.now(),
    currency: order.currency,
    ...amounts,
    percent,
    type,
    refundedAmount: 0,
    state: "pending",
    token: undefined,
    fields,
  };
}

function moveRefund(account: Account, order: Order, refund: Refund): void {
  const { rules } = account;
  const charges = rules.refundOrder(chargesOf(account, order));
  const capacities = charges.map((charge) => ({ charge, room: rules.refundableAmount(charge) }));
  move(account, "refunds", rules.distribute(refund.amount, capacities), refund.id);
  countOnLines(account, order, refund, 1);
}

/** Money that a bank transfer brought goes back only when the customer says where to. */
export function proceedWithRefund(account: Account, id: string): void {
  const refund = account.store.refunds.get(id);
  const order = account.store.orders.get(refund?.orderId ?? "");
  if (refund === undefined || order === undefined) return;
  if (!waitsForDetails(account, order, refund)) return void endRefund(account, order, refund);
  const token = account.newId("secret");
  announce(
    account,
    { ...refund, state: "pending_information", token },
    "refund.pending_information",
  );
}

function waitsForDetails(account: Account, order: Order, refund: Refund): boolean {
  return touchedCharges(account, order, refund).some((charge) => {
    const source = account.store.sources.get(charge.sourceId);
    return (
      source !== undefined &&
      charge.script.refund !== "fails" &&
      account.rules.refundAsksCustomer(source)
    );
  });
}

function endRefund(account: Account, order: Order, refund: Refund): Refund {
  settle(account, order, "refunds", refund.id);
  const refundedAmount = sum(
    touchedCharges(account, order, refund).map((charge) =>
      settled(ofRefund(charge.refunds, refund)),
    ),
  );
  const succeeded = refundedAmount === refund.amount;
  if (!succeeded)
    countOnLines(account, order, { ...refund, amount: refund.amount - refundedAmount }, -1);
  const state = succeeded ? "succeeded" : "failed";
  const ended = announce(
    account,
    { ...refund, state, refundedAmount },
    succeeded ? "refund.complete" : "refund.failed",
  );
  const value = account.store.orders.get(order.id);
  if (succeeded && value) account.announce({ type: "order.refunded", resource: "order", value });
  return ended;
}

function touchedCharges(account: Account, order: Order, refund: Refund) {
  return chargesOf(account, order).filter((charge) => ofRefund(charge.refunds, refund).length > 0);
}

function ofRefund<T extends { readonly cause: string }>(
  movements: readonly T[],
  refund: Refund,
): readonly T[] {
  return movements.filter(({ cause }) => cause === refund.id);
}

function countOnLines(account: Account, { id }: Order, refund: Refund, sign: 1 | -1): void {
  const order = account.store.orders.get(id);
  if (order === undefined) return;
  const amounts = amountsByLine(order, refund);
  const lines = order.lines.map((line, index) => ({
    ...line,
    refunded: line.refunded + sign * (amounts[index] ?? 0),
  }));
  account.store.orders.put({ ...order, lines, updatedAt: account.now() });
}

/** A refund of named items counts on these, any other on every line by what was captured of it. */
function amountsByLine(order: Order, refund: Refund): readonly Minor[] {
  const named = order.lines.map((line) =>
    sum(refund.lines.filter(({ itemId }) => itemId === line.id).map(({ amount }) => amount)),
  );
  return allot(
    refund.amount,
    refund.lines.length > 0 ? named : order.lines.map((line) => line.captured),
  );
}

function announce(account: Account, refund: Refund, type: string): Refund {
  const value = account.store.refunds.put(refund);
  account.announce({ type, resource: "refund", value });
  return value;
}
