import type { Minor } from "../money.ts";
import type { Charge, SessionState, Source } from "../types.ts";
import type { Basket } from "../basket.ts";
import { primaryOf, secondaryTotal } from "../basket.ts";
import { sum } from "../money.ts";

/** DR-SESSION-6: The sum of what the attached sources pay. */
export function amountContributed(basket: Basket): Minor {
  return sum(basket.held.map((held) => held.amount));
}

/**
 * DR-SESSION-7, DR-SESSION-8: What is still to be paid; nothing, once a primary source is attached (Payment
 * sessions, "Amount contributed and remaining").
 */
export function amountRemaining(basket: Basket): Minor {
  return primaryOf(basket) === undefined ? Math.max(0, basket.total - secondaryTotal(basket)) : 0;
}

/** DR-SESSION-9 to DR-SESSION-14: Payment sessions, "Session state". */
export function checkoutSessionState(basket: Basket): SessionState {
  if (basket.held.length === 0 || amountRemaining(basket) > 0) return "requires_source";
  return "requires_confirmation";
}

/** DR-SESSION-20 to DR-SESSION-22: Once there is an order, its session follows what its charges still wait for. */
export function orderSessionState(
  charges: readonly Charge[],
  sources: readonly Source[],
): SessionState {
  if (charges.some((charge) => charge.authorization === "refused")) return "failed";
  if (charges.every((charge) => charge.authorization === "granted")) return "complete";
  const waiting = sources.map((source) => source.state);
  if (waiting.includes("pending_redirect") || waiting.includes("requires_action"))
    return "pending_redirect";
  return waiting.includes("pending_funds") ? "pending_funds" : "pending";
}
