import type { JsonObject } from "./json.ts";
import type { Minor } from "./money.ts";
import { allot, share, sum } from "./money.ts";
import type { Line, Totals } from "./types.ts";

export interface PricedItem {
  readonly id: string;
  readonly skuId: string | undefined;
  readonly quantity: number;
  /** The price of all units together. */
  readonly amount: Minor;
  readonly discount: Reduction | undefined;
  readonly fields: JsonObject;
}

/** Either an amount or a percentage in hundredths: 1250 is 12.5 %. */
export type Reduction = { readonly amountOff: Minor } | { readonly percentOff: number };

export interface PriceTerms {
  readonly taxInclusive: boolean;
  readonly shipping: Minor;
  readonly discount: Reduction | undefined;
}

/** The rate at which goods and shipping are taxed: 8.025 %, so that 20.00 and 5.00 shipping come to 27.01. */
export const taxRate = 0.08025;

/** Lines with their tax and shipping, and totals that are the sum of the lines; every line is rounded half-up by itself. */
export function price(
  items: readonly PricedItem[],
  terms: PriceTerms,
): { lines: readonly Line[]; totals: Totals } {
  const itemReductions = items.map((item) => reduction(item.amount, item.discount));
  const goods = items.map((item, index) => item.amount - (itemReductions[index] ?? 0));
  const ofOrder = allot(reduction(sum(goods), terms.discount), goods);
  const shipping = allot(terms.shipping, goods);
  const lines = items.map((item, index) => {
    const discount = (itemReductions[index] ?? 0) + (ofOrder[index] ?? 0);
    return pricedLine(item, discount, shipping[index] ?? 0, terms.taxInclusive);
  });
  return { lines, totals: totalsOf(lines) };
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

function totalsOf(lines: readonly Line[]): Totals {
  const tax = sum(lines.map((line) => line.tax + line.shippingTax));
  const shipping = sum(lines.map((line) => line.shipping));
  const discount = sum(lines.map((line) => line.discount));
  const total = sum(lines.map((line) => line.total));
  return { subtotal: total - tax, tax, shipping, discount, total };
}

function reduction(amount: Minor, discount: Reduction | undefined): Minor {
  if (discount === undefined) return 0;
  const off =
    "amountOff" in discount ? discount.amountOff : share(amount, discount.percentOff, 10_000);
  return Math.min(amount, off);
}
