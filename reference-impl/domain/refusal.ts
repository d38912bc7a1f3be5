import type { Json } from "./json.ts";

/** Why a request was not carried out. The faces turn it into a status, a code and words. */
export type Refusal =
  // Attaching
  | { readonly reason: "secondary-after-single-use-primary" }
  | { readonly reason: "source-state-invalid"; readonly sourceId: string }
  | { readonly reason: "sources-exceed-total" }
  | { readonly reason: "source-not-combinable"; readonly sourceId: string }
  | { readonly reason: "source-in-other-currency"; readonly currency: string }
  | { readonly reason: "invoice-takes-one-reusable-primary" }
  // Saving
  | { readonly reason: "source-not-savable"; readonly sourceId: string }
  | { readonly reason: "source-not-chargeable"; readonly sourceId: string }
  | { readonly reason: "source-of-other-customer"; readonly sourceId: string }
  | { readonly reason: "default-not-attached"; readonly sourceId: string }
  // Ordering
  | { readonly reason: "checkout-spent"; readonly id: string }
  | { readonly reason: "payment-incomplete" }
  | { readonly reason: "charge-refused" }
  | { readonly reason: "fraud-suspected" }
  | { readonly reason: "email-missing" }
  | { readonly reason: "customer-disabled" }
  | { readonly reason: "order-incomplete" }
  | { readonly reason: "shipping-choice-missing" }
  | { readonly reason: "address-invalid"; readonly part: "postalCode" | "state" }
  | { readonly reason: "country-unsupported"; readonly country: string }
  | {
      readonly reason: "discount-invalid";
      readonly parameter: string;
      readonly kind: "amount" | "percent";
      readonly value: Json | undefined;
    }
  // Fulfilling and refunding
  | { readonly reason: "order-fulfilled"; readonly orderId: string }
  | { readonly reason: "order-not-submitted"; readonly orderId: string }
  | { readonly reason: "order-closed"; readonly orderId: string; readonly state: string }
  | { readonly reason: "refund-too-large" }
  | { readonly reason: "refund-in-dispute" }
  | { readonly reason: "refund-currency"; readonly currency: string }
  | { readonly reason: "refund-of-part-of-tax" }
  // Invoices and credit
  | { readonly reason: "invoice-not-open"; readonly id: string }
  | { readonly reason: "invoice-not-draft"; readonly id: string }
  | { readonly reason: "credit-already-set" }
  // Any resource
  | {
      readonly reason: "not-found";
      readonly resource: Resource;
      readonly id: string;
      readonly parameter?: string;
    }
  | { readonly reason: "already-exists"; readonly resource: Resource; readonly id: string }
  | { readonly reason: "missing-parameter"; readonly parameter: string }
  | { readonly reason: "invalid-parameter"; readonly parameter: string; readonly value: string }
  | { readonly reason: "unknown-parameter"; readonly parameter: string }
  | { readonly reason: "metadata-beyond-limits"; readonly limit: "pairs" | "key" | "value" };

export type Resource =
  | "source"
  | "checkout"
  | "customer"
  | "order"
  | "charge"
  | "fulfillment"
  | "refund"
  | "invoice"
  | "event"
  | "webhook"
  | "sku"
  | "product"
  | "line item"
  | "payment option";

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export function accept<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refuse(refusal: Refusal): Outcome<never> {
  return { ok: false, refusal };
}

export function notFound(resource: Resource, id: string, parameter?: string): Outcome<never> {
  return refuse({
    reason: "not-found",
    resource,
    id,
    ...(parameter === undefined ? {} : { parameter }),
  });
}

/** The next step with what was accepted. */
export function andThen<T, U>(outcome: Outcome<T>, next: (value: T) => Outcome<U>): Outcome<U> {
  return outcome.ok ? next(outcome.value) : outcome;
}

/** What was looked for, or that there is none of that identifier. */
export function found<T>(
  value: T | undefined,
  resource: Resource,
  id: string,
  parameter?: string,
): Outcome<T> {
  return value === undefined ? notFound(resource, id, parameter) : accept(value);
}
