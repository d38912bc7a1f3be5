import type { JsonObject } from "./json.ts";
import type { Minor } from "./money.ts";
import { allot, share, sum } from "./money.ts";
import type { Reduction } from "./reduction.ts";
import type { Line, Totals } from "./types.ts";

export interface PricedItem {
  readonly id: string;
  readonly skuId: string | undefined;
  readonly quantity: number;
  /** The price of all units together. */
  readonly amount: Minor;
  /** What is taken off the amount. */
  readonly discount: Minor;
  readonly fields: JsonObject;
}

export interface PriceTerms {
  readonly taxInclusive: boolean;
  readonly shipping: Minor;
  readonly shippingDiscount?: Reduction | undefined;
  readonly discount: Reduction | undefined;
}

/** The rate at which goods and shipping are taxed: 8.025 %, so that 20.00 and 5.00 shipping come to 27.01. */
export const taxRate = 0.08025;

/** Lines with their tax and shipping, and totals that are the sum of the lines; every line is rounded half-up by itself. */
export function price(
  items: readonly PricedItem[],
  terms: PriceTerms,
): { lines: readonly Line[]; totals: Totals } {
  const goods = items.map((item) => item.amount - item.discount);
  const ofOrder = allot(reduction(sum(goods), terms.discount), goods);
  const ofShipping = reduction(terms.shipping, terms.shippingDiscount);
  const shipping = allot(terms.shipping - ofShipping, goods);
  const lines = items.map((item, index) => {
    const discount = item.discount + (ofOrder[index] ?? 0);
    return pricedLine(item, discount, shipping[index] ?? 0, terms.taxInclusive);
  });
  return { lines, totals: totalsOf(lines, ofShipping) };
}

/**
 * What is taken off a line: the reduction is of one unit, for so many units (Applying a discount, "Item-level
 * discounts").
 */
export function itemDiscount(
  amount: Minor,
  units: number,
  discount: Reduction | undefined,
  reducedUnits = units,
): Minor {
  if (discount === undefined) return 0;
  const reduced = Math.min(units, reducedUnits);
  const off =
    "amountOff" in discount
      ? discount.amountOff * reduced
      : share(amount * reduced, discount.percentOff, 10_000 * units);
  return Math.min(amount, off);
}

function pricedLine(
  item: PricedItem,
  discount: Minor,
  shipping: Minor,
  taxInclusive: boolean,
): Line {
  const amount = item.amount - discount;
  const tax = taxOn(amount, taxInclusive);
  const shippingTax = taxOn(shipping, taxInclusive);
  const total = amount + shipping + (taxInclusive ? 0 : tax + shippingTax);
  const { id, skuId, quantity, fields } = item;
  return { id, skuId, quantity, amount, tax, shipping, shippingTax, discount, total, fields };
}

function taxOn(amount: Minor, taxInclusive: boolean): Minor {
  const rate = Math.round(taxRate * 100_000);
  return share(amount, rate, taxInclusive ? 100_000 + rate : 100_000);
}

function totalsOf(lines: readonly Line[], ofShipping: Minor): Totals {
  const tax = sum(lines.map((line) => line.tax + line.shippingTax));
  const shipping = sum(lines.map((line) => line.shipping));
  const discount = sum(lines.map((line) => line.discount)) + ofShipping;
  const total = sum(lines.map((line) => line.total));
  return { subtotal: total - tax, tax, shipping, discount, total };
}

function reduction(amount: Minor, discount: Reduction | undefined): Minor {
  if (discount === undefined) return 0;
  const off =
    "amountOff" in discount ? discount.amountOff : share(amount, discount.percentOff, 10_000);
  return Math.min(amount, off);
}
