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
  readonly optionIds: Map<string, string>;
  /** Which checkout, invoice or cart a payment session belongs to. */
  readonly sessions: Map<string, string>;
  /** Which order a source is to pay, while it is still pending. */
  readonly waiting: Map<string, string>;
}

export interface Collection<T extends { readonly id: string }> {
  get(id: string): T | undefined;
  put(item: T): T;
  delete(id: string): void;
  newestFirst(): readonly T[];
}

export function createStore(): Store {
  return {
    sources: collection(),
    checkouts: collection(),
    customers: collection(),
    orders: collection(),
    charges: collection(),
    fulfillments: collection(),
    refunds: collection(),
    invoices: collection(),
    skus: collection(),
    carts: collection(),
    paymentOptions: collection(),
    optionIds: new Map(),
    sessions: new Map(),
    waiting: new Map(),
  };
}

function collection<T extends { readonly id: string }>(): Collection<T> {
  const items = new Map<string, T>();
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
