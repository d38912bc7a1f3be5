import { attachNamed, detach } from "../domain/attachments.ts";
import type { InvoiceRequest } from "../domain/invoices.ts";
import * as invoices from "../domain/invoices.ts";
import { toDecimal } from "../domain/money.ts";
import type { Outcome } from "../domain/refusal.ts";
import { andThen, accept } from "../domain/refusal.ts";
import { retrieveSource } from "../domain/sources.ts";
import type { Invoice } from "../domain/types.ts";
import type { Call, Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import { chargeTypes, pricedItem, reduction } from "./checkout-request.ts";
import type { Filters } from "./filters.ts";
import { byNumber, byValue } from "./filters.ts";
import { list } from "./list.ts";
import { purchaseFilters } from "./purchase-filters.ts";
import { readFields, reader } from "./read.ts";
import type { Reply } from "../reply.ts";
import { created, noContent, ok } from "../reply.ts";

export const createInvoice: Handler = (call) => {
  const invoice = andThen(invoiceRequest(call), (request) =>
    invoices.createInvoice(call.account, request),
  );
  return answer(call, invoice, (value) => created(call.wire.invoice(call.account, value)));
};

export const retrieveInvoice: Handler = (call) => shown(call, find(call));

export const listInvoices: Handler = (call) => {
  const all = call.account.store.invoices.newestFirst();
  return list(call, all, (each) => call.wire.invoice(call.account, each), filters);
};

const filters: Filters<Invoice> = {
  ...purchaseFilters,
  state: byValue(({ state }) => state),
  skuId: byValue(({ lines }) => lines.map(({ skuId }) => skuId)),
  attemptCount: byNumber(({ attemptCount }) => attemptCount),
  // Of any line, for one unit of it.
  price: byNumber(({ lines, currency }) =>
    lines.map((line) => toDecimal((line.amount + line.discount) / line.quantity, currency)),
  ),
};

export const updateInvoice: Handler = (call) => {
  const updated = andThen(find(call), (invoice) =>
    andThen(readFields(call.body, ["metadata"]), (fields) =>
      accept(invoices.updateInvoice(call.account, invoice, fields)),
    ),
  );
  return shown(call, updated);
};

export const deleteInvoice: Handler = (call) => {
  const deleted = andThen(find(call), (invoice) => invoices.deleteInvoice(call.account, invoice));
  return answer(call, deleted, noContent);
};

export const openInvoice: Handler = (call) =>
  shown(
    call,
    andThen(find(call), (invoice) => invoices.openInvoice(call.account, invoice)),
  );

export const voidInvoice: Handler = (call) =>
  shown(
    call,
    andThen(find(call), (invoice) => invoices.voidInvoice(call.account, invoice)),
  );

/** Answers with the source, not with the invoice. */
export const attachSourceToInvoice: Handler = (call) => {
  const { account } = call;
  const attached = andThen(find(call), (invoice) =>
    attachNamed(account, invoice, param(call, "sourceId"), "path"),
  );
  return answer(call, attached, () =>
    answer(call, retrieveSource(account, param(call, "sourceId")), (source) =>
      call.wire.sourceAttached(call.wire.source(source)),
    ),
  );
};

export const detachSourceFromInvoice: Handler = (call) => {
  const { account } = call;
  const detached = andThen(find(call), (invoice) =>
    detach(account, invoice, param(call, "sourceId")),
  );
  return answer(call, detached, () => call.wire.sourceDetached());
};

function find(call: Call): Outcome<Invoice> {
  return invoices.retrieveInvoice(call.account, param(call));
}

function shown(call: Call, invoice: Outcome<Invoice>): Reply {
  return answer(call, invoice, (value) => ok(call.wire.invoice(call.account, value)));
}

function invoiceRequest(call: Call): Outcome<InvoiceRequest> {
  const read = reader(call.body);
  const currency = read.currency("currency");
  const items = read.list("items", (item) => pricedItem(call, item, currency));
  if (items.length === 0) read.require("items", undefined, undefined);
  return read.outcome({
    currency,
    customerId: read.require("customerId", read.text("customerId"), ""),
    items,
    taxInclusive: read.flag("taxInclusive") ?? false,
    discount: reduction(read, currency),
    chargeType: read.oneOf("chargeType", chargeTypes) ?? "merchant_initiated",
    state: read.oneOf("state", ["draft", "open"]) ?? "open",
    billingOptimization: read.flag("billingOptimization") ?? true,
    sourceId: read.text("sourceId"),
    fields: { collectionPeriodDays: 30, ...read.fields(echoed) },
  });
}

const echoed = [
  "email",
  "description",
  "locale",
  "collectionPeriodDays",
  "customerType",
  "discount",
  "shipTo",
  "billTo",
  "applicationId",
  "upstreamId",
  "metadata",
];
