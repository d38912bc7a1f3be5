import type { Answer } from "../../client.ts";
import { billingAddress } from "../../shopper.ts";
import { resume, submit } from "../model/orders.ts";
import { attach, detach } from "../model/purchases.ts";
import { removeOption, saveAsOption } from "../model/sources.ts";
import type { Purchase, Told, World } from "../model/world.ts";
import { at, changed, done } from "../model/world.ts";
import type { Operation } from "../operation.ts";
import { cents, type Server } from "../server.ts";
import { buyerOf, isAwaited, isPlain } from "./checkouts.ts";

/** A customer of the one API is the shopper of that name in the other; a guest is nobody in either. */
export const signIn: Operation = {
  name: "sign in",
  of: [],
  send: ({ front, customers }, world, customer) => {
    const buyer = buyerOf(world, customer);
    const wish = buyer === undefined ? { guest: true } : { externalReferenceId: customers[buyer] };
    return front.sandbox("/shoppers", wish);
  },
  told: (world, customer) => {
    const buyer = buyerOf(world, customer);
    const whose = buyer === undefined ? {} : { customer: buyer };
    const cart = { ...whose, face: "cart", total: 0, units: 0, held: [], ordered: false } as const;
    return done({
      ...world,
      shoppers: [...world.shoppers, { ...whose, cart: world.purchases.length }],
      purchases: [...world.purchases, cart],
    });
  },
  learn: ({ tokens, purchases }, world, { body }) => {
    tokens.push(body.token);
    purchases.push(undefined);
    return world;
  },
};

/** One unit more; what it costs with its tax is the server's to say. */
export const fillCart: Operation = {
  name: "fill the cart",
  of: ["shoppers"],
  send: (server, _world, shopper = 0) =>
    call(server, shopper, "POST", "/carts/active?productId=900100", { cart: { billingAddress } }),
  told: (world) => done(world),
  learn: (_server, world, { body }, shopper = 0) => {
    const { cart } = at(world.shoppers, shopper);
    const total = cents(body.cart.pricing.orderTotal.value);
    const units = at(world.purchases, cart).units + 1;
    return { ...world, purchases: changed(world.purchases, cart, { total, units }) };
  },
};

/** Store credit is left out: what a cart does with more than one of it, or in other sequences, is not written. */
export const applyToCart: Operation = {
  name: "apply to the cart",
  of: ["shoppers", "sources"],
  isKnown: (world, shopper = 0, source = 0) =>
    cartOf(world, shopper).total > 0 && at(world.sources, source).method !== "credit",
  send: (server, _world, shopper = 0, source = 0) =>
    call(server, shopper, "POST", "/carts/active/apply-payment-method", named(server, source)),
  told: (world, shopper = 0, source = 0) =>
    wordless(attach(world, at(world.shoppers, shopper).cart, source)),
};

export const takeOffCart: Operation = {
  name: "take off the cart",
  of: ["shoppers", "sources"],
  isKnown: (world, shopper = 0, source = 0) =>
    cartOf(world, shopper).total > 0 && !isAwaited(world, source),
  send: (server, _world, shopper = 0, source = 0) =>
    call(server, shopper, "DELETE", "/carts/active/apply-payment-method", named(server, source)),
  told: (world, shopper = 0, source = 0) =>
    wordless(detach(world, at(world.shoppers, shopper).cart, source)),
};

export const submitCart: Operation = {
  name: "submit the cart",
  of: ["shoppers"],
  isKnown: (world, shopper = 0) => isPlain(world, at(world.shoppers, shopper).cart),
  send: (server, _world, shopper = 0) => call(server, shopper, "POST", "/carts/active/submit-cart"),
  told: (world, shopper = 0) => submit(world, shopper),
  learn: ({ orders, purchases }, world, { body }) => {
    orders.push(body.submitCart.order.id);
    purchases.push(undefined);
    return world;
  },
};

export const resumeCart: Operation = {
  name: "resume the cart",
  of: ["shoppers"],
  send: (server, _world, shopper = 0) => call(server, shopper, "POST", "/carts/active/resume-cart"),
  told: (world, shopper = 0) => resume(world, shopper),
};

export const saveOption: Operation = {
  name: "save as a payment option",
  of: ["shoppers", "sources"],
  isKnown: isSignedIn,
  send: (server, _world, shopper = 0, source = 0) => {
    const sourceId = server.sources[source];
    const paymentOption = { nickName: `Card ${sourceId}`, isDefault: "false", sourceId };
    return call(server, shopper, "POST", "/payment-options", { paymentOption });
  },
  told: (world, shopper = 0, source = 0) =>
    saveAsOption(world, source, at(world.shoppers, shopper).customer ?? 0),
};

/** Deletes the option that the list shows for the source, or one that is not there. */
export const deleteOption: Operation = {
  name: "delete a payment option",
  of: ["shoppers", "sources"],
  isKnown: isSignedIn,
  send: async (server, _world, shopper = 0, source = 0) => {
    const options = await server.front.as(server.tokens[shopper] ?? "").options();
    const option = options.find(({ sourceId }) => sourceId === server.sources[source]);
    return call(server, shopper, "DELETE", `/payment-options/${option?.id ?? "none"}`);
  },
  told: (world, shopper = 0, source = 0) =>
    removeOption(world, source, at(world.shoppers, shopper).customer ?? 0),
};

function isSignedIn({ shoppers }: World, shopper = 0): boolean {
  return at(shoppers, shopper).customer !== undefined;
}

function cartOf({ shoppers, purchases }: World, shopper: number): Purchase {
  return at(purchases, at(shoppers, shopper).cart);
}

/** The Commerce API refuses for the same reasons, and its codes say less. */
function wordless({ world, refused }: Told): Told {
  return refused === undefined ? { world } : { world, refused: [] };
}

function named({ sources }: Server, source: number): object {
  return { paymentMethod: { sourceId: sources[source] } };
}

function call(
  { front, tokens }: Server,
  shopper: number,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  return front.as(tokens[shopper] ?? "").call(method, path, body);
}
