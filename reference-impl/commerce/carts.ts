import * as carts from "../domain/carts.ts";
import { isJsonObject } from "../domain/json.ts";
import { retrieveOption } from "../domain/payment-options.ts";
import type { Outcome } from "../domain/refusal.ts";
import { andThen, accept, refuse } from "../domain/refusal.ts";
import { retrieveSource } from "../domain/sources.ts";
import type { Cart, Customer } from "../domain/types.ts";
import type { ShopperCall, ShopperHandler } from "./call.ts";
import { answer, relation } from "./call.ts";
import { envelope, resumeProblems } from "./errors.ts";
import { addressOf, cartUpdate } from "./read.ts";
import type { Reply } from "../reply.ts";
import { noContent, ok } from "../reply.ts";
import { cartOf, putSession } from "./account.ts";
import { addressView } from "./views/address.ts";
import { withAccess } from "./guard.ts";

/** CO-CART-3: The active cart of the token. */
export const retrieveCart: ShopperHandler = (call) => shown(call, cartOf(call, call.session));

export const updateCart: ShopperHandler = (call) => {
  const { account } = call;
  const filled = andThen(cartUpdate(call.query, call.body), (update) =>
    carts.fillCart(account, cartOf(call, call.session), update),
  );
  return answer(call, "fill", filled, (cart) => shown(call, cart));
};

export const retrieveBillingAddress: ShopperHandler = (call) => address(call, "billTo");
export const retrieveShippingAddress: ShopperHandler = (call) => address(call, "shipTo");
export const setBillingAddress: ShopperHandler = (call) => setAddress(call, "billingAddress");
export const setShippingAddress: ShopperHandler = (call) => setAddress(call, "shippingAddress");

/** CO-ATTACH-1, CO-ATTACH-7, CO-ATTACH-8: A guest may attach a source as well. */
export const applyPaymentMethod: ShopperHandler = (call) => {
  const { account, wire } = call;
  const named = wire.sourceToApply(call.body);
  if (!named.ok) return answer(call, "fill", named, () => noContent());
  const attached = andThen(retrieveSource(account, named.value), (source) =>
    carts.payWith(account, cartOf(call, call.session), source, "cart"),
  );
  return answer(call, "apply", attached, (cart) => shown(call, cart));
};

/** CO-DETACH-1: The body names the source, as it does for attaching. */
export const detachPaymentMethod: ShopperHandler = (call) => {
  const { account, wire } = call;
  const named = wire.sourceToApply(call.body);
  if (!named.ok) return answer(call, "fill", named, () => noContent());
  const detached = andThen(payableCart(call), (cart) => carts.takeOff(account, cart, named.value));
  return answer(call, "detach", detached, noContent);
};

/** CO-DETACH-2: Every source leaves. */
export const detachAllPaymentMethods: ShopperHandler = (call) => {
  const { account } = call;
  const emptied = andThen(payableCart(call), (cart) =>
    cart.attachments.reduce<Outcome<Cart>>(
      (outcome, { sourceId }) => andThen(outcome, (left) => carts.takeOff(account, left, sourceId)),
      accept(cart),
    ),
  );
  return answer(call, "detach-all", emptied, noContent);
};

/** CO-APPLY-1 to CO-APPLY-4: Pays with the option that the query names, else with the default one. */
export const applyShopper: ShopperHandler = (call) =>
  withAccess(call, (customer) => {
    const { account } = call;
    const cart = cartOf(call, call.session);
    const applied = andThen(optionSource(call, customer), (sourceId) =>
      sourceId === undefined
        ? accept(cart)
        : andThen(retrieveSource(account, sourceId), (source) =>
            carts.payWith(account, cart, source, "option"),
          ),
    );
    return answer(call, "apply-shopper", applied, (value) => shown(call, value));
  });

/** CO-ORDER-10: The order with its id; from then on the token has a new active cart. */
export const submitCart: ShopperHandler = (call) => {
  const { account, wire, session } = call;
  const submitted = carts.submitCart(account, cartOf(call, session));
  return answer(call, "submit", submitted, ({ order, next }) => {
    const orderIds = [...session.orderIds, order.id];
    putSession(call, { ...session, cartId: next.id, orderIds });
    return ok({ submitCart: wire.submitted(account, order, call.origin) });
  });
};

/** CO-RESUME-2, CO-RESUME-3: Goes on with the order that its customer left for a redirect. */
export const resumeCart: ShopperHandler = (call) => {
  const { account, wire, session, origin } = call;
  const resumption = carts.resumeOrder(account, cartOf(call, session).resumes);
  if (resumption.kind === "resumed")
    return ok({ resumeCart: wire.submitted(account, resumption.order, origin) });
  return envelope(409, "resume-cart-failure", resumeProblems[resumption.kind], relation(call));
};

function shown({ account, wire, origin }: ShopperCall, cart: Cart): Reply {
  return ok({ cart: wire.cart(account, cart, origin) });
}

function address(call: ShopperCall, side: "billTo" | "shipTo"): Reply {
  const kind = side === "billTo" ? "billingAddress" : "shippingAddress";
  const person = cartOf(call, call.session).fields[side];
  return ok({ address: addressView(kind, isJsonObject(person) ? person : {}) });
}

function setAddress(call: ShopperCall, kind: "billingAddress" | "shippingAddress"): Reply {
  const set = andThen(addressOf(call.body, kind), (fields) =>
    carts.fillCart(call.account, cartOf(call, call.session), { items: [], fields }),
  );
  return answer(call, "fill", set, noContent);
}

/** Nothing is detached from an empty cart (409 Conflict). */
function payableCart(call: ShopperCall): Outcome<Cart> {
  const cart = cartOf(call, call.session);
  return cart.lines.length === 0 ? refuse({ reason: "order-incomplete" }) : accept(cart);
}

/** The source of the payment option that is asked for. No shopper has saved addresses here. */
function optionSource(call: ShopperCall, customer: Customer): Outcome<string | undefined> {
  const addressId = call.query.get("billingAddressId") ?? call.query.get("shippingAddressId");
  if (addressId !== null)
    return refuse({ reason: "invalid-parameter", parameter: "addressId", value: addressId });
  const optionId = call.query.get("paymentOptionId");
  if (optionId === null) return accept(customer.defaultSourceId);
  return andThen(retrieveOption(call.account, customer, optionId), (option) =>
    accept(option.sourceId),
  );
}
