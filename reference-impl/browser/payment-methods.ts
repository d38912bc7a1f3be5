import type { BrowserAccount, BrowserSession, SourceKind } from "./account.ts";

export interface PaymentMethod {
  readonly type: string;
  readonly flow: SourceKind["flow"];
  readonly supportsRecurring: boolean;
  readonly supportsFreeTrial: boolean;
  readonly supportsStorage: boolean;
  readonly images: { readonly iconImage: string };
}

export interface MethodList {
  readonly sessionInformation?: {
    readonly currency: string;
    readonly country?: string;
    readonly amount: string;
  };
  readonly paymentMethods: readonly PaymentMethod[];
}

/** The methods that the filters leave (Retrieving available payment methods). Undefined when the session is unknown. */
export function paymentMethods(
  account: BrowserAccount,
  filters: URLSearchParams,
  origin: string,
): MethodList | undefined {
  const sessionId = filters.get("sessionId");
  const session = sessionId === null ? undefined : account.session(sessionId);
  if (sessionId !== null && session === undefined) return undefined;
  const currency = session?.currency ?? filters.get("currency");
  const country = session?.country ?? filters.get("country");
  const methods = offers
    .filter((offer) => serves(offer.currencies, currency) && serves(offer.countries, country))
    .flatMap(({ type }) => {
      const kind = account.kindOf(type);
      return kind === undefined ? [] : [methodOf(type, kind, origin)];
    })
    .filter((method) => flags.every((flag) => agrees(filters.get(flag), method[flag])));
  return { ...(session && { sessionInformation: shown(session) }), paymentMethods: methods };
}

const flags = ["supportsStorage", "supportsRecurring", "supportsFreeTrial"] as const;

function methodOf(type: string, { flow, savable }: SourceKind, origin: string): PaymentMethod {
  return {
    type,
    flow,
    supportsRecurring: savable,
    supportsFreeTrial: freeTrials.has(type),
    supportsStorage: savable,
    images: { iconImage: `${origin}/v1/images/${type}.svg` },
  };
}

function shown({ currency, country, amount }: BrowserSession) {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return {
    currency,
    ...(country === undefined ? {} : { country }),
    amount: amount.toFixed(digits),
  };
}

function serves(served: readonly string[] | undefined, wanted: string | null | undefined): boolean {
  return served === undefined || wanted === null || wanted === undefined || served.includes(wanted);
}

function agrees(wanted: string | null, is: boolean): boolean {
  return wanted === null || wanted === String(is);
}

const freeTrials = new Set(["creditCard", "googlePay", "payPalBilling"]);

interface Offer {
  readonly type: string;
  readonly currencies?: readonly string[];
  readonly countries?: readonly string[];
}

/** Where which method is offered; without a list, everywhere. In the order in which a form shows them. */
const offers: readonly Offer[] = [
  { type: "creditCard" },
  { type: "googlePay" },
  { type: "applePay" },
  { type: "payPal" },
  { type: "payPalBilling" },
  { type: "payPalCredit", currencies: ["USD", "GBP"], countries: ["US", "GB"] },
  { type: "klarnaCredit", currencies: ["USD", "EUR", "GBP", "SEK", "NOK", "DKK"] },
  { type: "klarnaCreditRecurring", currencies: ["USD", "EUR", "GBP", "SEK", "NOK", "DKK"] },
  { type: "amazonPay", currencies: ["USD", "EUR", "GBP", "JPY"] },
  { type: "alipayCn" },
  { type: "alipay", currencies: ["CNY"], countries: ["CN"] },
  {
    type: "directDebit",
    currencies: ["EUR"],
    countries: ["AT", "BE", "DE", "ES", "FR", "IT", "NL"],
  },
  { type: "ideal", currencies: ["EUR"], countries: ["NL"] },
  { type: "bancontact", currencies: ["EUR"], countries: ["BE"] },
  { type: "onlineBanking", currencies: ["EUR", "USD", "PLN"] },
  { type: "konbini", currencies: ["JPY"], countries: ["JP"] },
  { type: "codJapan", currencies: ["JPY"], countries: ["JP"] },
  { type: "bankTransfer", currencies: ["KRW"], countries: ["KR"] },
  { type: "payco", currencies: ["KRW"], countries: ["KR"] },
  { type: "msts", currencies: ["USD", "EUR", "GBP", "CAD"] },
  { type: "wireTransfer" },
];

export interface Bank {
  readonly bankCode: string;
  readonly bankName: string;
}

/** The banks of online banking; none where the method is not offered. */
export function banksOf(country: string, currency: string): readonly Bank[] {
  return onlineBanks[`${country} ${currency}`] ?? [];
}

const sandboxBanks: readonly Bank[] = [
  { bankCode: "HW01", bankName: "Bank of the Upper River" },
  { bankCode: "HW02", bankName: "Delta Savings" },
  { bankCode: "HW03", bankName: "Harbour & Sons" },
];

const onlineBanks: Readonly<Record<string, readonly Bank[]>> = {
  "US USD": sandboxBanks,
  "DE EUR": sandboxBanks,
  "NL EUR": sandboxBanks,
  "PL PLN": sandboxBanks,
};
