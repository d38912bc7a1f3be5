import type { Account } from "./account.ts";
import { attach, attachNamed, basketOf, emptyHolder, hold, put } from "./attachments.ts";
import type { JsonObject } from "./json.ts";
import { isJsonObject } from "./json.ts";
import type { Minor } from "./money.ts";
import { operation } from "./operation.ts";
import type { PricedItem } from "./pricing.ts";
import { price } from "./pricing.ts";
import type { Reduction } from "./reduction.ts";
import type { Outcome, Refusal } from "./refusal.ts";
import { accept, andThen, found, refuse } from "./refusal.ts";
import { isSecondary } from "./basket.ts";
import type { Way } from "./rules/attaching.ts";
import { newCredit } from "./sources.ts";
import type { ChargeType, Checkout, Holder, Line } from "./types.ts";

export interface CheckoutRequest {
  readonly currency: string;
  readonly items: readonly PricedItem[];
  readonly taxInclusive: boolean;
  readonly shipping: Minor;
  readonly shippingDiscount: Reduction | undefined;
  readonly discount: Reduction | undefined;
  readonly chargeType: ChargeType;
  readonly customerId: string | undefined;
  readonly sourceId: string | undefined;
  /** Store credit as the versions before 2021-03-23 took it: once, as a sum. */
  readonly credit: Minor | undefined;
  readonly fields: JsonObject;
}

/** What an update may change; undefined leaves as it is. */
export interface CheckoutUpdate {
  readonly shipping: Minor | undefined;
  readonly shippingDiscount: Reduction | undefined;
  readonly chargeType: ChargeType | undefined;
  readonly customerId: string | undefined;
  readonly sourceId: string | undefined;
  readonly credit: Minor | undefined;
  readonly items: ReadonlyMap<string, JsonObject>;
  readonly fields: JsonObject;
}

/** A checkout that could not take its source is not created. */
export const createCheckout = operation(
  (account: Account, request: CheckoutRequest): Outcome<Checkout> => {
    if (unknownCustomer(account, request.customerId)) return noCustomer(request.customerId);
    const created = newCheckout(account, request);
    const refusal = addressesRefused(account, created);
    if (refusal !== undefined) return refuse(refusal);
    const outcome = withSources(account, created, request, "creation");
    if (!outcome.ok) return outcome;
    put(account, outcome.value);
    account.announce({ type: "checkout.created", resource: "checkout", value: outcome.value });
    return outcome;
  },
);

/** Parameters that were not sent stay as they were. A refused source leaves the whole checkout as it was. */
export const updateCheckout = operation(
  (account: Account, checkout: Checkout, update: CheckoutUpdate): Outcome<Checkout> => {
    if (unknownCustomer(account, update.customerId)) return noCustomer(update.customerId);
    const changed = updated(account, checkout, update);
    const refusal = addressesRefused(account, changed);
    if (refusal !== undefined) return refuse(refusal);
    const outcome = withSources(account, changed, update, "body");
    if (!outcome.ok) return outcome;
    const held = basketOf(account, outcome.value).held;
    const value = hold(account, outcome.value, held);
    account.announce({ type: "checkout.updated", resource: "checkout", value });
    return accept(value);
  },
);

export function retrieveCheckout(account: Account, id: string): Outcome<Checkout> {
  return found(account.store.checkouts.get(id), "checkout", id);
}

export function deleteCheckout(account: Account, checkout: Checkout): void {
  account.store.checkouts.delete(checkout.id);
  account.announce({ type: "checkout.deleted", resource: "checkout", value: checkout });
}

/** Whether something of it is shipped; what nobody described as a SKU is taken for digital. */
export function isShipped({ rules, store }: Account, { lines }: Checkout): boolean {
  return lines.some((line) => rules.isPhysical(line, store.skus.get(line.skuId ?? "")));
}

/** Who is billed: what the checkout says, else the owner of its primary source, else of its last store credit. */
export function billToOf(account: Account, holder: Holder): JsonObject | undefined {
  if (isJsonObject(holder.fields["billTo"])) return holder.fields["billTo"];
  const sources = basketOf(account, holder).held.map((held) => held.source);
  const primary = sources.find((source) => !isSecondary(source));
  const owner = primary?.owner ?? sources.findLast((source) => source.owner !== undefined)?.owner;
  if (owner === undefined) return undefined;
  const { firstName, lastName, ...rest } = owner;
  return {
    name: [firstName, lastName].filter((name) => typeof name === "string").join(" "),
    ...rest,
  };
}

function addressesRefused(account: Account, checkout: Checkout): Refusal | undefined {
  const { rules } = account;
  return (
    rules.addressesValid(checkout) ??
    rules.countrySupported(checkout) ??
    (isShipped(account, checkout) ? rules.shipToComplete(checkout) : undefined)
  );
}

function newCheckout(account: Account, request: CheckoutRequest): Checkout {
  const { currency, taxInclusive, chargeType, customerId, fields } = request;
  const { shipping, shippingDiscount } = request;
  return {
    ...emptyHolder(account, "checkout"),
    currency,
    ...price(request.items, request),
    customerId,
    fields,
    taxInclusive,
    chargeType,
    shipping,
    shippingDiscount,
    state: "open",
  };
}

function updated(account: Account, checkout: Checkout, update: CheckoutUpdate): Checkout {
  const lines = checkout.lines.map((line) => ({
    ...line,
    fields: { ...line.fields, ...update.items.get(line.id) },
  }));
  const { shipping = checkout.shipping, shippingDiscount = checkout.shippingDiscount } = update;
  const isPricedAnew = update.shipping !== undefined || update.shippingDiscount !== undefined;
  const terms = { ...checkout, shipping, shippingDiscount, discount: undefined };
  return {
    ...checkout,
    ...(isPricedAnew ? price(lines.map(asItem), terms) : { lines }),
    shipping,
    shippingDiscount,
    updatedAt: account.now(),
    chargeType: update.chargeType ?? checkout.chargeType,
    customerId: update.customerId ?? checkout.customerId,
    fields: { ...checkout.fields, ...update.fields },
  };
}

function asItem(line: Line): PricedItem {
  const { id, skuId, quantity, discount, fields } = line;
  return { id, skuId, quantity, amount: line.amount + discount, discount, fields };
}

function withSources(
  account: Account,
  checkout: Checkout,
  wanted: { credit: Minor | undefined; sourceId: string | undefined },
  way: Way,
): Outcome<Checkout> {
  const { credit, sourceId } = wanted;
  return andThen(withCredit(account, checkout, credit, way), (credited) =>
    sourceId === undefined ? accept(credited) : attachNamed(account, credited, sourceId, way),
  );
}

/** Applying store credit (legacy): one sum, which can pay the whole of the checkout and no more. */
function withCredit(
  account: Account,
  checkout: Checkout,
  credit: Minor | undefined,
  way: Way,
): Outcome<Checkout> {
  if (credit === undefined || credit === 0) return accept(checkout);
  const hasCredit = basketOf(account, checkout).held.some(({ source }) => isSecondary(source));
  if (hasCredit) return refuse({ reason: "credit-already-set" });
  const amount = Math.min(credit, checkout.totals.total);
  const source = newCredit(account, checkout, amount, { upstreamId: undefined, owner: undefined });
  return attach(account, checkout, source, way);
}

function unknownCustomer(account: Account, customerId: string | undefined): boolean {
  return customerId !== undefined && account.store.customers.get(customerId) === undefined;
}

function noCustomer(customerId: string | undefined): Outcome<never> {
  return refuse({ reason: "invalid-parameter", parameter: "customerId", value: customerId ?? "" });
}
