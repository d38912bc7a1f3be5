import type { Answer } from "../../client.ts";
import { billTo } from "../../shop.ts";
import { order } from "../model/orders.ts";
import { attach, detach, isSpent, partsOf } from "../model/purchases.ts";
import { giveCredit } from "../model/sources.ts";
import type { World } from "../model/world.ts";
import { at, done, sum } from "../model/world.ts";
import type { Operation } from "../operation.ts";
import { decimal, type Server } from "../server.ts";

export const openCheckout: Operation = {
  name: "open a checkout",
  of: [],
  send: ({ front, customers }, world, customer, units = 0, price = 0) => {
    const buyer = buyerOf(world, customer);
    const { quantity, total } = goods(units, price);
    return front.merchant.post("/checkouts", {
      currency: "USD",
      email: "ada@example.com",
      taxInclusive: true,
      billTo,
      items: [{ skuId: "book", quantity, aggregatePrice: decimal(total) }],
      ...(buyer === undefined ? {} : { customerId: customers[buyer] }),
    });
  },
  told: (world, customer, units = 0, price = 0) => {
    const buyer = buyerOf(world, customer);
    const { quantity, total } = goods(units, price);
    const whose = buyer === undefined ? {} : { customer: buyer };
    const opened = { ...whose, face: "checkout", total, units: quantity } as const;
    const checkout = { ...opened, held: [], ordered: false };
    return done({ ...world, purchases: [...world.purchases, checkout] });
  },
  learn: ({ purchases }, world, { body }) => {
    purchases.push(body);
    return world;
  },
};

/** Store credit is made for one checkout and attached to it. */
export const attachCreditBy = (way: "path" | "body"): Operation => ({
  name: `attach new store credit by ${way}`,
  of: ["purchases"],
  isKnown: (world, purchase = 0) => at(world.purchases, purchase).face === "checkout",
  send: async (server, world, purchase = 0, worth = 0) => {
    const { front, purchases, sources } = server;
    const { body } = await front.merchant.post("/sources", {
      type: "customerCredit",
      amount: decimal(worthOf(world, purchase, worth)),
      paymentSessionId: purchases[purchase].payment.session.id,
      customerCredit: {},
    });
    sources.push(body.id);
    return sendAttachment(server, way, purchase, sources.length - 1);
  },
  told: (world, purchase = 0, worth = 0) => {
    const { world: credited } = giveCredit(world, purchase, worthOf(world, purchase, worth));
    return attach(credited, purchase, credited.sources.length - 1);
  },
});

export const attachBy = (way: "path" | "body"): Operation => ({
  name: `attach by ${way}`,
  of: ["purchases", "sources"],
  isKnown: fits,
  send: (server, _world, purchase = 0, source = 0) => sendAttachment(server, way, purchase, source),
  told: (world, purchase = 0, source = 0) => attach(world, purchase, source),
});

export const detachFromCheckout: Operation = {
  name: "detach",
  of: ["purchases", "sources"],
  isKnown: (world, purchase = 0, source = 0) =>
    fits(world, purchase, source) && !isAwaited(world, source),
  send: ({ front, purchases, sources }, _world, purchase = 0, source = 0) =>
    front.merchant.delete(`/checkouts/${purchases[purchase].id}/sources/${sources[source]}`),
  told: (world, purchase = 0, source = 0) => detach(world, purchase, source),
};

export const orderCheckout: Operation = {
  name: "order",
  of: ["purchases"],
  isKnown: (world, purchase = 0) =>
    at(world.purchases, purchase).face === "checkout" && isPlain(world, purchase),
  send: ({ front, purchases }, _world, purchase = 0) =>
    front.merchant.post("/orders", { checkoutId: purchases[purchase].id }),
  told: (world, purchase = 0) => order(world, purchase),
  learn: ({ orders }, world, { body }) => {
    orders.push(body.id);
    return world;
  },
};

/** Nobody every other time. */
export function buyerOf({ customers }: World, number = 0): number | undefined {
  return customers.length === 0 || number % 2 === 0 ? undefined : number % customers.length;
}

/**
 * Whether ordering is documented: what comes of a spent source that has nothing to pay is not, nor of a source for
 * which another order waits.
 */
export function isPlain(world: World, purchase: number): boolean {
  return partsOf(world, at(world.purchases, purchase)).every(
    ({ source, amount }) =>
      !isAwaited(world, source) && (amount > 0 || !isSpent(at(world.sources, source))),
  );
}

/** Whether an order waits for the source. What becomes of the order when the source leaves is not written. */
export function isAwaited({ orders }: World, source: number): boolean {
  const waits = orders.filter(({ state }) => state === "waits").flatMap(({ shares }) => shares);
  return waits.some((share) => share.source === source && share.charged === "waits");
}

/** Store credit belongs to the checkout that it was made for; what another one makes of it is not written. */
function fits({ purchases, sources }: World, purchase = 0, source = 0): boolean {
  const { madeFor = purchase } = at(sources, source);
  return at(purchases, purchase).face === "checkout" && madeFor === purchase;
}

function sendAttachment(
  { front: { merchant }, purchases, sources }: Server,
  way: "path" | "body",
  purchase: number,
  source: number,
): Promise<Answer> {
  const checkout = `/checkouts/${purchases[purchase].id}`;
  return way === "path"
    ? merchant.post(`${checkout}/sources/${sources[source]}`)
    : merchant.post(checkout, { sourceId: sources[source] });
}

/** Up to three units that cost the same to the cent. */
function goods(
  units: number,
  price: number,
): { readonly quantity: number; readonly total: number } {
  const quantity = 1 + (units % 3);
  return { quantity, total: quantity * (1 + (price % 7)) * 33 };
}

/** As much as fits, a cent more than that, the whole total, or a small part of it. */
function worthOf(world: World, purchase: number, number: number): number {
  const { total, held } = at(world.purchases, purchase);
  const left = total - sum(held.map((source) => at(world.sources, source).worth));
  const worths = [Math.max(1, left), left + 1, total, 1 + (number % total)];
  return worths[number % worths.length] ?? total;
}
