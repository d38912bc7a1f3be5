import type { Minor } from "./money.ts";

/** What the shop of the sandbox sells: digital goods, which need no shipping. */
export interface Product {
  readonly id: string;
  readonly displayName: string;
  readonly price: Minor;
}

export const productCurrency = "USD";

export const products: readonly Product[] = [
  { id: "900100", displayName: "Field recordings", price: 4250 },
  { id: "900200", displayName: "River atlas", price: 1000 },
  { id: "900300", displayName: "Tide table", price: 99 },
];

export function productOf(id: string): Product | undefined {
  return products.find((product) => product.id === id);
}
