import type { Minor } from "../money.ts";
import type { Refusal } from "../refusal.ts";
import { sourceType } from "../source-types.ts";
import type { Source } from "../types.ts";
import type { Basket, Held } from "./basket.ts";
import { isSecondary, primaryOf, secondaryTotal } from "./basket.ts";

/** DR-DETACH-3, DR-STATE-4: A source that is spent, cancelled or failed is taken by no checkout. */
export function sourceFitsSession(source: Source, _basket: Basket): Refusal | undefined {
  switch (source.state) {
    case "chargeable":
    case "pending_funds":
    case "pending_redirect":
    case "requires_action":
      return undefined;
    case "cancelled":
    case "consumed":
    case "failed":
      return { reason: "source-state-invalid", sourceId: source.id };
  }
}

/** DR-SEQ-2, DR-SEQ-20: Behind a primary source that is not reusable no secondary source is taken. */
export function secondaryMayFollow(
  primary: Source,
  _secondary: Source,
  _basket: Basket,
): Refusal | undefined {
  return primary.reusable ? undefined : { reason: "secondary-after-single-use-primary" };
}

/**
 * DR-ATTACH-42, DR-ATTACH-64: The secondary sources of a checkout never exceed its total amount, whatever the
 * primary source pays.
 */
export function secondaryFitsTotal(secondary: Source, basket: Basket): Refusal | undefined {
  const fits = secondaryTotal(basket) + (secondary.amount ?? 0) <= basket.total;
  return fits ? undefined : { reason: "sources-exceed-total" };
}

/**
 * DR-COMBINE-5: Which primary types share a checkout with secondary sources; what others do is not written, and
 * here they do not.
 */
export function primaryCombines(primary: Source): Refusal | undefined {
  if (sourceType(primary.type)?.combinable) return undefined;
  return { reason: "source-not-combinable", sourceId: primary.id };
}

/** Store credit is money of one currency; a primary source pays in the currency of the checkout. */
export function currencyFits(source: Source, basket: Basket): Refusal | undefined {
  if (!isSecondary(source) || source.currency === basket.currency) return undefined;
  return { reason: "source-in-other-currency", currency: basket.currency };
}

/** DR-ATTACH-20, DR-ATTACH-27: A checkout holds one primary source, so a new one takes the place of the old. */
export function heldAfterAttach(source: Source, basket: Basket): readonly Held[] {
  const secondary = isSecondary(source);
  const kept = secondary ? basket.held : basket.held.filter((held) => isSecondary(held.source));
  return [...kept, { source, amount: source.amount ?? 0 }];
}

/** DR-REUSE-8, DR-CHARGE-7: Attaching changes neither the state of a source nor whether it is reusable. */
export function sourceAfterAttach(source: Source, _basket: Basket): Source {
  return source;
}

/** DR-DETACH-5, DR-DETACH-8: Detaching one source leaves the others attached. */
export function heldAfterDetach(sourceId: string, basket: Basket): readonly Held[] {
  return basket.held.filter((held) => held.source.id !== sourceId);
}

/** DR-SEQ-22, DR-SEQ-28, DR-AMOUNT-11: The primary source pays what the secondary sources leave. */
export function primaryAmount(basket: Basket): Minor {
  return primaryOf(basket) === undefined ? 0 : Math.max(0, basket.total - secondaryTotal(basket));
}

/**
 * DR-SEQ-8, DR-SEQ-9, DR-DETACH-22: A refused attach changes nothing: neither the checkout nor the sources it
 * holds.
 */
export function heldAfterRefusedAttach(
  before: readonly Held[],
  _attempted: readonly Held[],
): readonly Held[] {
  return before;
}
