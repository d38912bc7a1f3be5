import type { CheckoutRequest, CheckoutUpdate } from "../domain/checkouts.ts";
import type { JsonObject } from "../domain/json.ts";
import { isJsonObject } from "../domain/json.ts";
import type { PricedItem } from "../domain/pricing.ts";
import { itemDiscount } from "../domain/pricing.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { ChargeType, Checkout } from "../domain/types.ts";
import type { Call } from "./call.ts";
import { inherited } from "./legacy.ts";
import type { Reader } from "./read.ts";
import { reader } from "./read.ts";
import { toMinor } from "../domain/money.ts";
import type { Reduction } from "../domain/reduction.ts";

/** The body of POST /checkouts. */
export function checkoutRequest(call: Call): Outcome<CheckoutRequest> {
  const read = reader(inherited(call));
  const currency = read.currency("currency");
  const items = read.list("items", (item) => pricedItem(call, item, currency));
  if (items.length === 0) read.require("items", undefined, undefined);
  return read.outcome({
    currency,
    items,
    taxInclusive: read.flag("taxInclusive") ?? false,
    shipping: read.within("shippingChoice")?.amount("amount", currency) ?? 0,
    shippingDiscount: reduction(read, currency, "shippingDiscount"),
    discount: reduction(read, currency),
    chargeType: read.oneOf("chargeType", chargeTypes) ?? "customer_initiated",
    customerId: read.text("customerId"),
    sourceId: read.text("sourceId"),
    credit: call.wire.legacyCredit(call.version, read, currency),
    fields: read.fields([...echoed, "discount"]),
  });
}

/** The body of POST /checkouts/{id}: items cannot be added, nor their price or quantity changed. */
export function checkoutUpdate(call: Call, checkout: Checkout): Outcome<CheckoutUpdate> {
  const { items } = call.body;
  // The published description takes one item where the pages show a list.
  const read = reader(isJsonObject(items) ? { ...call.body, items: [items] } : call.body);
  const shippingChoice = read.within("shippingChoice");
  return read.outcome({
    shipping: shippingChoice && (shippingChoice.amount("amount", checkout.currency) ?? 0),
    shippingDiscount: reduction(read, checkout.currency, "shippingDiscount"),
    chargeType: read.oneOf("chargeType", chargeTypes),
    customerId: read.text("customerId"),
    sourceId: read.text("sourceId"),
    credit: call.wire.legacyCredit(call.version, read, checkout.currency),
    items: new Map(read.list("items", itemUpdate)),
    fields: read.fields(echoed),
  });
}

export function pricedItem(call: Call, read: Reader, currency: string): PricedItem {
  const skuId = read.text("skuId");
  if (skuId === undefined && read.object("productDetails") === undefined)
    read.require("skuId", undefined, undefined);
  const quantity = read.count("quantity") ?? 1;
  if (quantity === 0)
    read.refuse({ reason: "invalid-parameter", parameter: "items.quantity", value: "0" });
  const discount = reduction(read, currency);
  const units = read.within("discount")?.count("quantity") ?? quantity;
  if (units === 0)
    read.refuse({ reason: "invalid-parameter", parameter: "items.discount.quantity", value: "0" });
  const price = read.amount("price", currency);
  const amount =
    read.amount("aggregatePrice", currency) ?? (price === undefined ? undefined : price * quantity);
  return {
    id: call.account.newId("item"),
    skuId,
    quantity,
    amount: read.require("price", amount, 0),
    discount: itemDiscount(amount ?? 0, Math.max(1, quantity), discount, units),
    fields: {
      ...read.fields(["productDetails", "subscriptionInfo", "shipFrom", "metadata"]),
      ...(discount && { discount: { ...read.object("discount"), quantity: units } }),
    },
  };
}

/** Every documented initiator of a charge. */
export const chargeTypes: readonly ChargeType[] = [
  "customer_initiated",
  "merchant_initiated",
  "moto",
];

const echoed = [
  "email",
  "locale",
  "browserIp",
  "applicationId",
  "upstreamId",
  "shipFrom",
  "shipTo",
  "billTo",
  "organization",
  "shippingChoice",
  "purchaseLocation",
  "customerType",
  "disclosures",
  "metadata",
];

function itemUpdate(read: Reader): readonly [string, JsonObject] {
  const forbidden = ["price", "aggregatePrice", "quantity", "skuId", "productDetails", "discount"];
  const sent = forbidden.find((name) => read.body[name] !== undefined);
  if (sent !== undefined) read.refuse({ reason: "unknown-parameter", parameter: sent });
  return [
    read.require("id", read.text("id"), ""),
    read.fields(["subscriptionInfo", "shipFrom", "metadata"]),
  ];
}

/** The discount of a purchase, of one unit of an item, or of shipping; one of nothing is none (Applying a discount). */
export function reduction(
  read: Reader,
  currency: string,
  name = "discount",
): Reduction | undefined {
  const { amountOff, percentOff } = read.object(name) ?? {};
  if ((amountOff ?? null) !== null) {
    const amount = toMinor(amountOff, currency);
    if (amount !== undefined && amount > 0) return { amountOff: amount };
    read.refuse({ reason: "discount-invalid", parameter: name, kind: "amount", value: amountOff });
  } else if ((percentOff ?? null) !== null) {
    const percent = toMinor(percentOff, "USD");
    if (percent !== undefined && percent >= 1 && percent <= 10_000) return { percentOff: percent };
    read.refuse({
      reason: "discount-invalid",
      parameter: name,
      kind: "percent",
      value: percentOff,
    });
  }
  return undefined;
}
