import type { Json, JsonObject } from "../domain/json.ts";
import { isJsonObject } from "../domain/json.ts";

/** What a member of a request may be, as far as it comes back as it was sent. */
export type Shape =
  | "text"
  /** Text, or null. */
  | "loose"
  /** Text, or a number where clients send identifiers as numbers; it comes back as text. */
  | "id"
  | "flag"
  /** Not below nothing. */
  | "number"
  | "object"
  | readonly string[]
  | { readonly members: Shapes }
  | { readonly each: Shape };

type Shapes = Readonly<Record<string, Shape>>;

/** The value as it is kept. What is wrong with it, or with a member of it, is told by its path. */
export function shaped(
  shape: Shape | undefined,
  value: Json,
  path: string,
  wrong: (path: string, value: Json) => void,
): Json {
  if (shape === undefined) return value;
  if (typeof shape === "object" && "members" in shape && isJsonObject(value))
    return membersOf(shape.members, value, path, wrong);
  if (typeof shape === "object" && "each" in shape && isList(value))
    return value.map((item) => shaped(shape.each, item, path, wrong));
  if (shape === "id" && typeof value === "number") return String(value);
  if (!fits(shape, value)) wrong(path, value);
  return value;
}

function membersOf(
  members: Shapes,
  value: JsonObject,
  path: string,
  wrong: (path: string, value: Json) => void,
): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      shaped(own(members, name), member, `${path}.${name}`, wrong),
    ]),
  );
}

function fits(shape: Shape, value: Json): boolean {
  switch (shape) {
    case "text":
    case "id":
      return typeof value === "string";
    case "loose":
      return value === null || typeof value === "string";
    case "flag":
      return typeof value === "boolean";
    case "number":
      return typeof value === "number" && value >= 0;
    case "object":
      return isJsonObject(value);
    default:
      return "includes" in shape && typeof value === "string" && shape.includes(value);
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function own(shapesOf: Shapes, name: string): Shape | undefined {
  return Object.hasOwn(shapesOf, name) ? shapesOf[name] : undefined;
}

const address: Shape = {
  members: {
    line1: "loose",
    line2: "loose",
    city: "loose",
    postalCode: "loose",
    state: "loose",
    country: "text",
  },
};

const additionalAddressInfo: Shape = {
  members: { neighborhood: "loose", division: "loose", phoneticName: "loose", title: "loose" },
};

const recipient: Shape = {
  members: {
    name: "loose",
    phone: "loose",
    email: "loose",
    organization: "loose",
    address,
    additionalAddressInfo,
  },
};

const owner: Shape = {
  members: {
    firstName: "loose",
    lastName: "loose",
    email: "loose",
    phoneNumber: "loose",
    organization: "loose",
    referenceId: "id",
    upstreamId: "id",
    address,
    additionalAddressInfo,
  },
};

const customerType = ["business", "individual"];

/** The members of requests by name; a name means the same in every request. */
export const shapes: Shapes = {
  email: "text",
  locale: "text",
  browserIp: "text",
  applicationId: "id",
  upstreamId: "id",
  description: "text",
  reason: "text",
  customerType,
  type: customerType,
  organization: { members: { id: "id" } },
  purchaseLocation: { members: { country: "text", state: "loose", postalCode: "loose" } },
  shipFrom: { members: { address, additionalAddressInfo } },
  shipTo: recipient,
  billTo: recipient,
  shipping: recipient,
  owner,
  shippingChoice: {
    members: { description: "loose", serviceLevel: "loose", shippingTerms: ["DDP", "DAP"] },
  },
  disclosures: { members: { disclosures: { each: "object" } } },
  requestToBeForgotten: "flag",
  collectionPeriodDays: "number",
  discount: "object",
  customerCredit: "object",
  subscriptionInfo: "object",
  productDetails: {
    members: {
      id: "id",
      skuGroupId: "id",
      name: "text",
      description: "text",
      url: "text",
      image: "text",
      countryOfOrigin: "text",
      partNumber: "id",
      weight: "number",
      weightUnit: "text",
    },
  },
  name: "text",
  eccn: "text",
  taxCode: "text",
  countryOfOrigin: "text",
  hsCode: "text",
  skuGroupId: "id",
  partNumber: "id",
  manufacturerId: "id",
  image: "text",
  url: "text",
  weight: "number",
  weightUnit: ["oz", "lb", "g", "kg"],
  physical: "flag",
  shipmentId: "id",
  trackingCompany: "text",
  trackingNumber: "id",
  trackingUrl: "text",
  apiVersion: "text",
  transportType: ["HTTP", "OAUTH"],
};
