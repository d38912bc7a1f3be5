import type { Answer } from "../../client.ts";
import { fulfil, refund } from "../model/money.ts";
import type { World } from "../model/world.ts";
import { at } from "../model/world.ts";
import type { Operation } from "../operation.ts";
import { decimal, type Server } from "../server.ts";

/** Ships some units and drops others: none, too many, or as many as there are. */
export const fulfilOrder: Operation = {
  name: "fulfil",
  of: ["orders"],
  isKnown: isExact,
  send: (server, _world, order = 0, shipped = 0, dropped = 0) =>
    sendFulfillment(server, order, shipped % 3, dropped % 2),
  told: (world, order = 0, shipped = 0, dropped = 0) =>
    fulfil(world, order, shipped % 3, dropped % 2),
};

/** Ships or drops all that is left, so that orders get to their end. */
export const finishOrder: Operation = {
  name: "fulfil the rest",
  of: ["orders"],
  send: (server, world, order = 0, way = 0) =>
    sendFulfillment(server, order, ...rest(world, order, way)),
  told: (world, order = 0, way = 0) => fulfil(world, order, ...rest(world, order, way)),
};

export const refundOrder: Operation = {
  name: "refund",
  of: ["orders"],
  isKnown: isExact,
  send: ({ front, orders }, world, order = 0, amount = 0) =>
    front.merchant.post("/refunds", {
      orderId: orders[order],
      currency: "USD",
      amount: decimal(asked(world, order, amount)),
      reason: "requested_by_customer",
    }),
  told: (world, order = 0, amount = 0) => refund(world, order, asked(world, order, amount)),
};

/** Whether its units cost the same to the cent; how the price of a part is rounded is not written. */
function isExact({ orders }: World, order = 0): boolean {
  const { total, units } = at(orders, order);
  return total % units === 0;
}

function rest({ orders }: World, order: number, way: number): [number, number] {
  const { units, fulfilled, dropped } = at(orders, order);
  const open = units - fulfilled - dropped;
  return way % 2 === 0 ? [open, 0] : [0, open];
}

function asked({ orders }: World, order: number, number: number): number {
  return (number * 13) % (at(orders, order).total + 2);
}

async function sendFulfillment(
  { front, orders }: Server,
  order: number,
  quantity: number,
  cancelQuantity: number,
): Promise<Answer> {
  const { body } = await front.merchant.get(`/orders/${orders[order]}`);
  const items = [{ itemId: body.items[0].id, quantity, cancelQuantity }];
  return front.merchant.post("/fulfillments", { orderId: orders[order], items });
}
