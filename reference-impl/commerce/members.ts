import type { Json, JsonObject } from "../domain/json.ts";
import { isJsonObject } from "../domain/json.ts";
import type { Refusal } from "../domain/refusal.ts";

/** Text is a number, too: clients send identifiers, quantities and postal codes as either. One of a list may stand for the list. */
type Shape = "text" | { readonly [name: string]: Shape } | readonly [each: Shape];

const address = {
  firstName: "text",
  lastName: "text",
  companyName: "text",
  line1: "text",
  line2: "text",
  line3: "text",
  city: "text",
  countrySubdivision: "text",
  postalCode: "text",
  country: "text",
  countryName: "text",
  phoneNumber: "text",
  emailAddress: "text",
} as const satisfies Shape;

const line = {
  product: { id: "text", externalReferenceId: "text" },
  quantity: "text",
} as const satisfies Shape;

const lines = { lineItem: [line] } as const satisfies Shape;

/** What shoppers send, by name; a name means the same in every request. */
const sent: Shape = {
  cart: { billingAddress: address, shippingAddress: address, lineItems: lines },
  lineItems: lines,
  lineItem: [line],
  quantity: "text",
  billingAddress: address,
  shippingAddress: address,
  address,
  paymentMethod: { sourceId: "text" },
  paymentOption: { id: "text", sourceId: "text" },
  shopper: { locale: "text", currency: "text" },
};

/**
 * Why a body is refused: its first member that is not of its kind. Null and "" are as good as absent, since clients send them for an
 * empty object, and unknown members are nobody's.
 */
export function misshapen(body: JsonObject): Refusal | undefined {
  return firstWrong(sent, body, []);
}

function firstWrong(shape: Shape, value: Json, path: readonly string[]): Refusal | undefined {
  if (value === null || value === "") return undefined;
  if (shape === "text") {
    return typeof value === "string" || typeof value === "number" ? undefined : wrong(path, value);
  }
  if (isList(shape)) {
    const items: readonly Json[] = Array.isArray(value) ? value : [value];
    return items.map((item) => firstWrong(shape[0], item, path)).find(Boolean);
  }
  if (!isJsonObject(value)) return wrong(path, value);
  return Object.entries(shape)
    .map(([name, inner]) => firstWrong(inner, value[name] ?? null, [...path, name]))
    .find(Boolean);
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);

const wrong = (path: readonly string[], value: Json): Refusal => ({
  reason: "invalid-parameter",
  parameter: path.join("."),
  value: typeof value === "object" ? JSON.stringify(value) : String(value),
});
