import type { Basket, Held } from "../basket.ts";
import { isPrimary, isSecondary, primaryOf, secondariesOf, secondaryTotal } from "../basket.ts";
import type { Minor } from "../money.ts";
import type { Refusal } from "../refusal.ts";
import type { SourceState } from "../source-states.ts";
import { isSpent } from "../source-states.ts";
import { sourceType } from "../source-types.ts";
import type { Source } from "../types.ts";

/** A source that is to be attached: to what, and how it came there. */
export interface Attempt {
  readonly source: Source;
  readonly basket: Basket;
  readonly way: Way;
}

/**
 * Named in the path of a request, in the body of an update, in the body of a new checkout or invoice, applied to a cart
 * by itself, or applied to it as a payment option.
 */
export type Way = "path" | "body" | "creation" | "cart" | "option";

/** DR-DETACH-3, DR-STATE-4: A source that is spent, cancelled or failed is taken by no checkout. */
export function sourceFitsSession({ source }: Attempt): Refusal | undefined {
  return isSpent(source.state)
    ? { reason: "source-state-invalid", sourceId: source.id }
    : undefined;
}

/** DR-SEQ-2, DR-SEQ-20: Behind a primary source that is not reusable no secondary source is taken. */
export function secondaryMayFollow({ source, basket }: Attempt): Refusal | undefined {
  const primary = primaryOf(basket)?.source;
  if (isPrimary(source) || primary === undefined || primary.reusable) return undefined;
  return { reason: "secondary-after-single-use-primary" };
}

/**
 * DR-ATTACH-42, DR-ATTACH-64: The secondary sources of a checkout never exceed its total amount, whatever the
 * primary source pays. CO-CREDIT-11: In a cart, store credit beside a primary source pays what it can.
 */
export function secondaryFitsTotal({ source, basket }: Attempt): Refusal | undefined {
  if (isPrimary(source)) return undefined;
  if (basket.holder.kind === "cart" && primaryOf(basket) !== undefined) return undefined;
  const fits = secondaryTotal(basket) + (source.amount ?? 0) <= basket.total;
  return fits ? undefined : { reason: "sources-exceed-total" };
}

/** DR-COMBINE-5: A primary source joins secondary ones only where its type shares a checkout. */
export function primaryMayJoin({ source, basket }: Attempt): Refusal | undefined {
  return isPrimary(source) && secondariesOf(basket).length > 0 ? combines(source) : undefined;
}

/** DR-COMBINE-5: A secondary source joins a saved primary one only where the type of that shares a checkout. */
export function secondaryMayJoin({ source, basket }: Attempt): Refusal | undefined {
  const primary = primaryOf(basket)?.source;
  return isSecondary(source) && primary?.reusable === true ? combines(primary) : undefined;
}

/** Store credit is money of one currency; a primary source pays in the currency of the checkout. */
export function currencyFits({ source, basket }: Attempt): Refusal | undefined {
  if (isPrimary(source) || source.currency === basket.currency) return undefined;
  return { reason: "source-in-other-currency", currency: basket.currency };
}

/** CO-CREDIT-15: A cart takes one store credit beside its primary source. */
export function oneCreditInCart({ source, basket }: Attempt): Refusal | undefined {
  const taken = isSecondary(source) && secondariesOf(basket).length > 0;
  return taken ? { reason: "source-not-combinable", sourceId: source.id } : undefined;
}

/**
 * DR-INVOICE-1, DR-INVOICE-2, DR-INVOICE-30: With billing optimization an invoice holds one source, primary and
 * reusable; without it, any primary and any secondaries.
 */
export function invoiceTakesSource({ source, basket: { holder } }: Attempt): Refusal | undefined {
  if (holder.kind !== "invoice" || !holder.billingOptimization) return undefined;
  if (isPrimary(source) && source.reusable) return undefined;
  return { reason: "invoice-takes-one-reusable-primary" };
}

/** DR-ATTACH-20, DR-ATTACH-27: A checkout holds one primary source, so a new one takes the place of the old. */
export function heldAfterAttach({ source, basket }: Attempt): readonly Held[] {
  const kept = isSecondary(source) ? basket.held : secondariesOf(basket);
  return [...kept, { source, amount: source.amount ?? 0 }];
}

/** DR-DETACH-5, DR-DETACH-8: Detaching one source leaves the others attached. */
export function heldAfterDetach(sourceId: string, basket: Basket): readonly Held[] {
  return basket.held.filter((held) => held.source.id !== sourceId);
}

/**
 * DR-DETACH-2, DR-DETACH-10: A source that is not reusable is cancelled when it leaves its checkout; a saved one
 * stays what it was. DR-STATE-3: What was charged stays consumed, whatever becomes of the checkout afterwards.
 */
export function sourceStateAfterDetach(source: Source): SourceState {
  return source.reusable || source.state === "consumed" ? source.state : "cancelled";
}

/** DR-SEQ-22, DR-SEQ-28, DR-AMOUNT-11: The primary source pays what the secondary sources leave. */
export function primaryAmount(basket: Basket): Minor {
  return primaryOf(basket) === undefined ? 0 : Math.max(0, basket.total - secondaryTotal(basket));
}

/** Which primary types share a checkout is written; what others do is not, and here they do not. */
function combines(primary: Source): Refusal | undefined {
  if (sourceType(primary.type)?.combinable) return undefined;
  return { reason: "source-not-combinable", sourceId: primary.id };
}
