import type { Minor } from "../money.ts";
import { share, sum, toMinor } from "../money.ts";
import type { Refusal } from "../refusal.ts";
import type { Charge, Order, OrderLine, Source } from "../types.ts";
import { refundableAmount } from "./charging.ts";

/**
 * DR-REFUND-29: Captured, less what was given back or is on its way (Issuing refunds, "Available to refund
 * amount").
 */
export function availableToRefund(charges: readonly Charge[]): Minor {
  return sum(charges.map(refundableAmount));
}

/** What the line's captured units cost with their tax, less what was given back; without shipping. */
export function lineAvailableToRefund(line: OrderLine): Minor {
  const goods = line.total - line.shipping - line.shippingTax;
  return Math.max(0, share(goods, line.fulfilled, line.quantity) - line.refunded);
}

/**
 * DR-REFUND-50, DR-REFUND-51: A percentage of an amount, half-up to the minor unit; the percentage has at most two
 * decimals.
 */
export function percentOf(amount: Minor, percent: number): Minor {
  return share(amount, toMinor(percent, "USD") ?? 0, 10_000);
}

/** DR-REFUND-40: No more than what is left. */
export function refundFits(amount: Minor, available: Minor): Refusal | undefined {
  return amount <= available ? undefined : { reason: "refund-too-large" };
}

/** DR-REFUND-43: A refund is in the currency of its order. */
export function refundInOrderCurrency(currency: string, order: Order): Refusal | undefined {
  return currency === order.currency ? undefined : { reason: "refund-currency", currency };
}

/** Disputes and chargebacks: no refund while the dispute is open. */
export function refundOutsideDispute(order: Order): Refusal | undefined {
  return order.state === "dispute" ? { reason: "refund-in-dispute" } : undefined;
}

/** DR-REFUND-45: Taxes are refunded in full or not at all (Issuing refunds, "Refunding taxes"). */
export function refundOfWholeTax(amount: Minor, tax: Minor): Refusal | undefined {
  return amount === tax ? undefined : { reason: "refund-of-part-of-tax" };
}

/** Handling refunds for asynchronous payment methods: the customer is asked for a bank account. */
export function refundAsksCustomer(source: Source): boolean {
  return (
    source.type === "wireTransfer" || source.type === "onlineBanking" || source.type === "konbini"
  );
}
