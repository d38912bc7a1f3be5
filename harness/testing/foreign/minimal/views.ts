import { isCovered, sourcesOf } from "./checkouts.ts";
import { money, sum } from "./money.ts";
import type { Checkout, Customer, Fields, Order, Source, World } from "./model.ts";
import { characters, isPrimary } from "./sources.ts";

/** A moment as this server writes it: always the same instant. */
export function showTime({ freedoms }: World, time: number): string {
  const offset = freedoms["time-offsets"] ? 90 : 0;
  const [date = "", fraction = ""] = new Date(time + offset * 60_000).toISOString().split(/[.Z]/);
  const zone = offset === 0 ? "Z" : "+01:30";
  return `${date}${freedoms["time-fractions"] ? `.${fraction}417` : ""}${zone}`;
}

export function showSource(world: World, source: Source): Fields {
  return {
    id: source.id,
    createdTime: showTime(world, source.createdTime),
    type: source.type,
    reusable: source.reusable,
    state: source.shown,
    customerId: source.customerId,
    owner: source.owner,
    clientSecret: source.secret,
    ...(!world.freedoms["no-flow"] && { flow: characters[source.type].flow }),
    amount: amountOf(source),
    [source.type]: source.detail,
    liveMode: false,
  };
}

const amountOf = ({ credit, share }: Source) => {
  const cents = credit ?? share;
  return cents === undefined ? undefined : money(cents);
};

export function showCheckout(world: World, checkout: Checkout): Fields {
  return {
    id: checkout.id,
    createdTime: showTime(world, checkout.createdTime),
    currency: checkout.currency,
    customerId: checkout.customerId,
    email: checkout.email,
    billTo: checkout.billTo,
    items: checkout.items.map((item) => ({ ...item, amount: money(item.amount) })),
    ...totalsOf(checkout),
    ...placed(world, {
      sources: showShares(world, checkout),
      session: showSession(world, checkout),
    }),
    liveMode: false,
  };
}

export function showOrder(world: World, order: Order): Fields {
  const { checkout, settled } = order;
  const charges = order.charges.map((charge) => ({
    id: charge.id,
    createdTime: showTime(world, charge.createdTime),
    currency: checkout.currency,
    amount: money(charge.amount),
    state: charge.state,
    sourceId: charge.sourceId,
  }));
  return {
    id: order.id,
    checkoutId: checkout.id,
    createdTime: showTime(world, order.createdTime),
    currency: checkout.currency,
    customerId: checkout.customerId,
    email: checkout.email,
    state: settled ? order.state : "pending_payment",
    items: checkout.items.map((item) => ({ ...item, amount: money(item.amount) })),
    ...totalsOf(checkout),
    ...placed(world, {
      sources: showShares(world, checkout),
      charges: settled ? inOrder(world, charges) : [],
      session: showSession(world, checkout),
    }),
    liveMode: false,
  };
}

export const showCustomer = (world: World, customer: Customer): Fields => ({
  id: customer.id,
  createdTime: showTime(world, customer.createdTime),
  email: customer.email,
  defaultSourceId: customer.defaultSourceId,
  sources: inOrder(
    world,
    customer.sources.flatMap((id) => world.sources.get(id) ?? []),
  ).map((source) => showSource(world, source)),
  liveMode: false,
});

const totalsOf = ({ items, total }: Checkout): Fields => {
  const subtotal = sum(items.map(({ amount }) => amount));
  const extra = total - subtotal;
  return {
    subtotal: money(subtotal),
    totalTax: money(Math.max(0, extra - 30)),
    totalFees: money(Math.min(30, extra)),
    totalAmount: money(total),
  };
};

const showShares = (world: World, checkout: Checkout): readonly Fields[] =>
  inOrder(world, sourcesOf(world, checkout)).map((source) => ({
    id: source.id,
    type: source.type,
    amount: money(source.credit ?? checkout.shownShare ?? 0),
    reusable: source.reusable,
    state: source.shown,
    owner: source.owner,
    [source.type]: source.detail,
  }));

function showSession(world: World, checkout: Checkout): Fields | undefined {
  if (world.freedoms["no-sessions"]) return undefined;
  const sources = sourcesOf(world, checkout);
  const given = sources.some(isPrimary) ? checkout.total : sum(sources.map((s) => s.credit ?? 0));
  const open = isCovered(world, checkout) ? "requires_confirmation" : "requires_source";
  return {
    id: checkout.sessionId,
    state: checkout.orderId === undefined ? open : "complete",
    amountContributed: money(given),
    amountRemainingToBeContributed: money(checkout.total - given),
  };
}

interface Lists {
  readonly sources: readonly Fields[];
  readonly charges?: readonly Fields[];
  readonly session: Fields | undefined;
}

const placed = ({ freedoms }: World, { session, ...lists }: Lists): Fields =>
  freedoms["lists-at-top"]
    ? { ...lists, ...(session !== undefined && { payment: { session } }) }
    : { payment: { ...lists, ...(session !== undefined && { session }) } };

const inOrder = <T>({ freedoms }: World, items: readonly T[]): readonly T[] =>
  freedoms["newest-first"] ? items.toReversed() : items;
