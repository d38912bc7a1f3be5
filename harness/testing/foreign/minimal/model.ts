import { randomBytes, randomUUID } from "node:crypto";
import type { Freedoms } from "./freedoms.ts";

export type State =
  | "pending_redirect"
  | "pending_funds"
  | "chargeable"
  | "consumed"
  | "cancelled"
  | "failed";

/** The name of a type that the server holds, or "customerCredit". */
export type SourceType = string;

export interface Source {
  readonly id: string;
  readonly type: SourceType;
  readonly createdTime: number;
  readonly secret: string;
  readonly owner: Fields;
  readonly detail: Fields;
  /** Of a store credit alone: what it is worth. */
  readonly credit?: number;
  /** How many decimals its amounts have. */
  digits: number;
  state: State;
  /** The state that readers see; it may lag behind. */
  shown: State;
  reusable: boolean;
  customerId?: string;
  /** Whether a cart that was submitted waits for it. */
  isOwed: boolean;
  /** Its share of the checkout that it was attached to last. */
  share?: number;
}

export interface Checkout {
  readonly id: string;
  readonly sessionId: string;
  readonly createdTime: number;
  readonly currency: string;
  readonly items: readonly Item[];
  readonly total: number;
  customerId?: string;
  email?: string;
  billTo?: Fields;
  /** In the order in which they came. */
  sources: string[];
  /** The primary's share as readers see it. */
  shownShare?: number;
  orderId?: string;
}

export interface Item {
  readonly id: string;
  readonly skuId: string;
  readonly quantity: number;
  readonly amount: number;
}

export interface Customer {
  readonly id: string;
  readonly createdTime: number;
  email?: string;
  sources: string[];
  defaultSourceId?: string;
}

export interface Charge {
  readonly id: string;
  readonly sourceId: string;
  readonly amount: number;
  readonly createdTime: number;
  state: "pending" | "capturable" | "complete" | "cancelled";
  readonly captures: Movement[];
  readonly cancels: Movement[];
  readonly refunds: Movement[];
}

/** Money of one charge that is captured, cancelled or given back. */
export interface Movement {
  readonly id: string;
  readonly amount: number;
  readonly createdTime: number;
  state: "pending" | "complete";
}

export interface Order {
  readonly id: string;
  readonly checkout: Checkout;
  readonly createdTime: number;
  readonly charges: Charge[];
  state: "pending_payment" | "accepted" | "fulfilled" | "complete" | "cancelled";
  /** How many units of each item are fulfilled and cancelled, by the item's id. */
  readonly closed: Map<string, { fulfilled: number; cancelled: number }>;
  /** Whether readers see how it stands. */
  settled: boolean;
}

export interface Shopper {
  readonly token: string;
  readonly id: string;
  /** Who signs in under the same name is the same shopper. */
  readonly name?: string;
  options: PaymentOption[];
  cart: Cart;
}

export interface PaymentOption {
  readonly id: string;
  readonly nickName: string;
  readonly sourceId: string;
  isDefault: boolean;
}

export interface Cart {
  readonly id: string;
  products: { readonly id: string; readonly quantity: number }[];
  sourceId?: string;
  creditId?: string;
  readonly sessionId: string;
}

export type Fields = Readonly<Record<string, unknown>>;

/** What sources of a type are like ("Characteristics of payment methods"). */
export interface Kind {
  readonly flow?: "standard" | "redirect" | "receiver";
  readonly first: State;
  readonly canBeSaved: boolean;
}

export type Kinds = Readonly<Record<SourceType, Kind>>;

/** Everything that one server knows. */
export interface World {
  readonly freedoms: Freedoms;
  readonly kinds: Kinds;
  /** How many decimals each currency has. */
  readonly currencies: Readonly<Record<string, number>>;
  /** Whether orders show what was captured, cancelled and refunded. */
  readonly showsMovements: boolean;
  readonly sources: Map<string, Source>;
  readonly checkouts: Map<string, Checkout>;
  readonly customers: Map<string, Customer>;
  readonly orders: Map<string, Order>;
  readonly shoppers: Map<string, Shopper>;
  /** Calls it at once, or later where the freedom is taken. */
  readonly settle: (freedom: keyof Freedoms, action: () => void) => void;
}

export type IdKind = "word" | "number" | "long";

/** An id of another shape than the pages' samples, or a UUID. */
export function makeId(world: World, kind: IdKind): string {
  if (!world.freedoms["other-ids"]) return randomUUID();
  switch (kind) {
    case "word":
      return `01${randomText("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 24)}`;
    case "number":
      return `9${randomText("0123456789", 14)}`;
    case "long":
      return `cus.${randomText("abcdefghijklmnopqrstuvwxyz0123456789_~", 72)}`;
  }
}

const randomText = (letters: string, length: number): string =>
  Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join("");
