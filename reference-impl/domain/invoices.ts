import type { Account } from "./account.ts";
import { attachNamed, basketOf, emptyHolder, put } from "./attachments.ts";
import { createFulfillment } from "./fulfillments.ts";
import type { JsonObject } from "./json.ts";
import { operation } from "./operation.ts";
import { paymentRefused, placeOrder } from "./orders.ts";
import type { PricedItem } from "./pricing.ts";
import { price } from "./pricing.ts";
import type { Reduction } from "./reduction.ts";
import type { Outcome } from "./refusal.ts";
import { accept, found, refuse } from "./refusal.ts";
import type { Basket } from "./basket.ts";
import type { ChargeType, Invoice, InvoiceState, Order } from "./types.ts";

export interface InvoiceRequest {
  readonly currency: string;
  readonly customerId: string;
  readonly items: readonly PricedItem[];
  readonly taxInclusive: boolean;
  readonly discount: Reduction | undefined;
  readonly chargeType: ChargeType;
  readonly state: "draft" | "open";
  readonly billingOptimization: boolean;
  readonly sourceId: string | undefined;
  readonly fields: JsonObject;
}

/** An invoice starts open unless it is asked to be a draft; an open one that is covered is billed. */
export const createInvoice = operation(
  (account: Account, request: InvoiceRequest): Outcome<Invoice> => {
    if (account.store.customers.get(request.customerId) === undefined) {
      return refuse({
        reason: "invalid-parameter",
        parameter: "customerId",
        value: request.customerId,
      });
    }
    const { sourceId } = request;
    const empty = newInvoice(account, request);
    const outcome =
      sourceId === undefined ? accept(empty) : attachNamed(account, empty, sourceId, "creation");
    if (!outcome.ok) return outcome;
    announce(account, put(account, outcome.value), "invoice.created");
    return accept(request.state === "open" ? start(account, outcome.value) : outcome.value);
  },
);

export function retrieveInvoice(account: Account, id: string): Outcome<Invoice> {
  return found(account.store.invoices.get(id), "invoice", id);
}

export function updateInvoice(account: Account, invoice: Invoice, fields: JsonObject): Invoice {
  const updated = {
    ...invoice,
    updatedAt: account.now(),
    fields: { ...invoice.fields, ...fields },
  };
  return announce(account, put(account, updated), "invoice.updated");
}

export function openInvoice(account: Account, invoice: Invoice): Outcome<Invoice> {
  const refusal = account.rules.invoiceIsDraft(invoice);
  return refusal ? refuse(refusal) : accept(start(account, invoice));
}

export function voidInvoice(account: Account, invoice: Invoice): Outcome<Invoice> {
  const refusal = account.rules.invoiceCanBeVoided(invoice);
  return refusal ? refuse(refusal) : accept(enter(account, invoice, "void"));
}

export function deleteInvoice(account: Account, invoice: Invoice): Outcome<Invoice> {
  const refusal = account.rules.invoiceIsDraft(invoice);
  if (refusal) return refuse(refusal);
  account.store.invoices.delete(invoice.id);
  return accept(invoice);
}

/** One attempt to bill an open invoice; one whose sources do not cover it is left alone. */
export function collect(account: Account, invoice: Invoice): Invoice {
  const basket = basketOf(account, invoice);
  if (invoice.state !== "open" || account.rules.paymentComplete(basket) !== undefined)
    return invoice;
  const attempted = { ...invoice, attemptCount: invoice.attemptCount + 1 };
  if (paymentRefused(account, invoice, basket.held) === undefined)
    return pay(account, attempted, basket);
  announce(account, put(account, attempted), "invoice.payment_failed");
  // Without billing optimization there is one attempt and no other.
  return invoice.billingOptimization ? attempted : enter(account, attempted, "uncollectible");
}

function start(account: Account, invoice: Invoice): Invoice {
  return collect(account, enter(account, invoice, "open"));
}

function pay(account: Account, invoice: Invoice, basket: Basket): Invoice {
  const order = placeOrder(account, invoice, basket);
  deliver(account, order);
  return enter(account, { ...invoice, orderId: order.id }, "paid");
}

/** Invoices are for digital goods, which are there once they are paid. */
function deliver(account: Account, order: Order): void {
  if (order.state !== "accepted") return;
  const lines = order.lines.map(({ id, quantity }) => ({
    itemId: id,
    quantity,
    cancelQuantity: 0,
  }));
  createFulfillment(account, order, { lines, fields: {} });
}

function newInvoice(account: Account, request: InvoiceRequest): Invoice {
  const { currency, customerId, taxInclusive, chargeType, billingOptimization, fields } = request;
  const empty = emptyHolder(account, "invoice");
  return {
    ...empty,
    currency,
    ...price(request.items, { ...request, shipping: 0 }),
    customerId,
    fields,
    taxInclusive,
    chargeType,
    state: "draft",
    transitions: { draft: empty.createdAt },
    billingOptimization,
    attemptCount: 0,
    orderId: undefined,
  };
}

function enter(account: Account, invoice: Invoice, state: InvoiceState): Invoice {
  const transitions = { ...invoice.transitions, [state]: account.now() };
  return announce(
    account,
    put(account, { ...invoice, state, transitions, updatedAt: account.now() }),
    `invoice.${state}`,
  );
}

function announce(account: Account, value: Invoice, type: string): Invoice {
  account.announce({ type, resource: "invoice", value });
  return value;
}
