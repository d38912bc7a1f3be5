import type { JsonObject } from "../json.ts";
import { isJsonObject } from "../json.ts";
import type { Refusal } from "../refusal.ts";
import type { Line, Payable, Sku } from "../types.ts";
import type { Attempt } from "./attaching.ts";

/** Whether the SKU of a line, or the product that is described in its place, is one that is shipped: it weighs something. */
export function isPhysical(line: Line, sku: Sku | undefined): boolean {
  const product = isJsonObject(line.fields["productDetails"]) ? line.fields["productDetails"] : {};
  return (
    sku?.fields["physical"] === true ||
    [sku?.fields["weight"], product["weight"]].some((weight) => Number(weight ?? 0) > 0)
  );
}

/** Providing address information, "Ship to requirements": where physical goods go is known in full, once it is said. */
export function shipToComplete({ fields }: Payable): Refusal | undefined {
  if (!isJsonObject(fields["shipTo"])) return undefined;
  const address = addressIn(fields["shipTo"]);
  const needsState = address["country"] === "US" || address["country"] === "CA";
  const needed = ["country", "city", "postalCode", ...(needsState ? ["state"] : [])];
  const missing = needed.find((name) => !address[name]);
  if (missing !== undefined)
    return { reason: "missing-parameter", parameter: `shipTo.address.${missing}` };
  return address["line1"] ? undefined : { reason: "missing-parameter", parameter: "address.line1" };
}

/** What an order of physical goods needs: who gets them where, from where, and how. */
export function shippingComplete(payable: Payable): Refusal | undefined {
  const { fields, lines } = payable;
  if (!isJsonObject(fields["shipTo"]))
    return { reason: "missing-parameter", parameter: "shipTo.address.country" };
  const incomplete = shipToComplete(payable);
  if (incomplete !== undefined) return incomplete;
  if (!fields["shipTo"]["name"]) return { reason: "missing-parameter", parameter: "shipping.name" };
  const from = [fields, ...lines.map((line) => line.fields)].map(({ shipFrom }) => shipFrom);
  if (!from.some((place) => isJsonObject(place) && addressIn(place)["country"]))
    return { reason: "missing-parameter", parameter: "shipFrom.address" };
  return isJsonObject(fields["shippingChoice"]) ? undefined : { reason: "shipping-choice-missing" };
}

/** Providing address information, "Postal code validations" and "States and province validations". */
export function addressesValid({ fields, lines }: Payable): Refusal | undefined {
  const holders = [
    fields["shipTo"],
    fields["billTo"],
    fields["shipFrom"],
    ...lines.map((line) => line.fields["shipFrom"]),
  ];
  return holders
    .filter(isJsonObject)
    .map((holder) => addressRefused(addressIn(holder)))
    .find((refusal) => refusal !== undefined);
}

/** A source brings its owner's address, which is held to the same. */
export function ownerAddressValid({ source }: Attempt): Refusal | undefined {
  return source.owner && addressRefused(addressIn(source.owner));
}

function addressIn(holder: JsonObject): JsonObject {
  return isJsonObject(holder["address"]) ? holder["address"] : {};
}

/** Landed costs, "Unsupported countries": goods go to no country under embargo. */
export function countrySupported({ fields }: Payable): Refusal | undefined {
  if (!isJsonObject(fields["shipTo"])) return undefined;
  const { country } = addressIn(fields["shipTo"]);
  return typeof country === "string" && embargoed.has(country)
    ? { reason: "country-unsupported", country }
    : undefined;
}

/** The one that the page names. */
const embargoed: ReadonlySet<string> = new Set(["KP"]);

/** Of the United States and Canada alone: what is a code or a state elsewhere, nobody lists. */
function addressRefused({ country, state, postalCode }: JsonObject): Refusal | undefined {
  const rules = typeof country === "string" ? countries[country] : undefined;
  if (rules === undefined) return undefined;
  if (typeof postalCode === "string" && postalCode !== "" && !rules.postalCode.test(postalCode))
    return { reason: "address-invalid", part: "postalCode" };
  if (typeof state === "string" && state !== "" && !rules.states.has(state.toUpperCase()))
    return { reason: "address-invalid", part: "state" };
  return undefined;
}

interface CountryRules {
  readonly postalCode: RegExp;
  readonly states: ReadonlySet<string>;
}

const countries: Readonly<Partial<Record<string, CountryRules>>> = {
  US: {
    postalCode: /^\d{5}(?:[- ]?\d{4})?$/,
    states: new Set(
      (
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR " +
        "PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI UM FM MH PW AA AE AP"
      ).split(" "),
    ),
  },
  CA: {
    postalCode: /^[A-Z]\d[A-Z][ -]?\d[A-Z]\d$/i,
    states: new Set("AB BC MB NB NL NS NT NU ON PE QC SK YT".split(" ")),
  },
};
