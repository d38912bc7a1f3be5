import type { Minor } from "./money.ts";
import { sum } from "./money.ts";
import { secondaryType } from "./source-types.ts";
import type { Holder, Source } from "./types.ts";

/** What a checkout, an invoice or a cart has to pay, and the sources it holds for that. */
export interface Basket {
  readonly holder: Holder;
  readonly currency: string;
  readonly total: Minor;
  readonly held: readonly Held[];
}

export interface Held {
  readonly source: Source;
  readonly amount: Minor;
}

/** DR-SOURCE-4: store credit is the one secondary type (Managing sources, "Secondary payment sources"). */
export function isSecondary(source: Source): boolean {
  return source.type === secondaryType;
}

export function isPrimary(source: Source): boolean {
  return !isSecondary(source);
}

export function primaryOf(basket: Basket): Held | undefined {
  return basket.held.find((held) => isPrimary(held.source));
}

export function secondariesOf(basket: Basket): readonly Held[] {
  return basket.held.filter((held) => isSecondary(held.source));
}

export function secondaryTotal(basket: Basket): Minor {
  return sum(secondariesOf(basket).map((held) => held.amount));
}
