import type { Account } from "./account.ts";
import { billToOf } from "./checkouts.ts";
import { attachRefused, basketOf, detached, emptyHolder, put } from "./attachments.ts";
import { isSecondary } from "./basket.ts";
import type { JsonObject } from "./json.ts";
import { isJsonObject } from "./json.ts";
import { operation } from "./operation.ts";
import { price } from "./pricing.ts";
import { productCurrency, productOf } from "./products.ts";
import type { Outcome, Refusal } from "./refusal.ts";
import { accept, notFound, refuse } from "./refusal.ts";
import type { Attempt } from "./rules/attaching.ts";
import { paymentRefused, placeOrder, refreshOrder } from "./orders.ts";
import type { Cart, Line, Order, Source } from "./types.ts";

/** What an update of a cart brings; undefined leaves as it is. */
export interface CartUpdate {
  readonly items: readonly { readonly productId: string; readonly quantity: number }[];
  readonly fields: JsonObject;
}

export function createCart(account: Account, customerId: string | undefined): Cart {
  return put(account, {
    ...emptyHolder(account, "cart"),
    currency: productCurrency,
    ...priced([]),
    customerId,
    fields: {},
    taxInclusive: false,
    chargeType: "customer_initiated",
    resumes: undefined,
  });
}

/** Adds products, more of one where the cart has it already, and notes who is billed and shipped to. */
export function fillCart(account: Account, cart: Cart, update: CartUpdate): Outcome<Cart> {
  const unknown = update.items.find(({ productId }) => productOf(productId) === undefined);
  if (unknown) return notFound("product", unknown.productId);
  const items = update.items.map(({ productId, quantity }) => ({
    productId: productOf(productId)?.id ?? productId,
    quantity,
  }));
  const lines = items.reduce((all, item) => withItem(account, all, item), cart.lines);
  const fields = { ...cart.fields, ...update.fields };
  return accept(holdInCart(account, { ...cart, ...priced(lines), fields }, held(account, cart)));
}

export function removeLine(account: Account, cart: Cart, lineId: string): Outcome<Cart> {
  if (!cart.lines.some((line) => line.id === lineId)) return notFound("line item", lineId);
  const lines = cart.lines.filter((line) => line.id !== lineId);
  return accept(holdInCart(account, { ...cart, ...priced(lines) }, held(account, cart)));
}

/** Another quantity of one line. */
export function changeLine(
  account: Account,
  cart: Cart,
  lineId: string,
  quantity: number,
): Outcome<Cart> {
  if (!cart.lines.some((line) => line.id === lineId)) return notFound("line item", lineId);
  const lines = cart.lines.map((line) => (line.id === lineId ? { ...line, quantity } : line));
  return accept(holdInCart(account, { ...cart, ...priced(lines) }, held(account, cart)));
}

export function clearCart(account: Account, cart: Cart): Cart {
  return holdInCart(account, { ...cart, ...priced([]) }, held(account, cart));
}

/** Attaches the source, or says why not; attaching it again brings its amount up to date. */
export const payWith = operation(
  (account: Account, cart: Cart, source: Source, way: "cart" | "option"): Outcome<Cart> => {
    const attempt = { source, basket: basketOf(account, cart), way };
    const refusal = attachRefused(account, attempt);
    if (refusal !== undefined) return refuse(refusal);
    const billTo = billToAfterAttach(billToSet(cart), attempt);
    const fields = billTo === undefined ? cart.fields : { ...cart.fields, billTo };
    return accept(holdInCart(account, { ...cart, fields }, account.rules.sourcesInCart(attempt)));
  },
);

/** Takes the source off the cart; a single-use one is cancelled by it, as it is by leaving a checkout. */
export const takeOff = operation(
  (account: Account, cart: Cart, sourceId: string): Outcome<Cart> => {
    const sources = held(account, cart);
    const leaving = sources.find(({ id }) => id === sourceId);
    if (leaving === undefined) return notFound("source", sourceId);
    account.store.sources.put(detached(account, leaving));
    return accept(
      holdInCart(
        account,
        cart,
        sources.filter((source) => source !== leaving),
      ),
    );
  },
);

/** Turns the cart into an order and charges its sources, or says why not and leaves everything as it was. */
export const submitCart = operation(
  (account: Account, cart: Cart): Outcome<{ order: Order; next: Cart }> => {
    const refusal = submitRefused(account, cart);
    if (refusal !== undefined) return refuse(refusal);
    const order = placeOrder(account, cart, basketOf(account, cart));
    account.store.carts.delete(cart.id);
    const resumes = order.sessionState === "pending_redirect" ? order.id : undefined;
    // An order that waits for its customer goes on when the cart is resumed, and not before.
    if (resumes !== undefined) {
      for (const { sourceId } of order.attachments) account.store.waiting.delete(sourceId);
    }
    const next = put(account, { ...createCart(account, cart.customerId), resumes });
    return accept({ order, next });
  },
);

/** How resuming ended: with its order, too early, too late, or with nothing to resume. */
export type Resumption =
  | { readonly kind: "resumed"; readonly order: Order }
  | { readonly kind: "nothing" }
  | { readonly kind: "too-early" }
  | { readonly kind: "too-late" };

export const resumeOrder = operation(
  (account: Account, orderId: string | undefined): Resumption => {
    const order = account.store.orders.get(orderId ?? "");
    if (order === undefined) return { kind: "nothing" };
    if (order.state !== "pending_payment") return { kind: "too-late" };
    const resumed = refreshOrder(account, order);
    return resumed.state === "accepted" || resumed.state === "in_review"
      ? { kind: "resumed", order: resumed }
      : { kind: "too-early" };
  },
);

/**
 * CO-ATTACH-10, CO-ATTACH-11: Who was billed before, else the owner of the source. CO-APPLY-3: An applied payment option
 * brings its own address, in place of the one of the cart.
 */
function billToAfterAttach(
  billTo: JsonObject | undefined,
  { source, way }: Attempt,
): JsonObject | undefined {
  return way === "option" ? (source.owner ?? billTo) : (billTo ?? source.owner);
}

/** Who the cart says is billed. */
export function billToSet({ fields }: Pick<Cart, "fields">): JsonObject | undefined {
  return isJsonObject(fields["billTo"]) ? fields["billTo"] : undefined;
}

function held(account: Account, cart: Cart): readonly Source[] {
  return basketOf(account, cart).held.map(({ source }) => source);
}

/** Gives each source its part of the total; store credit keeps the amount it was made with. */
function holdInCart(account: Account, cart: Cart, sources: readonly Source[]): Cart {
  const parts = account.rules.contributions(sources, cart.totals.total);
  for (const { source, amount } of parts) {
    const current = account.store.sources.get(source.id) ?? source;
    const own = isSecondary(source) ? {} : { amount, currency: cart.currency };
    account.store.sources.put({ ...current, ...own, heldBy: cart.id });
  }
  const attachments = parts.map(({ source, amount }) => ({ sourceId: source.id, amount }));
  return put(account, { ...cart, attachments, updatedAt: account.now() });
}

function submitRefused(account: Account, cart: Cart): Refusal | undefined {
  const { rules } = account;
  const basket = basketOf(account, cart);
  const empty = rules.cartFilled(cart);
  if (empty !== undefined) return empty;
  if (basket.held.length === 0) return { reason: "missing-parameter", parameter: "paymentMethod" };
  const paying = basket.held.filter(({ amount }) => amount > 0);
  return (
    rules.billToGiven(billToOf(account, cart)) ??
    rules.paymentComplete(basket) ??
    paymentRefused(account, cart, paying)
  );
}

function priced(lines: readonly Line[]): Pick<Cart, "lines" | "totals"> {
  const items = lines.map(({ id, skuId, quantity, fields }) => {
    const amount = (productOf(skuId ?? "")?.price ?? 0) * quantity;
    return { id, skuId, quantity, amount, discount: 0, fields };
  });
  return price(items, { taxInclusive: false, shipping: 0, discount: undefined });
}

function withItem(
  account: Account,
  lines: readonly Line[],
  { productId, quantity }: CartUpdate["items"][number],
): readonly Line[] {
  const known = lines.find((line) => line.skuId === productId);
  if (known === undefined) return [...lines, emptyLine(account, productId, quantity)];
  const more = { ...known, quantity: known.quantity + quantity };
  return lines.map((line) => (line === known ? more : line));
}

/** A line before it is priced. */
function emptyLine(account: Account, productId: string, quantity: number): Line {
  const nothing = { amount: 0, tax: 0, shipping: 0, shippingTax: 0, discount: 0, total: 0 };
  return { id: account.newId("item"), skuId: productId, quantity, ...nothing, fields: {} };
}
