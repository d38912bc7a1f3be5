import type { JsonObject } from "../json.ts";
import type { Minor } from "../money.ts";
import type { Refusal } from "../refusal.ts";
import type { Cart, Source } from "../types.ts";
import type { Basket, Held } from "./basket.ts";
import { isSecondary, secondariesOf } from "./basket.ts";

/** CO-REUSE-7, CO-REUSE-8: A public key makes single-use sources, whatever its request asks for. */
export function reusableAtFirst(_asked: boolean): boolean {
  return false;
}

/** CO-ATTACH-1, CO-ATTACH-9: The sources of a cart after one more; a second primary source takes the place of the first. */
export function sourcesInCart(source: Source, basket: Basket): readonly Source[] {
  const others = basket.held.map((held) => held.source).filter(({ id }) => id !== source.id);
  return [...(isSecondary(source) ? others : others.filter(isSecondary)), source];
}

/**
 * CO-CREDIT-11, CO-CREDIT-12: In the order of their attachment, store credit pays what it can and a
 * primary source all that is left; what comes behind it pays nothing.
 */
export function contributions(sources: readonly Source[], total: Minor): readonly Held[] {
  let left = total;
  return sources.map((source) => {
    const amount = isSecondary(source) ? Math.min(left, source.amount ?? 0) : left;
    left -= amount;
    return { source, amount };
  });
}

/** CO-CREDIT-15: A cart takes one store credit beside its primary source. */
export function oneCreditInCart(source: Source, basket: Basket): Refusal | undefined {
  const taken = isSecondary(source) && secondariesOf(basket).length > 0;
  return taken ? { reason: "source-not-combinable", sourceId: source.id } : undefined;
}

/** CO-REUSE-11: A cart leaves its source as it is; only saving makes it reusable. */
export function sourceAfterAttachToCart(source: Source): Source {
  return source;
}

/** CO-ATTACH-10, CO-ATTACH-11: Who is billed once the source is attached: who was billed before, else its owner. */
export function billToAfterAttach(
  billTo: JsonObject | undefined,
  source: Source,
): JsonObject | undefined {
  return billTo ?? source.owner;
}

/** CO-APPLY-3: An applied payment option brings its own address, in place of the one of the cart. */
export function billToAfterApply(
  billTo: JsonObject | undefined,
  source: Source,
): JsonObject | undefined {
  return source.owner ?? billTo;
}

/** CO-ORDER-14: Nothing is ordered with an empty cart. */
export function cartFilled(cart: Cart): Refusal | undefined {
  return cart.lines.length > 0 ? undefined : { reason: "order-incomplete" };
}

/** CO-ATTACH-3, CO-ORDER-1: Charged is what the cart holds, of all the sources that are known. */
export function chargedInCart(basket: Basket, _known: () => readonly Source[]): Basket {
  return basket;
}
