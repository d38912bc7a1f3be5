/**
 * What the documentation says there is, as far as a model of it needs. Written from the requirement catalogue and the
 * two seed pages; it imports nothing of the server. Things are named by their place in a list, amounts are cents.
 */
export interface World {
  readonly sources: readonly Source[];
  readonly customers: readonly Customer[];
  readonly purchases: readonly Purchase[];
  readonly shoppers: readonly Shopper[];
  readonly orders: readonly Order[];
}

/** How its customer pays with it. A card is the one of these that can be reused (DR-SAVE-31, CO-SAVE-6). */
export type Method = "card" | "redirect" | "receiver" | "credit";

/** `waits` stands for every pending state (CO-STATE-2). */
export type Life = "waits" | "chargeable" | "consumed" | "cancelled" | "failed";

export interface Source {
  readonly method: Method;
  readonly life: Life;
  readonly reusable: boolean;
  /** The customer it was saved to, for good. */
  readonly savedTo?: number;
  /** What store credit is worth, and the purchase it was made for. */
  readonly worth: number;
  readonly madeFor?: number;
}

export interface Customer {
  readonly saved: readonly number[];
  /** `open`: the documentation does not say. */
  readonly standard: number | "none" | "open";
}

/** A checkout of the one API, or a cart of the other. */
export interface Purchase {
  readonly face: "checkout" | "cart";
  readonly total: number;
  readonly units: number;
  readonly customer?: number;
  /** In the order of their attachment. */
  readonly held: readonly number[];
  readonly ordered: boolean;
}

/** Somebody with a token of the Commerce API. */
export interface Shopper {
  readonly customer?: number;
  /** The active cart. */
  readonly cart: number;
  /** The order that was left to go to a payment provider. */
  readonly left?: number;
}

export interface Order {
  readonly total: number;
  readonly units: number;
  readonly shares: readonly Share[];
  readonly state: "waits" | "accepted" | "complete" | "cancelled";
  /** Goes on when its cart is resumed, and not by itself (CO-RESUME-2). */
  readonly byResuming: boolean;
  readonly fulfilled: number;
  readonly dropped: number;
  /** What came back to the primary charge, and to the others. */
  readonly refunded: { readonly primary: number; readonly secondary: number };
}

/** What one source pays for an order. */
export interface Share {
  readonly source: number;
  readonly amount: number;
  readonly secondary: boolean;
  readonly charged: "yes" | "waits" | "no";
}

/** What an operation comes to: the world after it, and how it is refused, if it is. */
export interface Told {
  readonly world: World;
  /** The codes that are right, an empty list where the documentation names none. Absent: it is carried out. */
  readonly refused?: readonly string[];
}

export const nothing: World = {
  sources: [],
  customers: [],
  purchases: [],
  shoppers: [],
  orders: [],
};

export const done = (world: World): Told => ({ world });
export const no = (world: World, ...refused: readonly string[]): Told => ({ world, refused });

/** The thing of that number; the model never asks for one that is not there. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`the model has no number ${index}`);
  return found;
}

/** The list with one thing changed. */
export function changed<T>(list: readonly T[], index: number, change: Partial<T>): readonly T[] {
  return list.map((item, place) => (place === index ? { ...item, ...change } : item));
}

export const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);
