import { toDecimal } from "../domain/money.ts";
import { retrieveOrder } from "../domain/orders.ts";
import type { Outcome } from "../domain/refusal.ts";
import { andThen, notFound, refuse } from "../domain/refusal.ts";
import type { RefundRequest } from "../domain/refund-amounts.ts";
import * as refunds from "../domain/refunds.ts";
import type { Order, Refund } from "../domain/types.ts";
import type { Call, Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import type { Filters } from "./filters.ts";
import { byNumber, byValue } from "./filters.ts";
import { list } from "./list.ts";
import { readFields, reader } from "./read.ts";
import { created, ok } from "../reply.ts";
import { failure } from "./views/charge.ts";

export const createRefund: Handler = (call) => {
  const refund = andThen(refundedOrder(call), (order) =>
    andThen(refundRequest(call, order), (request) =>
      refunds.createRefund(call.account, order, request),
    ),
  );
  return answer(call, refund, (value) => created(call.wire.refund(call.account, value)));
};

export const retrieveRefund: Handler = (call) =>
  answer(call, refunds.retrieveRefund(call.account, param(call)), (refund) =>
    ok(call.wire.refund(call.account, refund)),
  );

export const updateRefund: Handler = (call) =>
  answer(call, refunds.retrieveRefund(call.account, param(call)), (refund) =>
    answer(call, readFields(call.body, ["metadata"]), (fields) =>
      ok(call.wire.refund(call.account, refunds.updateRefund(call.account, refund, fields))),
    ),
  );

export const listRefunds: Handler = (call) => {
  const all = call.account.store.refunds.newestFirst();
  return list(call, all, (refund) => call.wire.refund(call.account, refund), filters(call));
};

function filters({ account }: Call): Filters<Refund> {
  return {
    state: byValue(({ state }) => state),
    orderId: byValue(({ orderId }) => orderId),
    skuId: byValue(({ lines, orderId }) =>
      (lines.length > 0 ? lines : (account.store.orders.get(orderId)?.lines ?? [])).map(
        ({ skuId }) => skuId,
      ),
    ),
    reason: byValue(({ fields }) => fields["reason"]),
    failureReason: byValue(({ state }) => (state === "failed" ? failure.message : undefined)),
    amount: byNumber(({ amount, currency }) => toDecimal(amount, currency)),
    refundedAmount: byNumber(({ refundedAmount, currency }) => toDecimal(refundedAmount, currency)),
  };
}

/** A refund names the order, or the invoice that became one. */
function refundedOrder(call: Call): Outcome<Order> {
  const read = reader(call.body);
  const orderId = read.text("orderId");
  if (orderId !== undefined) return retrieveOrder(call.account, orderId, "orderId");
  const invoiceId = read.text("invoiceId");
  if (invoiceId === undefined) return refuse({ reason: "missing-parameter", parameter: "orderId" });
  const paidBy = call.account.store.invoices.get(invoiceId)?.orderId;
  return paidBy === undefined
    ? notFound("invoice", invoiceId, "invoiceId")
    : retrieveOrder(call.account, paidBy);
}

function refundRequest(call: Call, order: Order): Outcome<RefundRequest> {
  const read = reader(call.body);
  const { currency } = order;
  const request: RefundRequest = {
    currency: read.require("currency", read.text("currency"), currency),
    invoiceId: read.text("orderId") === undefined ? read.text("invoiceId") : undefined,
    amount: read.amount("amount", currency),
    percent: percent(read.percent("percent")),
    type: read.oneOf("type", ["shipping", "duty", "tax", "importer_tax"]),
    items: read.list("items", (item) => ({
      itemId: item.require("itemId", item.text("itemId"), ""),
      quantity: item.count("quantity"),
      amount: item.amount("amount", currency),
      percent: percent(item.percent("percent")),
      type: item.oneOf("type", ["shipping", "fees", "duty"]),
    })),
    fields: read.fields(["reason", "metadata"]),
  };
  const ways = [
    request.amount,
    request.percent,
    request.items.length > 0 ? true : undefined,
  ].filter((way) => way !== undefined);
  if (ways.length === 0) read.require("amount", undefined, undefined);
  if (ways.length > 1)
    read.refuse({
      reason: "unknown-parameter",
      parameter: request.percent === undefined ? "items" : "percent",
    });
  return read.outcome(request);
}

function percent(hundredths: number | undefined): number | undefined {
  return hundredths === undefined ? undefined : hundredths / 100;
}
