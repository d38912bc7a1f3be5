import {
  makeId,
  type Cart,
  type Fields,
  type PaymentOption,
  type Shopper,
  type Source,
  type World,
} from "./model.ts";
import { type Money } from "./money.ts";
import { refuse, type Refusal } from "./refusals.ts";
import {
  type Answer,
  type Call,
  isFields,
  type Routes,
  statusOf,
  textOf,
  whyNotThese,
} from "./route.ts";
import { changeState, isPending, kindOf } from "./sources.ts";
import { showSource } from "./views.ts";

/** The Commerce API as far as "Source basics" speaks of it, with the calls that a cart cannot do without. */
export const shop: Routes = {
  "GET /sources/{id}": (world, _, [id = ""]) => {
    const source = world.sources.get(id);
    if (source === undefined) return refuse(world, "unknown", id);
    return { status: 200, body: showShopSource(world, source) };
  },
  "POST /v1/shoppers/me/carts/active": forShopper(fillCart),
  "GET /v1/shoppers/me/carts/active": forShopper((world, shopper) => ({
    status: 200,
    body: wrapped(world, "cart", showCart(world, shopper.cart)),
  })),
  "POST /v1/shoppers/me/carts/active/apply-payment-method": forShopper(applyPayment),
  "POST /v1/shoppers/me/carts/active/submit-cart": forShopper(submitCart),
  "POST /v1/shoppers/me/payment-options": forShopper(createOption),
};

const price = 1250;

/** A shopper with an empty cart, or the one of that name; the token is their key. */
export function makeShopper(world: World, name?: string): Shopper {
  const known = [...world.shoppers.values()].find((other) => other.name === name);
  if (known !== undefined && name !== undefined) return known;
  const token = makeId(world, "word");
  const shopper: Shopper = {
    ...(name !== undefined && { name }),
    token,
    id: makeId(world, "number"),
    options: [],
    cart: emptyCart(world),
  };
  world.shoppers.set(token, shopper);
  return shopper;
}

const emptyCart = (world: World): Cart => ({
  id: makeId(world, "number"),
  sessionId: makeId(world, "word"),
  products: [],
});

function fillCart(world: World, shopper: Shopper, { query, body }: Call): Answer | Refusal {
  const unknown = whyNotThese(world, body, ["cart"]);
  if (unknown !== undefined) return unknown;
  const id = query.get("productId");
  const quantity = Number(query.get("quantity") ?? "1");
  if (id !== null) shopper.cart.products.push({ id, quantity });
  const answer = wrapped(world, "cart", showCart(world, shopper.cart));
  return { status: statusOf(world, 200, 201), body: answer };
}

function applyPayment(world: World, shopper: Shopper, { body }: Call): Answer | Refusal {
  const asked = isFields(body.paymentMethod) ? body.paymentMethod : {};
  const unknown = whyNotThese(world, asked, ["sourceId"]);
  if (unknown !== undefined) return unknown;
  const source = world.sources.get(textOf(asked.sourceId) ?? "");
  if (source === undefined) return refuse(world, "unknown", "sourceId");
  const refusal = whyNotPay(world, shopper, source);
  if (refusal !== undefined) return refusal;
  shopper.cart.sourceId = source.id;
  const answer = wrapped(world, "cart", showCart(world, shopper.cart));
  return { status: statusOf(world, 200, 202), body: answer };
}

function whyNotPay(world: World, shopper: Shopper, source: Source): Refusal | undefined {
  const waits = isPending(source) && world.freedoms["pending-not-attached"];
  const theirs = source.customerId === undefined || source.customerId === shopper.id;
  const usable = source.state === "chargeable" || (isPending(source) && !waits);
  return usable && theirs ? undefined : refuse(world, "notUsable", source.id);
}

/** Converting the cart charges its source: a single-use one is consumed. */
function submitCart(world: World, shopper: Shopper): Answer | Refusal {
  const { cart } = shopper;
  const source = world.sources.get(cart.sourceId ?? "");
  if (source === undefined || cart.products.length === 0) return refuse(world, "notPaid", cart.id);
  const refusal = whyNotPay(world, shopper, source);
  if (refusal !== undefined) return refusal;
  if (isPending(source) && world.freedoms["pending-not-ordered"]) {
    return refuse(world, "notUsable", source.id);
  }
  const waits = isPending(source);
  if (waits) source.isOwed = true;
  else if (!source.reusable) changeState(world, source, "consumed");
  const order = { id: makeId(world, "number"), orderState: waits ? "Charge Pending" : "Submitted" };
  const total = showCart(world, cart).pricing;
  shopper.cart = emptyCart(world);
  const body = wrapped(world, "submitCart", {
    order,
    pricing: total,
    paymentMethod: { type: source.type, sourceId: source.id },
  });
  return { status: statusOf(world, 200, 201), body, location: `/orders/${order.id}` };
}

/** A payment option saves its source, where its type can be ("Reusable or single-use"). */
function createOption(world: World, shopper: Shopper, { body }: Call): Answer | Refusal {
  const asked = isFields(body.paymentOption) ? body.paymentOption : {};
  const unknown = whyNotThese(world, asked, ["nickName", "isDefault", "sourceId"]);
  if (unknown !== undefined) return unknown;
  const source = world.sources.get(textOf(asked.sourceId) ?? "");
  if (source === undefined) return refuse(world, "unknown", "sourceId");
  const canBeSaved = kindOf(world, source).canBeSaved;
  const inVain =
    !canBeSaved && source.credit === undefined && world.freedoms["commerce-saves-in-vain"];
  if (
    (!canBeSaved && !inVain) ||
    source.state !== "chargeable" ||
    source.customerId !== undefined
  ) {
    return refuse(world, "notUsable", source.id);
  }
  if (canBeSaved) {
    source.reusable = true;
    source.customerId = shopper.id;
  }
  const isDefault = shopper.options.length === 0 || String(asked.isDefault) === "true";
  if (isDefault) for (const option of shopper.options) option.isDefault = false;
  const option = {
    id: makeId(world, "number"),
    nickName: textOf(asked.nickName) ?? "",
    sourceId: source.id,
    isDefault,
  };
  shopper.options.push(option);
  return {
    status: statusOf(world, 201, 200),
    body: wrapped(world, "paymentOption", showOption(option, source)),
    location: `/v1/shoppers/me/payment-options/${option.id}`,
  };
}

export const showOption = (option: PaymentOption, source: Source): Fields => ({
  id: option.id,
  nickName: option.nickName,
  isDefault: option.isDefault ? "true" : "false",
  type: source.type,
  sourceId: source.id,
  [source.type]: { ...source.detail, reusable: source.reusable ? "true" : "false" },
});

export function showShopSource(world: World, source: Source): Fields {
  const waits = source.shown === "pending_redirect" || source.shown === "pending_funds";
  const state = waits && world.freedoms["plain-pending"] ? "pending" : source.shown;
  const { flow } = kindOf(world, source);
  return { ...showSource(world, source), state, flow };
}

export function showCart(world: World, { id, products, sourceId }: Cart): Fields {
  const total = products.reduce((cents, { quantity }) => cents + price * quantity, 0);
  const source = world.sources.get(sourceId ?? "");
  return {
    id,
    lineItems: {
      lineItem: products.map((product) => ({
        quantity: product.quantity,
        product: { id: product.id },
      })),
    },
    pricing: {
      orderTotal: { currency: "USD", value: { minor: total, digits: 2 } satisfies Money },
    },
    paymentMethod: source && {
      type: source.type,
      sourceId: source.id,
      [source.type]: source.detail,
    },
  };
}

export const wrapped = ({ freedoms }: World, name: string, value: Fields): Fields =>
  freedoms["commerce-unwrapped"] ? value : { [name]: value };

export function forShopper(
  handle: (world: World, shopper: Shopper, call: Call) => Answer | Refusal,
) {
  return (world: World, call: Call): Answer | Refusal => {
    const shopper = world.shoppers.get(call.token ?? "");
    return shopper === undefined ? refuse(world, "noKey") : handle(world, shopper, call);
  };
}
