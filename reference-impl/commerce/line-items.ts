import * as carts from "../domain/carts.ts";
import type { Outcome } from "../domain/refusal.ts";
import { accept, andThen, notFound } from "../domain/refusal.ts";
import type { Cart, Line } from "../domain/types.ts";
import { cartOf } from "./account.ts";
import type { ShopperCall, ShopperHandler } from "./call.ts";
import { answer, param } from "./call.ts";
import { lineItemsAsked, quantityAsked } from "./read.ts";
import type { Reply } from "../reply.ts";
import { noContent, ok } from "../reply.ts";
import { lineItemView, lineItemsView } from "./views/cart.ts";

export const listLineItems: ShopperHandler = (call) => shown(call, cartOf(call, call.session));

/** Adds products, as the body or the query names them, and answers with all line items. */
export const addLineItems: ShopperHandler = (call) => {
  const added = andThen(lineItemsAsked(call.query, call.body), (items) =>
    carts.fillCart(call.account, cartOf(call, call.session), { items, fields: {} }),
  );
  return answer(call, "fill", added, (cart) => shown(call, cart));
};

export const clearLineItems: ShopperHandler = (call) => {
  carts.clearCart(call.account, cartOf(call, call.session));
  return noContent();
};

export const retrieveLineItem: ShopperHandler = (call) =>
  answer(call, "read", lineOf(cartOf(call, call.session), param(call)), (line) =>
    shownLine(call, line),
  );

/** The quantity, as the query or the body says it. */
export const updateLineItem: ShopperHandler = (call) => {
  const id = param(call);
  const cart = cartOf(call, call.session);
  const changed = andThen(quantityAsked(call.query, call.body), (quantity) =>
    andThen(carts.changeLine(call.account, cart, id, quantity), (changedCart) =>
      lineOf(changedCart, id),
    ),
  );
  return answer(call, "fill", changed, (line) => shownLine(call, line));
};

export const deleteLineItem: ShopperHandler = (call) => {
  const cart = cartOf(call, call.session);
  return answer(call, "fill", carts.removeLine(call.account, cart, param(call)), noContent);
};

function lineOf(cart: Cart, id: string): Outcome<Line> {
  const line = cart.lines.find((each) => each.id === id);
  return line === undefined ? notFound("line item", id) : accept(line);
}

function shown(call: ShopperCall, cart: Cart): Reply {
  return ok({ lineItems: lineItemsView(cart, uriOf(call)) });
}

function shownLine(call: ShopperCall, line: Line): Reply {
  const cart = cartOf(call, call.session);
  return ok({ lineItem: lineItemView(line, cart.currency, uriOf(call)) });
}

function uriOf({ origin }: ShopperCall): string {
  return `${origin}/v1/shoppers/me/carts/active/line-items`;
}
