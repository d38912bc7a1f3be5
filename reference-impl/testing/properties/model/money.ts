import { sides } from "./orders.ts";
import type { Order, Told, World } from "./world.ts";
import { at, changed, done, no } from "./world.ts";

/** Money on the primary charge of an order, and on the others together. */
export interface Split {
  readonly primary: number;
  readonly secondary: number;
}

/** What moved on the charges of an order. */
export interface Moved {
  readonly captured: Split;
  readonly cancelled: Split;
  readonly refunded: Split;
}

/** DR-FULFILL-10: Units of an accepted order are shipped (captured) or dropped (cancelled), each once. */
export function fulfil(world: World, index: number, shipped: number, dropped: number): Told {
  const order = at(world.orders, index);
  if (order.state !== "accepted") return no(world);
  const left = order.units - order.fulfilled - order.dropped;
  if (shipped + dropped === 0) return no(world, "missing_parameter");
  if (shipped + dropped > left) return no(world, "invalid_parameter");
  const moved = {
    ...order,
    fulfilled: order.fulfilled + shipped,
    dropped: order.dropped + dropped,
  };
  return done({
    ...world,
    orders: changed(world.orders, index, { ...moved, state: stateOf(moved) }),
  });
}

/** DR-REFUND-2, DR-REFUND-29, DR-REFUND-40: No more than was captured and not given back; the primary charge first. */
export function refund(world: World, index: number, amount: number): Told {
  const order = at(world.orders, index);
  const { captured } = movedOf(order);
  const { primary, secondary } = order.refunded;
  if (amount <= 0 || amount > captured.primary + captured.secondary - primary - secondary)
    return no(world, "invalid_parameter");
  const back = Math.min(amount, captured.primary - primary);
  const refunded = { primary: primary + back, secondary: secondary + amount - back };
  return done({ ...world, orders: changed(world.orders, index, { refunded }) });
}

/**
 * DR-CAPTURE-1, DR-CANCEL-1, DR-AMOUNT-1: The money of an order lies in a row, store credit left and primary right. Captures
 * take it from the left and cancels from the right, so what both took so far says where each of them stands,
 * whatever came first.
 */
export function movedOf(order: Order): Moved {
  const all = sides(order);
  const nil = { primary: 0, secondary: 0 };
  if (order.state === "cancelled" && order.dropped < order.units) {
    const granted = order.shares.filter(({ charged }) => charged === "yes");
    return { captured: nil, cancelled: sides({ ...order, shares: granted }), refunded: nil };
  }
  const price = order.total / order.units;
  const captured = order.fulfilled * price;
  const cancelled = order.dropped * price;
  return {
    captured: fromLeft(captured, all),
    cancelled: fromRight(cancelled, all),
    refunded: order.refunded,
  };
}

export function fromLeft(amount: number, { secondary }: Split): Split {
  const first = Math.min(amount, secondary);
  return { secondary: first, primary: amount - first };
}

export function fromRight(amount: number, { primary }: Split): Split {
  const first = Math.min(amount, primary);
  return { primary: first, secondary: amount - first };
}

/** DR-ORDER-61 to DR-ORDER-63. */
function stateOf({ units, fulfilled, dropped }: Order): Order["state"] {
  if (fulfilled + dropped < units) return "accepted";
  return fulfilled === 0 ? "cancelled" : "complete";
}
