import { isCovered, shareOf, sourcesOf } from "./checkouts.ts";
import {
  makeId,
  type Charge,
  type Checkout,
  type Order,
  type Source,
  type World,
} from "./model.ts";
import { refuse, type Refusal, shown } from "./refusals.ts";
import { changeState, isPending } from "./sources.ts";

/** Why this checkout does not become an order. */
export function whyNotOrder(world: World, checkout: Checkout): Refusal | undefined {
  const { freedoms } = world;
  const sources = sourcesOf(world, checkout);
  const others = sources.find(
    ({ state, customerId }) =>
      state !== "cancelled" && customerId !== undefined && customerId !== checkout.customerId,
  );
  if (others !== undefined) return shown.inUse(others.id);
  const spent = sources.find(
    (source) =>
      source.state !== "chargeable" && !(isPending(source) && !freedoms["pending-not-ordered"]),
  );
  if (spent !== undefined) return refuse(world, "notUsable", spent.id);
  const unpaid = sources.length === 0 && freedoms["unpaid-orders"];
  return isCovered(world, checkout) || unpaid ? undefined : refuse(world, "notPaid", checkout.id);
}

/** One charge a source; what waits for its customer or funds is charged when they come. */
export function order(world: World, checkout: Checkout): Order {
  const sources = sourcesOf(world, checkout);
  const made: Order = {
    id: makeId(world, "number"),
    checkout,
    createdTime: Date.now(),
    charges: sources.map((source) => makeCharge(world, checkout, source)),
    state: "pending_payment",
    closed: new Map(),
    settled: false,
  };
  world.orders.set(made.id, made);
  checkout.orderId = made.id;
  for (const source of sources) if (!isPending(source)) charge(world, made, source);
  world.settle("late-orders", () => {
    made.settled = true;
  });
  return made;
}

/** The source is chargeable at last: so are the orders and the cart that wait for it. */
export function chargeWaiting(world: World, source: Source): void {
  if (source.isOwed && source.state === "chargeable" && !source.reusable) {
    changeState(world, source, "consumed");
  }
  for (const waiting of world.orders.values()) {
    const due = waiting.charges.find(({ sourceId }) => sourceId === source.id);
    if (due?.state === "pending" && source.state === "chargeable") charge(world, waiting, source);
  }
}

/** A charge spends a single-use source ("Source state"). */
function charge(world: World, made: Order, source: Source): void {
  const due = made.charges.find(({ sourceId }) => sourceId === source.id);
  if (due !== undefined) due.state = "capturable";
  if (!source.reusable) changeState(world, source, "consumed");
  const { charges } = made;
  if (charges.every(({ state }) => state === "capturable")) made.state = "accepted";
}

const makeCharge = (world: World, checkout: Checkout, source: Source): Charge => ({
  id: makeId(world, "word"),
  sourceId: source.id,
  amount: shareOf(world, checkout, source),
  createdTime: Date.now(),
  state: "pending",
  captures: [],
  cancels: [],
  refunds: [],
});
