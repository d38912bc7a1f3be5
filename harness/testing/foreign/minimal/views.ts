import { digitsOf, isCovered, sourcesOf } from "./checkouts.ts";
import { type Money, sum } from "./money.ts";
import type {
  Charge,
  Checkout,
  Customer,
  Fields,
  Movement,
  Order,
  Source,
  World,
} from "./model.ts";
import { isPrimary, kindOf } from "./sources.ts";

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
    ...(!world.freedoms["no-flow"] && { flow: kindOf(world, source).flow }),
    amount: amountOf(source),
    [source.type]: source.detail,
    liveMode: false,
  };
}

const amountOf = ({ credit, share, digits }: Source): Money | undefined => {
  const minor = credit ?? share;
  return minor === undefined ? undefined : { minor, digits };
};

export function showCheckout(world: World, checkout: Checkout): Fields {
  const money = moneyOf(world, checkout);
  return {
    id: checkout.id,
    createdTime: showTime(world, checkout.createdTime),
    currency: checkout.currency,
    customerId: checkout.customerId,
    email: checkout.email,
    billTo: checkout.billTo,
    items: checkout.items.map((item) => ({ ...item, amount: money(item.amount) })),
    ...totalsOf(world, checkout),
    ...placed(world, {
      sources: showShares(world, checkout),
      session: showSession(world, checkout),
    }),
    liveMode: false,
  };
}

export function showOrder(world: World, order: Order): Fields {
  const { checkout, settled } = order;
  const money = moneyOf(world, checkout);
  const charges = order.charges.map((charge) => showCharge(world, checkout, charge));
  return {
    id: order.id,
    checkoutId: checkout.id,
    createdTime: showTime(world, order.createdTime),
    currency: checkout.currency,
    customerId: checkout.customerId,
    email: checkout.email,
    state: showState(world, order),
    items: checkout.items.map((item) => ({ ...item, amount: money(item.amount) })),
    ...showMoved(world, order),
    ...totalsOf(world, checkout),
    ...placed(world, {
      sources: showShares(world, checkout),
      charges: settled ? inOrder(world, charges) : [],
      session: showSession(world, checkout),
    }),
    liveMode: false,
  };
}

function showState({ freedoms }: World, { settled, state }: Order): string {
  if (!freedoms["other-order-states"]) return settled ? state : "pending_payment";
  return settled && state !== "pending_payment" ? "placed" : "received";
}

/** The parts of an order that other answers hold as well. */
export function showCharge(world: World, checkout: Checkout, charge: Charge): Fields {
  const money = moneyOf(world, checkout);
  const show = (movements: readonly Movement[]) =>
    movements.map(({ id, amount, state, createdTime }) => ({
      id,
      createdTime: showTime(world, createdTime),
      amount: money(amount),
      state,
    }));
  const { captures, cancels, refunds } = charge;
  return {
    id: charge.id,
    createdTime: showTime(world, charge.createdTime),
    currency: checkout.currency,
    amount: money(charge.amount),
    state: charge.state,
    ...(world.freedoms["charge-holds-source"]
      ? { source: { id: charge.sourceId } }
      : { sourceId: charge.sourceId }),
    ...(world.showsMovements && {
      captured: captures.length > 0,
      refunded: refunds.length > 0,
      captures: show(captures),
      cancels: show(cancels),
      refunds: show(refunds),
    }),
  };
}

export const movedOf = (order: Order, kind: "captures" | "cancels" | "refunds"): number =>
  sum(
    order.charges.flatMap((charge) =>
      charge[kind].filter(({ state }) => state === "complete").map(({ amount }) => amount),
    ),
  );

function showMoved(world: World, order: Order): Fields {
  if (!world.showsMovements) return {};
  const money = moneyOf(world, order.checkout);
  const [captured, refunded] = [movedOf(order, "captures"), movedOf(order, "refunds")];
  return {
    capturedAmount: money(captured),
    cancelledAmount: money(movedOf(order, "cancels")),
    refundedAmount: money(refunded),
    availableToRefundAmount: money(captured - refunded),
  };
}

export const moneyOf = (world: World, { currency }: Checkout) => {
  const digits = digitsOf(world, currency);
  return (minor: number): Money => ({ minor, digits });
};

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

function totalsOf(world: World, checkout: Checkout): Fields {
  const { items, total } = checkout;
  const money = moneyOf(world, checkout);
  const subtotal = sum(items.map(({ amount }) => amount));
  const extra = total - subtotal;
  return {
    subtotal: money(subtotal),
    totalTax: money(Math.max(0, extra - 30)),
    totalFees: money(Math.min(30, extra)),
    totalAmount: money(total),
  };
}

const showShares = (world: World, checkout: Checkout): readonly Fields[] =>
  inOrder(world, sourcesOf(world, checkout)).map((source) => ({
    id: source.id,
    type: source.type,
    amount: moneyOf(world, checkout)(source.credit ?? checkout.shownShare ?? 0),
    reusable: source.reusable,
    state: source.shown,
    owner: source.owner,
    [source.type]: source.detail,
  }));

function showSession(world: World, checkout: Checkout): Fields | undefined {
  if (world.freedoms["no-sessions"]) return undefined;
  const sources = sourcesOf(world, checkout);
  const money = moneyOf(world, checkout);
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
