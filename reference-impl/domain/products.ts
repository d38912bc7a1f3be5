import type { Minor } from "./money.ts";

/** What the shop of the sandbox sells: digital goods, which need no shipping. */
export interface Product {
  readonly id: string;
  /** What the shop calls it; a request may name it by this as well. */
  readonly externalReferenceId: string;
  readonly displayName: string;
  readonly price: Minor;
}

export const productCurrency = "USD";

export const products: readonly Product[] = [
  {
    id: "900100",
    externalReferenceId: "field-recordings",
    displayName: "Field recordings",
    price: 4250,
  },
  { id: "900200", externalReferenceId: "river-atlas", displayName: "River atlas", price: 1000 },
  { id: "900300", externalReferenceId: "tide-table", displayName: "Tide table", price: 99 },
];

/** By either of its names. */
export function productOf(name: string): Product | undefined {
  return products.find(({ id, externalReferenceId }) => [id, externalReferenceId].includes(name));
}
