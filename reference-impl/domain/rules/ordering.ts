import { isJsonObject, type JsonObject } from "../json.ts";
import type { Refusal } from "../refusal.ts";
import type { SourceState } from "../source-states.ts";
import { isSpent, nextSourceState } from "../source-states.ts";
import type { Charge, Checkout, Customer, OrderState, Payable, Source } from "../types.ts";
import type { Basket } from "../basket.ts";
import { checkoutSessionState } from "./session.ts";

/**
 * DR-ORDER-39: A checkout becomes an order once (Creating and updating an order, "Reusing the checkout
 * identifier").
 */
export function checkoutUnused(checkout: Checkout): Refusal | undefined {
  return checkout.state === "ordered" ? { reason: "checkout-spent", id: checkout.id } : undefined;
}

/**
 * DR-ORDER-35: An order needs a well-formed e-mail address (Providing address information, "Email address
 * requirements").
 */
export function emailGiven(payable: Payable): Refusal | undefined {
  const email = payable.fields["email"];
  return typeof email === "string" && /^[^\s@]+@[^\s@]+$/.test(email)
    ? undefined
    : { reason: "email-missing" };
}

/**
 * DR-ORDER-37: An order needs to know who is billed where (Providing address information, "Billing address
 * requirements").
 */
export function billToGiven(billTo: JsonObject | undefined): Refusal | undefined {
  const address = isJsonObject(billTo?.["address"]) ? billTo["address"] : {};
  const missing = ["line1", "city", "postalCode", "country"].find((name) => !address[name]);
  return missing === undefined
    ? undefined
    : { reason: "missing-parameter", parameter: `billTo.address.${missing}` };
}

/**
 * DR-ORDER-1, DR-ORDER-2, DR-ORDER-4: An order is made of a checkout whose sources cover its total amount (Payment
 * sessions, "How to determine when to create an order").
 */
export function paymentComplete(basket: Basket): Refusal | undefined {
  return checkoutSessionState(basket) === "requires_confirmation"
    ? undefined
    : { reason: "payment-incomplete" };
}

/** DR-CUSTOMER-30: A customer who was switched off places no orders. */
export function customerEnabled(customer: Customer | undefined): Refusal | undefined {
  return customer === undefined || customer.enabled ? undefined : { reason: "customer-disabled" };
}

/**
 * DR-USE-2, DR-USE-9: A saved source pays only for its own customer (Managing sources, "Restrictions on using
 * saved sources").
 */
export function sourceOfCustomer(source: Source, payable: Payable): Refusal | undefined {
  if (source.customerId === undefined || source.customerId === payable.customerId) return undefined;
  return { reason: "source-of-other-customer", sourceId: source.id };
}

/** DR-REMOVE-3, DR-STATE-4: Nothing is charged to a source that is spent, cancelled or failed. */
export function sourceCanPay(source: Source): Refusal | undefined {
  return isSpent(source.state)
    ? { reason: "source-not-chargeable", sourceId: source.id }
    : undefined;
}

/** DR-ORDER-42: The authorization that a test value refuses at once. */
export function authorizationGranted(source: Source): Refusal | undefined {
  return source.script.charge === "fails" && source.state === "chargeable"
    ? { reason: "charge-refused" }
    : undefined;
}

/** A review that ends at once, and badly: no order is made (Creating and updating an order, "409 Conflict"). */
export function fraudNotSuspected(source: Source): Refusal | undefined {
  return source.script.review === "refuses" ? { reason: "fraud-suspected" } : undefined;
}

/** DR-FLOW-13 to DR-FLOW-19: Until the customer or the funds have made the source chargeable, its charge waits. */
export function chargeWaits(source: Source): boolean {
  return source.state !== "chargeable";
}

/**
 * DR-STATE-3, DR-REUSE-9: A charge consumes a single-use source and leaves a reusable one chargeable (Source
 * basics, "Source state").
 */
export function sourceStateAfterCharge(source: Source): SourceState {
  return source.reusable ? source.state : (nextSourceState(source.state, "charge") ?? source.state);
}

/**
 * DR-ORDER-50, DR-ORDER-53: An order waits for payment until each of its charges is authorized, and for the end of its
 * review where one is opened (The order lifecycle).
 */
export function orderStateAtFirst(charges: readonly Charge[]): OrderState {
  if (charges.some((charge) => charge.authorization !== "granted")) return "pending_payment";
  return charges.some(({ script }) => script.review === "opens") ? "in_review" : "accepted";
}
