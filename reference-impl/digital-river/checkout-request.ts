import type { CheckoutRequest, CheckoutUpdate } from "../domain/checkouts.ts";
import type { JsonObject } from "../domain/json.ts";
import type { PricedItem, Reduction } from "../domain/pricing.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { ChargeType, Checkout } from "../domain/types.ts";
import type { Call } from "./call.ts";
import { inherited } from "./legacy.ts";
import type { Reader } from "./read.ts";
import { reader } from "./read.ts";

/** The body of POST /checkouts. */
export function checkoutRequest(call: Call): Outcome<CheckoutRequest> {
  const read = reader(inherited(call));
  const currency = read.currency("currency");
  const items = read.list("items", (item) => pricedItem(call, item, currency));
  if (items.length === 0) read.require("items", undefined, undefined);
  const shippingChoice = read.object("shippingChoice");
  return read.outcome({
    currency,
    items,
    taxInclusive: read.flag("taxInclusive") ?? false,
    shipping: reader(shippingChoice ?? {}).amount("amount", currency) ?? 0,
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
  const read = reader(call.body);
  const shippingChoice = read.object("shippingChoice");
  const items = Array.isArray(read.body["items"]) ? read.list("items", itemUpdate) : [];
  return read.outcome({
    shipping:
      shippingChoice === undefined
        ? undefined
        : (reader(shippingChoice).amount("amount", checkout.currency) ?? 0),
    chargeType: read.oneOf("chargeType", chargeTypes),
    customerId: read.text("customerId"),
    sourceId: read.text("sourceId"),
    credit: call.wire.legacyCredit(call.version, read, checkout.currency),
    items: new Map(items),
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
  const price = read.amount("price", currency);
  const amount =
    read.amount("aggregatePrice", currency) ?? (price === undefined ? undefined : price * quantity);
  return {
    id: call.account.newId("item"),
    skuId,
    quantity,
    amount: read.require("price", amount, 0),
    discount: reduction(read, currency),
    fields: read.fields(["productDetails", "subscriptionInfo", "discount", "shipFrom", "metadata"]),
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

/** The discount of a checkout or of one item. */
export function reduction(read: Reader, currency: string): Reduction | undefined {
  const discount = reader(read.object("discount") ?? {});
  const amountOff = discount.amount("amountOff", currency);
  if (amountOff !== undefined) return { amountOff };
  const percentOff = discount.percent("percentOff");
  return percentOff === undefined ? undefined : { percentOff };
}
