import type { Refusal } from "../refusal.ts";
import type { Invoice } from "../types.ts";

/** DR-INVOICE-25: Only an open invoice is voided (Invoices, "Voiding an invoice"). */
export function invoiceCanBeVoided(invoice: Invoice): Refusal | undefined {
  return invoice.state === "open" ? undefined : { reason: "invoice-not-open", id: invoice.id };
}

/** DR-INVOICE-23, DR-INVOICE-27: Only a draft is opened or deleted. */
export function invoiceIsDraft(invoice: Invoice): Refusal | undefined {
  return invoice.state === "draft" ? undefined : { reason: "invoice-not-draft", id: invoice.id };
}
