import type { Account } from "./domain/account.ts";
import type { JsonObject } from "./domain/json.ts";
import { isJsonObject } from "./domain/json.ts";
import { isCurrency, toMinor } from "./domain/money.ts";
import type { Outcome } from "./domain/refusal.ts";
import { refuse } from "./domain/refusal.ts";
import { createPrimary } from "./domain/sources.ts";
import type { Source } from "./domain/types.ts";

/** What DigitalRiver.js does with the details a customer enters: read them, keep what may be kept, make a source. */
export function createInBrowser(
  account: Account,
  body: JsonObject,
  redirectUrl: (sourceId: string) => string,
): Outcome<Source> {
  const type = text(body["type"]) ?? "";
  const currency = text(body["currency"]);
  if (currency !== undefined && !isCurrency(currency)) return invalid("currency", currency);
  const amount =
    body["amount"] === undefined || currency === undefined
      ? undefined
      : toMinor(body["amount"], currency);
  if (body["amount"] !== undefined && currency !== undefined && amount === undefined)
    return invalid("amount", JSON.stringify(body["amount"]));
  const card = isJsonObject(body["creditCard"]) ? body["creditCard"] : {};
  const returnUrl = text(body["returnUrl"]);
  const created = createPrimary(account, {
    type,
    sessionId: text(body["sessionId"]),
    amount,
    currency,
    owner: isJsonObject(body["owner"]) ? body["owner"] : undefined,
    returnUrl,
    cardNumber: text(card["number"]),
    details: detailsOf(type, card, body[type]),
  });
  return created.ok ? withRedirect(account, created.value, redirectUrl) : created;
}

function detailsOf(type: string, card: JsonObject, sent: unknown): JsonObject {
  switch (type) {
    case "creditCard":
    case "googlePay":
      return cardDetails(card);
    case "wireTransfer":
    case "bPay":
      return {
        referenceId: "HW-1",
        bankName: "Sandbox Bank",
        accountHolder: "Headwater Sandbox",
        accountNumber: "0000000001",
        city: "Cologne",
        country: "DE",
      };
    case "konbini":
      return { storeId: "1", storeName: "Sandbox Store", receiptNumber: "0000001" };
    case "onlineBanking":
      return { bankCode: (isJsonObject(sent) ? text(sent["bankCode"]) : undefined) ?? "SANDBOX" };
    default:
      return {};
  }
}

/** Of a card only its brand, its expiry and its last four digits are kept. */
function cardDetails(card: JsonObject): JsonObject {
  const number = (text(card["number"]) ?? "4444222233331111").replaceAll(/\D/g, "");
  return {
    brand: brands.find(([prefix]) => prefix.test(number))?.[1] ?? "Visa",
    expirationMonth: Number(card["expirationMonth"] ?? 7),
    expirationYear: Number(card["expirationYear"] ?? 2037),
    lastFourDigits: number.slice(-4),
  };
}

const brands: readonly (readonly [RegExp, string])[] = [
  [/^3[47]/, "AmericanExpress"],
  [/^30/, "Diners"],
  [/^35/, "JCB"],
  [/^5/, "MasterCard"],
  [/^62/, "UnionPay"],
  [/^6/, "Discover"],
  [/^4/, "Visa"],
];

/** A redirect source says where its customer authorizes it and where they come back to. */
function withRedirect(
  account: Account,
  source: Source,
  redirectUrl: (sourceId: string) => string,
): Outcome<Source> {
  if (source.flow !== "redirect") return { ok: true, value: source };
  const urls = {
    redirectUrl: redirectUrl(source.id),
    ...(source.returnUrl === undefined ? {} : { returnUrl: source.returnUrl }),
  };
  const nested = ["payPal", "payPalBilling", "payPalCredit", "directDebit"].includes(source.type);
  return {
    ok: true,
    value: account.store.sources.put({ ...source, details: nested ? { redirect: urls } : urls }),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function invalid(parameter: string, value: string): Outcome<never> {
  return refuse({ reason: "invalid-parameter", parameter, value });
}
