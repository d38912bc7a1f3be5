import type { Json, JsonObject } from "../../domain/json.ts";
import { isJsonObject } from "../../domain/json.ts";
import { given } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";

/** An address of a cart or an order: person and place in one. */
export function addressView(kind: string, person: JsonObject): Schemas["Address"] {
  const { state, ...rest } = isJsonObject(person["address"]) ? person["address"] : {};
  return {
    id: kind,
    ...given({
      firstName: text(person["firstName"]),
      lastName: text(person["lastName"]),
      companyName: text(person["organization"]),
      line1: text(rest["line1"]),
      line2: text(rest["line2"]),
      line3: text(rest["line3"]),
      city: text(rest["city"]),
      countrySubdivision: text(state),
      postalCode: text(rest["postalCode"]),
      country: text(rest["country"]),
      countryName: text(rest["countryName"]),
      phoneNumber: text(person["phoneNumber"]),
      emailAddress: text(person["email"]),
    }),
  };
}

/** The address of a payment option, where the subdivision is called state. */
export function optionAddressView(person: JsonObject): Schemas["Address"] {
  const { countrySubdivision, ...rest } = addressView("address", person);
  return { ...rest, ...given({ state: countrySubdivision ?? undefined }) };
}

/** Person and place out of an address as it is sent; a number, such as a postal code, is kept as text. */
export function personOf(sent: JsonObject): JsonObject {
  const address = Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      typeof value === "number" ? String(value) : value,
    ]),
  );
  const { firstName, lastName, companyName, phoneNumber, emailAddress } = address;
  const { line1, line2, line3, city, countrySubdivision, postalCode, country, countryName } =
    address;
  return given({
    firstName,
    lastName,
    organization: companyName,
    phoneNumber,
    email: emailAddress,
    address: given({
      line1,
      line2,
      line3,
      city,
      state: countrySubdivision,
      postalCode,
      country,
      countryName,
    }),
  });
}

function text(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
