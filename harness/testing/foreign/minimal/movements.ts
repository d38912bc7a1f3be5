import { sum } from "./money.ts";
import {
  makeId,
  type Charge,
  type Checkout,
  type Movement,
  type Order,
  type World,
} from "./model.ts";

type Direction = "captures" | "cancels" | "refunds";

/** Captures take from the secondary sources first, cancels and refunds from the primary. */
export function move(world: World, order: Order, direction: Direction, amount: number): void {
  const inTurn = (charge: Charge) =>
    isCreditCharge(world, charge) === (direction === "captures") ? 0 : 1;
  const charges = order.charges.toSorted((one, other) => inTurn(one) - inTurn(other));
  let left = amount;
  for (const charge of charges) {
    const part = Math.min(left, availableOf(charge, direction));
    left -= part;
    if (part > 0) book(world, order, charge, direction, part);
  }
}

const isCreditCharge = (world: World, { sourceId }: Charge): boolean =>
  world.sources.get(sourceId)?.credit !== undefined;

const totalOf = (movements: readonly Movement[]): number => sum(movements.map((m) => m.amount));

/** What is left of a charge for a movement of this kind. */
export const availableOf = (charge: Charge, direction: Direction): number =>
  direction === "refunds"
    ? totalOf(charge.captures) - totalOf(charge.refunds)
    : charge.amount - totalOf(charge.captures) - totalOf(charge.cancels);

function book(world: World, order: Order, charge: Charge, to: Direction, amount: number): void {
  const id = makeId(world, "word");
  const movement: Movement = { id, amount, createdTime: Date.now(), state: "pending" };
  charge[to].push(movement);
  world.settle("late-movements", () => {
    movement.state = "complete";
    if (to !== "refunds" && availableOf(charge, to) === 0) {
      charge.state = charge.captures.length > 0 ? "complete" : "cancelled";
    }
    finish(order);
  });
}

/** Once every unit is closed and every charge is done, so is the order. */
function finish(order: Order): void {
  if (!isClosed(order)) return;
  const states = order.charges.map(({ state }) => state);
  if (states.every((state) => state === "cancelled")) order.state = "cancelled";
  else if (states.every((state) => state !== "capturable")) order.state = "complete";
  else order.state = "fulfilled";
}

const isClosed = ({ checkout, closed }: Order): boolean =>
  checkout.items.every(({ id, quantity }) => {
    const { fulfilled = 0, cancelled = 0 } = closed.get(id) ?? {};
    return fulfilled + cancelled === quantity;
  });

/** What the units of an item from one number to another cost; all of them cost its share of the total. */
export function priceOfUnits(checkout: Checkout, itemId: string, from: number, to: number): number {
  const { items, total } = checkout;
  const index = items.findIndex(({ id }) => id === itemId);
  const item = items[index];
  if (item === undefined) return 0;
  const subtotal = sum(items.map(({ amount }) => amount));
  const until = (count: number) =>
    Math.round((total * sum(items.slice(0, count).map(({ amount }) => amount))) / subtotal);
  const line = until(index + 1) - until(index);
  const upTo = (units: number) => Math.round((line * units) / item.quantity);
  return upTo(to) - upTo(from);
}
