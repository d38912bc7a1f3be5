import type { JsonObject } from "./json.ts";

/** What a test value makes happen to a source and to the charges made from it. */
export interface Script {
  readonly source?: "fails" | "fails-after-redirect" | "fails-with-delay" | "requires-action";
  readonly charge?: "fails" | "fails-later" | "remains";
  readonly capture?: "fails" | "fails-later" | "remains";
  readonly cancel?: "fails";
  readonly refund?: "fails" | "fails-later";
  /** What the review for fraud makes of an order that is paid with it. */
  readonly review?: "opens" | "refuses";
}

/** The script a new source follows: by its card number, or by the last name of its owner (Testing scenarios). */
export function scriptOf(
  type: string,
  cardNumber: string | undefined,
  owner: JsonObject | undefined,
): Script {
  const digits = cardNumber?.replaceAll(/\D/g, "") ?? "";
  const lastName = owner?.["lastName"];
  const named = typeof lastName === "string" ? lastNames[type]?.[lastName] : undefined;
  const review = typeof lastName === "string" ? reviews[lastName] : undefined;
  return cards[digits] ?? named ?? review ?? {};
}

/** No page prints test values for the review of orders; these names are the sandbox's own, for every type. */
const reviews: Readonly<Record<string, Script>> = {
  FraudReview: { review: "opens" },
  FraudFail: { review: "refuses" },
};

const cards: Readonly<Record<string, Script>> = {
  "4000000000003295": { source: "fails" },
  "4000000000003600": { charge: "fails" },
  "4000000000004103": { capture: "fails" },
  "4000000000004111": { refund: "fails" },
  "4000000000004442": { cancel: "fails" },
  "4485951788521565": { capture: "fails-later" },
  "4556602564240839": { refund: "fails-later" },
  "4024007120579635": { capture: "remains" },
  "4000000000000028": { capture: "remains" },
};

const googlePay: Readonly<Record<string, Script>> = {
  SourceFail: { source: "fails" },
  ChargeFail: { charge: "fails" },
  CaptureFail: { capture: "fails" },
  CancelFail: { cancel: "fails" },
  RefundFail: { refund: "fails" },
  SCATest: { source: "requires-action" },
  SCATestFail: { source: "requires-action", charge: "fails" },
};

const wallet: Readonly<Record<string, Script>> = {
  SourceCreationFail: { source: "fails" },
  ChargeCreationFail: { charge: "fails" },
  RefundFail: { refund: "fails" },
};

const directDebit: Readonly<Record<string, Script>> = {
  SourceFail: { source: "fails" },
  SourceFailAfterRedirect: { source: "fails-after-redirect" },
  ChargeFail: { charge: "fails" },
  ChargeFailedAfterPending: { charge: "fails-later" },
  ChargeRemainPending: { charge: "remains" },
  RefundFail: { refund: "fails" },
  RefundFailedAfterPending: { refund: "fails-later" },
};

const alipay: Readonly<Record<string, Script>> = {
  authFail: { source: "fails" },
  authFailAfterRedirect: { source: "fails-after-redirect" },
  refundFail: { refund: "fails" },
};

const receiver: Readonly<Record<string, Script>> = {
  SourceCreationFail: { source: "fails" },
  SourceFailWithDelay: { source: "fails-with-delay" },
  RefundFailWhileCreation: { refund: "fails" },
  RefundFailAfterPaymentInfo: { refund: "fails-later" },
};

const lastNames: Readonly<Record<string, Readonly<Record<string, Script>>>> = {
  googlePay,
  payPal: wallet,
  payPalBilling: wallet,
  payPalCredit: wallet,
  klarnaCredit: wallet,
  klarnaCreditRecurring: wallet,
  directDebit,
  alipay,
  alipayCn: alipay,
  wireTransfer: receiver,
  konbini: receiver,
  onlineBanking: receiver,
  bPay: receiver,
};
