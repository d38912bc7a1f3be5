import { boundedTable, keepNewest, type OpenTable, type Table } from "./table.ts";
import type {
  Cart,
  Charge,
  Checkout,
  Customer,
  Fulfillment,
  Holder,
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

/** @param most So many of each resource; the oldest go when there are more, with what belongs to nothing else. */
export function createStore(open: OpenTable, most: number): Store {
  const sessions = open<string>("sessions");
  const optionIds = open<string>("option-ids");
  // They go with their order.
  const charges = collection(open<Charge>("charges"), Infinity);
  const customers = collection(open<Customer>("customers"), most);
  const endSession = ({ session }: Holder) => void sessions.delete(session.id);
  return {
    sources: collection(open<Source>("sources"), most, (gone) => forgetSource(customers, gone)),
    checkouts: collection(open<Checkout>("checkouts"), most, endSession),
    customers,
    orders: collection(open<Order>("orders"), most, ({ chargeIds }) => {
      for (const id of chargeIds) charges.delete(id);
    }),
    charges,
    fulfillments: collection(open("fulfillments"), most),
    refunds: collection(open("refunds"), most),
    invoices: collection(open<Invoice>("invoices"), most, endSession),
    skus: collection(open("skus"), most),
    carts: collection(open<Cart>("carts"), most, endSession),
    paymentOptions: collection(open<PaymentOption>("payment-options"), most, (gone) => {
      if (optionIds.get(gone.sourceId) === gone.id) optionIds.delete(gone.sourceId);
    }),
    optionIds,
    sessions,
    waiting: boundedTable(open("waiting"), most),
    authentications: boundedTable(open("authentications"), most),
  };
}

/** A customer has no source that is not there. */
function forgetSource(customers: Collection<Customer>, { id, customerId }: Source): void {
  const customer = customers.get(customerId ?? "");
  if (customer === undefined || !customer.sourceIds.includes(id)) return;
  const { sourceIds, defaultSourceId } = customer;
  customers.put({
    ...customer,
    sourceIds: sourceIds.filter((each) => each !== id),
    defaultSourceId: defaultSourceId === id ? undefined : defaultSourceId,
  });
}

/** @param onGone Told of each that is there no more, by age or because it was deleted. */
function collection<T extends { readonly id: string }>(
  items: Table<T>,
  most: number,
  onGone: (item: T) => void = () => {},
): Collection<T> {
  const remove = (id: string): void => {
    const item = items.get(id);
    if (item === undefined) return;
    items.delete(id);
    onGone(item);
  };
  return {
    get: (id) => items.get(id),
    put: (item) => {
      items.set(item.id, item);
      keepNewest(items, most, remove);
      return item;
    },
    delete: remove,
    newestFirst: () => [...items.values()].toReversed(),
  };
}
