import type { HostedAccount } from "../accounts.ts";
import { advance } from "./actions.ts";
import { redirectUrl } from "./redirect-page.ts";
import { type Reader, reader } from "../digital-river/read.ts";
import type { Action } from "./reply.ts";
import type { Account } from "../domain/account.ts";
import type { JsonObject } from "../domain/json.ts";
import { isJsonObject } from "../domain/json.ts";
import { isCurrency, toMinor } from "../domain/money.ts";
import type { Outcome } from "../domain/refusal.ts";
import { refuse } from "../domain/refusal.ts";
import { createPrimary } from "../domain/sources.ts";
import type { Source } from "../domain/types.ts";

/** The browser library at work: a public key makes a primary source. The confidential key may do it too. */
export const createSource: Action = (hosted, { body, origin }) => {
  const { account, wire } = hosted.digitalRiver;
  const created = enterSource(hosted, body, origin);
  if (!created.ok) return wire.refused(created.refusal);
  bring(hosted, created.value, body["outcome"]);
  const source = account.store.sources.get(created.value.id) ?? created.value;
  return { status: 201, body: wire.source(source) };
};

/** What the browser library makes of the details that a customer entered. */
export function enterSource(
  hosted: HostedAccount,
  body: JsonObject,
  origin: string,
): Outcome<Source> {
  return create(hosted.digitalRiver.account, body, (id) => redirectUrl(origin, hosted, id));
}

/** Reads the details a customer entered, keeps what may be kept, makes a source. */
function create(
  account: Account,
  body: JsonObject,
  urlOf: (sourceId: string) => string,
): Outcome<Source> {
  const currency = text(body["currency"]);
  if (currency !== undefined && !isCurrency(currency)) return invalid("currency", currency);
  const amount = currency === undefined ? undefined : toMinor(body["amount"], currency);
  if (body["amount"] !== undefined && (amount === undefined || amount < 0))
    return invalid("amount", JSON.stringify(body["amount"]));
  const read = reader(body);
  const { owner } = read.fields(["owner"]);
  const card = cardOf(read);
  const readable = read.outcome(owner);
  if (!readable.ok) return readable;
  const returnUrl = text(body["returnUrl"]);
  // It becomes a header of a redirect.
  if (returnUrl !== undefined && /[\p{Cc}\p{Cs}]/u.test(returnUrl))
    return invalid("returnUrl", JSON.stringify(returnUrl));
  const type = text(body["type"]) ?? "";
  const created = createPrimary(account, {
    type,
    sessionId: text(body["sessionId"]) ?? text(body["paymentSessionId"]),
    amount,
    currency,
    owner: isJsonObject(owner) ? owner : undefined,
    returnUrl,
    cardNumber: card.number,
    asksReusable: body["reusable"] === true,
    details: detailsOf(type, card, body[type]),
  });
  return created.ok ? withRedirect(account, created.value, urlOf) : created;
}

/** The customer acts at once: `outcome` is `chargeable` or `failed`; anything else leaves the source in its first state. */
function bring(hosted: HostedAccount, source: Source, outcome: unknown): void {
  if (outcome === "failed") advance(hosted, source, "fail");
  if (outcome !== "chargeable" || source.state === "chargeable") return;
  advance(hosted, source, source.flow === "receiver" ? "confirm-funds" : "approve");
}

interface Card {
  readonly number: string | undefined;
  readonly expirationMonth: number | undefined;
  readonly expirationYear: number | undefined;
}

/** What was entered of a card, its numbers also as text. */
function cardOf(read: Reader): Card {
  const card = read.within("creditCard");
  const expirationMonth = card?.count("expirationMonth");
  if (expirationMonth !== undefined && (expirationMonth < 1 || expirationMonth > 12)) {
    const value = String(expirationMonth);
    read.refuse({ reason: "invalid-parameter", parameter: "creditCard.expirationMonth", value });
  }
  card?.text("cvv");
  return {
    number: card?.text("number"),
    expirationMonth,
    expirationYear: card?.count("expirationYear"),
  };
}

function detailsOf(type: string, card: Card, sent: unknown): JsonObject {
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
function cardDetails(card: Card): JsonObject {
  const number = (card.number ?? "4444222233331111").replaceAll(/\D/g, "");
  return {
    brand: brands.find(([prefix]) => prefix.test(number))?.[1] ?? "Visa",
    expirationMonth: card.expirationMonth ?? 7,
    expirationYear: card.expirationYear ?? 2037,
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
  urlOf: (sourceId: string) => string,
): Outcome<Source> {
  if (source.flow !== "redirect") return { ok: true, value: source };
  const urls = {
    redirectUrl: urlOf(source.id),
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
