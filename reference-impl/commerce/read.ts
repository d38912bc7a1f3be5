import type { Json, JsonObject } from "../domain/json.ts";
import { isJsonObject } from "../domain/json.ts";
import type { CartUpdate } from "../domain/carts.ts";
import type { OptionRequest } from "../domain/payment-options.ts";
import type { Outcome } from "../domain/refusal.ts";
import { accept, refuse } from "../domain/refusal.ts";
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
  const productId = query.get("productId");
  const asked = [
    ...(productId === null ? [] : [{ productId, quantity: query.get("quantity") ?? "1" }]),
    ...several(inner(cart, "lineItems")["lineItem"]).map((item) => ({
      productId: text(inner(item, "product")["id"]) ?? "",
      quantity: text(item["quantity"]) ?? "1",
    })),
  ];
  const wrong = asked.find(({ quantity }) => !/^[1-9]\d{0,5}$/.test(quantity));
  if (wrong) return invalid("quantity", wrong.quantity);
  const items = asked.map((item) => ({ ...item, quantity: Number(item.quantity) }));
  return accept({ items, fields: addresses(cart) });
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
