import { makeId, type Checkout, type Fields, type Item, type World } from "./model.ts";
import { parseMinor, sum } from "./money.ts";
import { isRefusal, refuse, type Refusal } from "./refusals.ts";
import { isFields, textOf, whyNotThese } from "./route.ts";

const known = ["currency", "items", "email", "billTo", "customerId", "sourceId"];

/** The checkout that a request asks for, not yet kept. */
export function readCheckout(world: World, body: Fields): Checkout | Refusal {
  const unknown = whyNotThese(world, body, known);
  if (unknown !== undefined) return unknown;
  const currency = textOf(body.currency) ?? "";
  const digits = world.currencies[currency];
  if (digits === undefined) return refuse(world, "badRequest", "currency");
  const items = readItems(world, body.items, digits);
  if ("refused" in items) return items;
  const customerId = textOf(body.customerId);
  if (customerId !== undefined && !world.customers.has(customerId)) {
    return refuse(world, "badRequest", "customerId");
  }
  const email = textOf(body.email);
  return {
    id: makeId(world, "number"),
    sessionId: makeId(world, "word"),
    createdTime: Date.now(),
    currency,
    items,
    total: totalOf(world, items),
    sources: [],
    ...(customerId !== undefined && { customerId }),
    ...(email !== undefined && { email }),
    ...(isFields(body.billTo) && { billTo: body.billTo }),
  };
}

function readItems(world: World, asked: unknown, digits: number): readonly Item[] | Refusal {
  if (!Array.isArray(asked) || asked.length === 0) return refuse(world, "badRequest", "items");
  const items = asked.map((item: unknown) => readItem(world, item, digits));
  return items.find(isRefusal) ?? items.filter((item): item is Item => !isRefusal(item));
}

function readItem(world: World, item: unknown, digits: number): Item | Refusal {
  if (!isFields(item)) return refuse(world, "badRequest", "items");
  const unknown = whyNotThese(world, item, ["skuId", "quantity", "price", "aggregatePrice"]);
  if (unknown !== undefined) return unknown;
  const quantity = item.quantity === undefined ? 1 : Number(item.quantity);
  const price = parseMinor(item.price, digits);
  const amount = price === undefined ? parseMinor(item.aggregatePrice, digits) : price * quantity;
  const isSound = Number.isInteger(quantity) && quantity > 0 && amount !== undefined;
  if (!isSound) return refuse(world, "badRequest", "items");
  return { id: makeId(world, "number"), skuId: textOf(item.skuId) ?? "any", quantity, amount };
}

/** The items, and where it is taken a tax of 8.25 % and a fee of 0.30. */
function totalOf({ freedoms }: World, items: readonly Item[]): number {
  const subtotal = sum(items.map(({ amount }) => amount));
  return freedoms["with-tax"] ? subtotal + Math.round(subtotal * 0.0825) + 30 : subtotal;
}
