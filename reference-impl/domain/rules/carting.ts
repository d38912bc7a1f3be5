import type { Held } from "../basket.ts";
import { isSecondary } from "../basket.ts";
import type { Minor } from "../money.ts";
import type { Refusal } from "../refusal.ts";
import type { Cart, Source } from "../types.ts";
import type { Attempt } from "./attaching.ts";

/** CO-ATTACH-1, CO-ATTACH-9: The sources of a cart after one more; a second primary source takes the place of the first. */
export function sourcesInCart({ source, basket }: Attempt): readonly Source[] {
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

/** CO-ORDER-14: Nothing is ordered with an empty cart. */
export function cartFilled(cart: Cart): Refusal | undefined {
  return cart.lines.length > 0 ? undefined : { reason: "order-incomplete" };
}
