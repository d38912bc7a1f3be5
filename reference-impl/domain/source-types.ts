import type { SourceState } from "./source-states.ts";

export type Flow = "standard" | "redirect" | "receiver";

/** What a source type says about every source of it. */
export interface SourceType {
  /** How the customer pays; store credit has none. */
  readonly flow: Flow | undefined;
  /** Whether a source of it can be saved to a customer (Source basics, "Reusable or single-use"). */
  readonly savable: boolean;
  /** Whether it is on the list of primaries that share a checkout with secondaries (Managing sources, "Combining primary and secondary payment sources"). */
  readonly combinable: boolean;
  readonly firstState: SourceState;
}

export type SourceTypeName = keyof typeof table;

/** Undefined when no documented source has this type. */
export function sourceType(name: string): SourceType | undefined {
  return isSourceTypeName(name) ? table[name] : undefined;
}

export function isSourceTypeName(name: string): name is SourceTypeName {
  return Object.hasOwn(table, name);
}

/** The only secondary type (Managing sources, "Secondary payment sources"). */
export const secondaryType = "customerCredit";

const table = {
  //                     flow        saves  combines  first state
  creditCard: standard(true, true),
  googlePay: standard(true, true),
  applePay: standard(true, true),
  codJapan: standard(false, false),
  giftCard: standard(false, false),
  payPal: redirect(false, true),
  payPalBilling: redirect(true, true),
  payPalCredit: redirect(false, true),
  klarnaCredit: redirect(false, true),
  klarnaCreditRecurring: redirect(true, true),
  alipay: redirect(false, true),
  alipayCn: redirect(true, true),
  directDebit: redirect(true, true),
  onlineBanking: redirect(false, true),
  bankTransfer: redirect(false, false),
  msts: redirect(true, false),
  bancontact: redirect(false, false),
  ideal: redirect(true, false),
  amazonPay: redirect(true, false),
  afterPay: redirect(false, false),
  ccAvenue: redirect(false, false),
  blik: redirect(false, false),
  bnpParibas: redirect(false, false),
  clearPay: redirect(false, false),
  fpxOnlineBanking: redirect(false, false),
  trustly: redirect(false, false),
  payco: redirect(false, false),
  ccavenue: redirect(false, false),
  boletoBancario: receiver(true, false),
  wireTransfer: receiver(false, true),
  konbini: receiver(false, true),
  bPay: receiver(false, false),
  customerCredit: { flow: undefined, savable: false, combinable: false, firstState: "chargeable" },
} as const satisfies Readonly<Record<string, SourceType>>;

/** The types of primary sources, in the order of the table. */
export const payableTypes: readonly string[] = Object.keys(table).filter(
  (name) => name !== secondaryType,
);

function standard(savable: boolean, combinable: boolean): SourceType {
  return { flow: "standard", savable, combinable, firstState: "chargeable" };
}

function redirect(savable: boolean, combinable: boolean): SourceType {
  return { flow: "redirect", savable, combinable, firstState: "pending_redirect" };
}

function receiver(savable: boolean, combinable: boolean): SourceType {
  return { flow: "receiver", savable, combinable, firstState: "pending_funds" };
}
