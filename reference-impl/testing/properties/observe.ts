import type { Body } from "../client.ts";
import { movedOf, type Moved, type Split } from "./model/money.ts";
import { partsOf, remaining } from "./model/purchases.ts";
import type { Customer, Life, Order, Purchase, Source, World } from "./model/world.ts";
import { cents, type Server } from "./server.ts";

/** Reads everything that differs between two worlds from the server; gives what it shows otherwise, and broken laws. */
export async function observe(
  world: World,
  before: World,
  server: Server,
): Promise<readonly string[]> {
  const found = await Promise.all([
    ...news(world.sources, before.sources).map((one) => ofSource(one, server)),
    ...news(world.customers, before.customers).map((one) => ofCustomer(one, world, server)),
    ...news(world.purchases, before.purchases).map((one) => ofPurchase(one, world, server)),
    ...news(world.orders, before.orders).map((one) => ofOrder(one, server)),
  ]);
  return found.flat();
}

/** What the one list has and the other has not, with its number. */
function news<T>(list: readonly T[], old: readonly T[]): readonly Numbered<T>[] {
  return list.flatMap((item, index) => (item === old[index] ? [] : [[item, index] as const]));
}

type Numbered<T> = readonly [T, number];

async function ofSource([source, index]: Numbered<Source>, server: Server) {
  const { body } = await server.front.merchant.get(`/sources/${server.sources[index]}`);
  const shown = { life: lives[body.state], reusable: body.reusable };
  const { life, reusable } = source;
  return [...differs(`source ${index}`, { life, reusable }, shown), ...server.laws.source(body)];
}

/** A customer of the one API is a shopper of the other, and what they saved is the same in both. */
async function ofCustomer([customer, index]: Numbered<Customer>, world: World, server: Server) {
  const { saved } = customer;
  const { body } = await server.front.merchant.get(`/customers/${server.customers[index]}`);
  const ids = (body.sources ?? []).map(({ id }: Body) => id);
  const names = inOrder(saved.map((source) => server.sources[source] ?? ""));
  const here = differs(`customer ${index}`, names, inOrder(ids));
  const shopper = world.shoppers.findIndex((one) => one.customer === index);
  const options =
    shopper < 0 ? undefined : await server.front.as(server.tokens[shopper] ?? "").options();
  const listed = options === undefined ? names : inOrder(options.map(({ sourceId }) => sourceId));
  const there = differs(`payment options of customer ${index}`, names, listed);
  return [...here, ...there, ...defaults([customer, index], body, options, server)];
}

function defaults(
  [{ standard }, index]: Numbered<Customer>,
  body: Body,
  options: readonly Body[] | undefined,
  server: Server,
) {
  if (standard === "open") return [];
  const wanted = standard === "none" ? undefined : server.sources[standard];
  const flagged = options?.filter((one) => one.isDefault === "true").map((one) => one.sourceId);
  return [
    ...differs(`default of customer ${index}`, wanted, body.defaultSourceId),
    ...(flagged === undefined
      ? []
      : differs(
          `default option of customer ${index}`,
          wanted === undefined ? [] : [wanted],
          flagged,
        )),
  ];
}

async function ofPurchase([purchase, index]: Numbered<Purchase>, world: World, server: Server) {
  const read = purchase.face === "cart" ? cart : checkout;
  const shown = await read(index, world, server);
  if (shown === undefined) return [];
  const parts = partsOf(world, purchase).map(
    ({ source, amount }) => `${server.sources[source]} pays ${amount}`,
  );
  const left = remaining(world, purchase);
  const open = purchase.held.length === 0 || left > 0;
  const wanted = {
    parts: inOrder(parts),
    left,
    state: open ? "requires_source" : "requires_confirmation",
  };
  return [...differs(`${purchase.face} ${index}`, wanted, shown.view), ...shown.broken];
}

interface Shown {
  readonly view: object;
  readonly broken: readonly string[];
}

async function checkout(index: number, _world: World, server: Server): Promise<Shown> {
  const { body } = await server.front.merchant.get(`/checkouts/${server.purchases[index].id}`);
  const { sources, session } = body.payment;
  const parts = sources.map(({ id, amount }: Body) => `${id} pays ${cents(amount)}`);
  const left = cents(session.amountRemainingToBeContributed);
  return {
    view: { parts: inOrder(parts), left, state: session.state },
    broken: server.laws.checkout(body),
  };
}

/** Only the active cart of a shopper can be seen. */
async function cart(index: number, world: World, server: Server): Promise<Shown | undefined> {
  const shopper = world.shoppers.findIndex((one) => one.cart === index);
  if (shopper < 0) return undefined;
  const { paymentMethod, paymentSession } = await server.front
    .as(server.tokens[shopper] ?? "")
    .cart();
  const { supplementaryPaymentMethods = [], ...main } = paymentMethod ?? {};
  const parts = [main, ...supplementaryPaymentMethods]
    .filter(({ sourceId }) => sourceId !== undefined)
    .map(({ sourceId, amountContributed }) => `${sourceId} pays ${cents(amountContributed.value)}`);
  const left = cents(paymentSession.amountRemainingToBeContributed.value);
  return { view: { parts: inOrder(parts), left, state: paymentSession.status }, broken: [] };
}

async function ofOrder([order, index]: Numbered<Order>, server: Server) {
  const { body } = await server.front.merchant.get(`/orders/${server.orders[index]}`);
  const secondary = new Set(
    order.shares.filter((share) => share.secondary).map(({ source }) => server.sources[source]),
  );
  const { charges } = body.payment;
  const wanted = {
    state: order.state,
    charges: inOrder(
      order.shares.map(({ source, amount }) => `${server.sources[source]} ${amount}`),
    ),
    ...rounded(movedOf(order)),
  };
  const shown = {
    state: orderStates[body.state],
    charges: inOrder(charges.map((one: Body) => `${one.sourceId} ${cents(one.amount)}`)),
    captured: split(charges, "captures", secondary),
    cancelled: split(charges, "cancels", secondary),
    refunded: split(charges, "refunds", secondary),
  };
  return [...differs(`order ${index}`, wanted, shown), ...server.laws.order(body)];
}

function split(charges: Body, kind: string, secondary: ReadonlySet<string | undefined>) {
  const of = (side: boolean) =>
    charges
      .filter(({ sourceId }: Body) => secondary.has(sourceId) === side)
      .flatMap((one: Body) => one[kind] ?? [])
      .reduce((sum: number, { amount }: Body) => sum + cents(amount), 0);
  return { primary: of(false), secondary: of(true) };
}

function rounded({ captured, cancelled, refunded }: Moved): Moved {
  return { captured: whole(captured), cancelled: whole(cancelled), refunded: whole(refunded) };
}

function whole({ primary, secondary }: Split): Split {
  return { primary: Math.round(primary), secondary: Math.round(secondary) };
}

const lives: Readonly<Record<string, Life>> = {
  pending_redirect: "waits",
  pending_funds: "waits",
  requires_action: "waits",
  chargeable: "chargeable",
  consumed: "consumed",
  cancelled: "cancelled",
  failed: "failed",
};

const orderStates: Readonly<Record<string, Order["state"]>> = {
  pending_payment: "waits",
  accepted: "accepted",
  complete: "complete",
  cancelled: "cancelled",
};

function differs(what: string, wanted: unknown, shown: unknown): readonly string[] {
  const [one, other] = [wanted, shown].map((value) => JSON.stringify(value, sorted));
  return one === other ? [] : [`${what}: the model has ${one}, the server ${other}`];
}

function sorted(_key: string, value: unknown): unknown {
  const isPlain = typeof value === "object" && value !== null && !Array.isArray(value);
  return isPlain
    ? Object.fromEntries(inOrder(Object.keys(value)).map((name) => [name, (value as Body)[name]]))
    : value;
}

function inOrder(names: readonly string[]): readonly string[] {
  return names.toSorted((one, other) => (one < other ? -1 : 1));
}
