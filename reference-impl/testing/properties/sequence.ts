import { commands } from "fast-check";
import { nothing } from "./model/world.ts";
import { command, type Model, perform } from "./operation.ts";
import * as checkouts from "./operations/checkouts.ts";
import * as customers from "./operations/customers.ts";
import * as orders from "./operations/orders.ts";
import * as shoppers from "./operations/shoppers.ts";
import * as sources from "./operations/sources.ts";
import type { Server } from "./server.ts";

const attaching = [
  checkouts.attachCreditBy("path"),
  checkouts.attachCreditBy("body"),
  checkouts.attachBy("path"),
  checkouts.attachBy("body"),
  checkouts.detachFromCheckout,
];
const ordering = [checkouts.orderCheckout, orders.fulfilOrder, orders.refundOrder];
const buying = [shoppers.fillCart, shoppers.applyToCart, shoppers.submitCart];

/** What is done more often stands here more often. */
const operations = [
  sources.makeSource("card"),
  sources.makeSource("redirect"),
  sources.makeSource("receiver"),
  checkouts.openCheckout,
  ...attaching,
  ...attaching,
  ...ordering,
  ...ordering,
  orders.finishOrder,
  customers.saveToCustomer,
  customers.removeFromCustomer,
  customers.changeDefault,
  sources.advanceSource("approve"),
  sources.advanceSource("approve"),
  sources.advanceSource("decline"),
  sources.advanceSource("confirm-funds"),
  sources.advanceSource("fail"),
  sources.advanceSource("expire"),
  shoppers.signIn,
  ...buying,
  ...buying,
  shoppers.takeOffCart,
  shoppers.resumeCart,
  shoppers.resumeCart,
  shoppers.saveOption,
  shoppers.deleteOption,
];

/** Any sequence of operations on both APIs, legal and illegal. */
export const anySequence = commands(operations.map(command), { size: "max", maxCommands: 60 });

/** What is there before a sequence starts: two customers, of whom one is a shopper, a guest, and something to pay with. */
export async function open(server: Server): Promise<Model> {
  const model: Model = { world: nothing };
  const first = [
    [customers.registerCustomer],
    [customers.registerCustomer],
    [sources.makeSource("card")],
    [sources.makeSource("card")],
    [sources.makeSource("redirect")],
    [checkouts.openCheckout, 0, 1, 1],
    [checkouts.openCheckout, 1, 2, 5],
    [shoppers.signIn, 1],
    [shoppers.signIn, 0],
  ] as const;
  for (const [operation, ...numbers] of first) await perform(operation, numbers, model, server);
  return model;
}
