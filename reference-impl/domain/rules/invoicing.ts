import type { Refusal } from "../refusal.ts";
import type { Invoice, Source } from "../types.ts";
import type { Basket } from "./basket.ts";
import { isSecondary } from "./basket.ts";

/**
 * DR-INVOICE-1, DR-INVOICE-2, DR-INVOICE-30: With billing optimization an invoice holds one source, primary and
 * reusable; without it, any primary and any secondaries.
 */
export function invoiceTakesSource(
  invoice: Invoice,
  source: Source,
  _basket: Basket,
): Refusal | undefined {
  if (!invoice.billingOptimization) return undefined;
  if (!isSecondary(source) && source.reusable) return undefined;
  return { reason: "invoice-takes-one-reusable-primary" };
}

/** DR-INVOICE-25: Only an open invoice is voided (Invoices, "Voiding an invoice"). */
export function invoiceCanBeVoided(invoice: Invoice): Refusal | undefined {
  return invoice.state === "open" ? undefined : { reason: "invoice-not-open", id: invoice.id };
}

/** DR-INVOICE-23, DR-INVOICE-27: Only a draft is opened or deleted. */
export function invoiceIsDraft(invoice: Invoice): Refusal | undefined {
  return invoice.state === "draft" ? undefined : { reason: "invoice-not-draft", id: invoice.id };
}
