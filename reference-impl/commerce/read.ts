import type { Json, JsonObject } from "../domain/json.ts";
import { isJsonObject } from "../domain/json.ts";
import type { CartUpdate } from "../domain/carts.ts";
import type { OptionRequest } from "../domain/payment-options.ts";
import type { Outcome } from "../domain/refusal.ts";
import { accept, andThen, refuse } from "../domain/refusal.ts";
import { personOf } from "./views/address.ts";

/** CO-ATTACH-2: The source of a request that attaches or detaches one; nothing else is needed. */
export function sourceToApply(body: JsonObject): Outcome<string> {
  const sourceId = text(inner(body, "paymentMethod")["sourceId"]);
  return sourceId === undefined ? missing("paymentMethod.sourceId") : accept(sourceId);
}

/** CO-SAVE-2: The source of a request that saves one. */
export function sourceToSave(body: JsonObject): Outcome<string> {
  const sourceId = text(inner(body, "paymentOption")["sourceId"]);
  return sourceId === undefined ? missing("paymentOption.sourceId") : accept(sourceId);
}

/** CO-SAVE-3, CO-SAVE-4: The name and the default of a payment option; a boolean is text, or a boolean. */
export function optionFields(body: JsonObject): Outcome<OptionRequest> {
  const { nickName, isDefault } = inner(body, "paymentOption");
  if (nickName !== undefined && nickName !== null && typeof nickName !== "string")
    return invalid("paymentOption.nickName", nickName);
  const wanted = flags.find(([sent]) => sent === (isDefault ?? undefined));
  if (wanted === undefined) return invalid("paymentOption.isDefault", isDefault ?? null);
  return accept({ nickName: text(nickName), isDefault: wanted[1] });
}

/** The payment option that a request to their collection names. */
export function optionNamed(body: JsonObject): string | undefined {
  return text(inner(body, "paymentOption")["id"]);
}

/** How a boolean may be sent, and what it means. */
const flags = [
  ["true", true],
  ["false", false],
  [true, true],
  [false, false],
  [undefined, undefined],
] as const;

/** CO-CART-1, CO-CART-2: What the query and the body of a request put into a cart. */
export function cartUpdate(query: URLSearchParams, body: JsonObject): Outcome<CartUpdate> {
  const cart = inner(body, "cart");
  return andThen(itemsAsked(query, cart), (items) => accept({ items, fields: addresses(cart) }));
}

/** The language and the currency that a shopper's body sets. */
export function shopperFields(body: JsonObject): {
  readonly locale: string | undefined;
  readonly currency: string | undefined;
} {
  const { locale, currency } = inner(body, "shopper");
  return { locale: text(locale), currency: text(currency) };
}

/** What the query and the body of a request on line items add to a cart: something. */
export function lineItemsAsked(
  query: URLSearchParams,
  body: JsonObject,
): Outcome<CartUpdate["items"]> {
  const items = "lineItem" in body ? { lineItems: body } : body;
  return andThen(itemsAsked(query, items), (asked) =>
    asked.length === 0 ? missing("lineItems.lineItem") : accept(asked),
  );
}

/** The new quantity of one line item. */
export function quantityAsked(query: URLSearchParams, body: JsonObject): Outcome<number> {
  const line = "lineItem" in body ? inner(body, "lineItem") : body;
  const quantity = query.get("quantity") ?? text(line["quantity"]);
  if (quantity === undefined) return missing("lineItem.quantity");
  return isQuantity(quantity) ? accept(Number(quantity)) : invalid("quantity", quantity);
}

function itemsAsked(query: URLSearchParams, holder: JsonObject): Outcome<CartUpdate["items"]> {
  const productId = query.get("productId") ?? query.get("externalReferenceId");
  const asked = [
    ...(productId === null ? [] : [{ productId, quantity: query.get("quantity") ?? "1" }]),
    ...several(inner(holder, "lineItems")["lineItem"]).map((item) => ({
      productId: productNamed(inner(item, "product")),
      quantity: text(item["quantity"]) ?? "1",
    })),
  ];
  const wrong = asked.find(({ quantity }) => !isQuantity(quantity));
  if (wrong) return invalid("quantity", wrong.quantity);
  return accept(asked.map((item) => ({ ...item, quantity: Number(item.quantity) })));
}

function productNamed(product: JsonObject): string {
  return text(product["id"]) ?? text(product["externalReferenceId"]) ?? "";
}

function isQuantity(sent: string): boolean {
  return /^[1-9]\d{0,5}$/.test(sent);
}

/** One address, under the name of its kind or as `address`. */
export function addressOf(
  body: JsonObject,
  kind: "billingAddress" | "shippingAddress",
): Outcome<JsonObject> {
  const address = body[kind] ?? body["address"];
  return isJsonObject(address) ? accept(addresses({ [kind]: address })) : missing(kind);
}

function addresses(cart: JsonObject): JsonObject {
  const { billingAddress, shippingAddress } = cart;
  return {
    ...(isJsonObject(billingAddress) ? { billTo: personOf(billingAddress) } : {}),
    ...(isJsonObject(shippingAddress) ? { shipTo: personOf(shippingAddress) } : {}),
  };
}

/** A repeated element comes as an array, or as an object where there is one of it. */
function several(value: Json | undefined): readonly JsonObject[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter(isJsonObject);
}

function inner(body: JsonObject, name: string): JsonObject {
  const value = body[name];
  return isJsonObject(value) ? value : {};
}

/** Text, or a number where clients send identifiers as numbers; null and "" count as absent. */
function text(value: Json | undefined): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function missing(parameter: string): Outcome<never> {
  return refuse({ reason: "missing-parameter", parameter });
}

function invalid(parameter: string, value: Json): Outcome<never> {
  return refuse({
    reason: "invalid-parameter",
    parameter,
    value: typeof value === "string" ? value : JSON.stringify(value),
  });
}
