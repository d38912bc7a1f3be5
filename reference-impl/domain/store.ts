import type {
  Cart,
  Charge,
  Checkout,
  Customer,
  Fulfillment,
  Invoice,
  Order,
  PaymentOption,
  Refund,
  Sku,
  Source,
} from "./types.ts";

/** Values by identifier, in the order in which they came. A Map is one that is forgotten with its process. */
export interface Table<T> {
  readonly size: number;
  get(id: string): T | undefined;
  has(id: string): boolean;
  set(id: string, value: T): unknown;
  delete(id: string): boolean;
  keys(): Iterable<string>;
  values(): Iterable<T>;
}

/** The table of that name, with what was in it before. What is put there is plain data: it comes back as JSON brings it back. */
export type OpenTable = <T>(name: string) => Table<T>;

/** One collection per resource; the order of insertion is the order of creation. */
export interface Store {
  readonly sources: Collection<Source>;
  readonly checkouts: Collection<Checkout>;
  readonly customers: Collection<Customer>;
  readonly orders: Collection<Order>;
  readonly charges: Collection<Charge>;
  readonly fulfillments: Collection<Fulfillment>;
  readonly refunds: Collection<Refund>;
  readonly invoices: Collection<Invoice>;
  readonly skus: Collection<Sku>;
  readonly carts: Collection<Cart>;
  readonly paymentOptions: Collection<PaymentOption>;
  /** Which payment option a saved source has. */
  readonly optionIds: Table<string>;
  /** Which checkout, invoice or cart a payment session belongs to. */
  readonly sessions: Table<string>;
  /** Which order a source is to pay, while it is still pending. */
  readonly waiting: Table<string>;
  /** Which source was authenticated for which session, as `source session`, and when. */
  readonly authentications: Table<number>;
}

export interface Collection<T extends { readonly id: string }> {
  get(id: string): T | undefined;
  put(item: T): T;
  delete(id: string): void;
  newestFirst(): readonly T[];
}

export function createStore(open: OpenTable): Store {
  return {
    sources: collection(open("sources")),
    checkouts: collection(open("checkouts")),
    customers: collection(open("customers")),
    orders: collection(open("orders")),
    charges: collection(open("charges")),
    fulfillments: collection(open("fulfillments")),
    refunds: collection(open("refunds")),
    invoices: collection(open("invoices")),
    skus: collection(open("skus")),
    carts: collection(open("carts")),
    paymentOptions: collection(open("payment-options")),
    optionIds: open("option-ids"),
    sessions: open("sessions"),
    waiting: open("waiting"),
    authentications: open("authentications"),
  };
}

function collection<T extends { readonly id: string }>(items: Table<T>): Collection<T> {
  return {
    get: (id) => items.get(id),
    put: (item) => {
      items.set(item.id, item);
      return item;
    },
    delete: (id) => void items.delete(id),
    newestFirst: () => [...items.values()].toReversed(),
  };
}
