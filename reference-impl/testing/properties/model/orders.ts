import { isSpent, partsOf, remaining } from "./purchases.ts";
import type { Order, Share, Told, World } from "./world.ts";
import { at, changed, done, no, sum } from "./world.ts";

/**
 * Ordering. DR-ORDER-39: once; DR-ORDER-1, DR-ORDER-4, CO-ORDER-13: when the sources cover the total; DR-USE-2: with a
 * saved source for its own customer alone; DR-REMOVE-3, CO-STATE-4: with no source that is spent.
 */
export function order(world: World, purchase: number): Told {
  const bought = at(world.purchases, purchase);
  if (bought.ordered) return no(world, "not_found");
  const sources = bought.held.map((source) => at(world.sources, source));
  const isOthers = ({ savedTo }: (typeof sources)[number]) =>
    savedTo !== undefined && savedTo !== bought.customer;
  const wrongs = [
    ...(sources.length === 0 || remaining(world, bought) > 0 ? ["order_submit_failed"] : []),
    ...(sources.some(isOthers) ? ["source_in_use"] : []),
    ...(sources.some(isSpent) ? ["source_not_chargeable"] : []),
  ];
  if (wrongs.length > 0) return no(world, ...wrongs);
  const shares = partsOf(world, bought)
    .filter(({ amount }) => amount > 0)
    .map((part): Share => {
      const { method, life } = at(world.sources, part.source);
      const charged = life === "chargeable" ? "yes" : "waits";
      return { ...part, secondary: method === "credit", charged };
    });
  const made: Order = {
    total: bought.total,
    units: bought.units,
    shares,
    state: stateOf(shares),
    byResuming: bought.face === "cart" && shares.some((share) => isAway(world, share)),
    fulfilled: 0,
    dropped: 0,
    refunded: { primary: 0, secondary: 0 },
  };
  const placed = {
    ...world,
    orders: [...world.orders, made],
    purchases: changed(world.purchases, purchase, { ordered: true }),
  };
  return done(shares.filter(({ charged }) => charged === "yes").reduce(charge, placed));
}

/** CO-ORDER-10: A submitted cart leaves an empty one, and what its shopper went away for. */
export function submit(world: World, shopper: number): Told {
  const { cart, customer } = at(world.shoppers, shopper);
  const told = order(world, cart);
  if (told.refused !== undefined) return no(world);
  const number = told.world.orders.length - 1;
  const empty = { face: "cart", total: 0, units: 0, held: [], ordered: false } as const;
  const buyer = customer === undefined ? {} : { customer };
  const next = { ...buyer, cart: told.world.purchases.length };
  const away = at(told.world.orders, number).byResuming ? { left: number } : {};
  return done({
    ...told.world,
    purchases: [...told.world.purchases, { ...empty, ...buyer }],
    shoppers: told.world.shoppers.map((one, index) =>
      index === shopper ? { ...next, ...away } : one,
    ),
  });
}

/** CO-RESUME-2, CO-RESUME-3: Goes on when the customer approved. An order whose payment failed is cancelled. */
export function resume(world: World, shopper: number): Told {
  const { left } = at(world.shoppers, shopper);
  if (left === undefined || at(world.orders, left).state !== "waits")
    return no(world, "resume-cart-failure");
  const after = again(world, left);
  return at(after.orders, left).state === "accepted"
    ? done(after)
    : no(after, "resume-cart-failure");
}

/** DR-FLOW-13 to DR-FLOW-19, CO-FLOW-30: What waited for the source goes on, or comes to nothing. */
export function goOn(world: World, source: number): World {
  return world.orders.reduce(
    (so, { byResuming, shares }, index) =>
      !byResuming && shares.some((share) => share.source === source) ? again(so, index) : so,
    world,
  );
}

/** DR-STATE-3, DR-REUSE-9, CO-STATE-3, CO-REUSE-12: A charge consumes a single-use source and leaves a saved one. */
function charge(world: World, { source }: Share): World {
  const { reusable } = at(world.sources, source);
  return reusable
    ? world
    : { ...world, sources: changed(world.sources, source, { life: "consumed" }) };
}

function again(world: World, index: number): World {
  const { shares, state } = at(world.orders, index);
  if (state !== "waits") return world;
  const asked = shares.map((share): Share => {
    const { life } = at(world.sources, share.source);
    if (share.charged !== "waits") return share;
    if (life === "chargeable") return { ...share, charged: "yes" };
    return life === "failed" || life === "cancelled" ? { ...share, charged: "no" } : share;
  });
  const orders = changed(world.orders, index, { shares: asked, state: stateOf(asked) });
  const news = asked.filter((share, place) => share !== shares[place] && share.charged === "yes");
  return news.reduce(charge, { ...world, orders });
}

/** DR-ORDER-50, DR-ORDER-53. */
function stateOf(shares: readonly Share[]): Order["state"] {
  if (shares.some(({ charged }) => charged === "no")) return "cancelled";
  return shares.every(({ charged }) => charged === "yes") ? "accepted" : "waits";
}

function isAway(world: World, { source }: Share): boolean {
  const { method, life } = at(world.sources, source);
  return method === "redirect" && life === "waits";
}

/** What an order is charged by store credit, and by its primary source. */
export function sides({ shares }: Order): { readonly secondary: number; readonly primary: number } {
  const of = (secondary: boolean) =>
    sum(shares.filter((share) => share.secondary === secondary).map(({ amount }) => amount));
  return { secondary: of(true), primary: of(false) };
}
