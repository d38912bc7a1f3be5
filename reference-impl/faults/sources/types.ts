import { isSecondary } from "../../domain/basket.ts";
import type { FaultTable } from "../fault.ts";
import {
  answers,
  customerShownWith,
  listsEach,
  shows,
  withBody,
  without,
} from "../makers/answers.ts";
import { begins, joins } from "../makers/operations.ts";
import { coming, every, ofType } from "../makers/which.ts";

const card = (edit: (details: object) => unknown, when: (brand: unknown) => boolean = () => true) =>
  shows(
    "source",
    (view) => ({ ...view, creditCard: edit(view.creditCard ?? {}) }),
    (view) => view.type === "creditCard" && when(view.creditCard?.brand),
  );
const cardWith = (members: object, when?: (brand: unknown) => boolean) =>
  card((details) => ({ ...details, ...members }), when);
const cardWithout = (name: string, when?: (brand: unknown) => boolean) =>
  card((details) => without(details, name), when);
const notVisa = (brand: unknown) => brand !== "Visa";
const renamed = (from: string, to: string) =>
  shows(
    "source",
    (view) => ({ ...view, type: to }),
    ({ type }) => type === from,
  );
const withFlow = (
  flow: string,
  when: (view: { readonly flow?: string; readonly type: string }) => boolean,
) => shows("source", (view) => ({ ...view, flow }), when);
const hasFlow = ({ flow }: { readonly flow?: string }) => flow !== undefined;
const standsBeside = (type: string) =>
  joins(every(coming(ofType(type)), ({ basket }) => basket.held.length > 0));

/** What a source is and how it is shown. */
export const sourceTypeFaults: FaultTable = {
  "wallet-stands-beside-primary": standsBeside("googlePay"),
  "transfer-stands-beside-primary": standsBeside("wireTransfer"),
  "credit-has-type-store-credit": renamed("customerCredit", "storeCredit"),
  "credit-created-with-kind": answers("creditCreated", withBody({ type: "secondary" })),
  "credit-is-reusable": begins({ reusable: true }, isSecondary),
  "credit-created-as-reusable": answers("creditCreated", withBody({ reusable: true })),
  "wallet-has-type-of-card": renamed("googlePay", "creditCard"),
  "type-in-lower-case": shows("source", (view) => ({ ...view, type: view.type.toLowerCase() })),
  "details-under-common-name": shows("source", (view) => ({
    ...without(view, view.type),
    details: {},
  })),
  "details-left-out-for-one-type": shows("source", (view) => without(view, "klarnaCredit")),
  "card-without-brand": cardWithout("brand"),
  "card-brand-as-number": cardWith({ brand: 2 }, notVisa),
  "card-brand-always-visa": cardWith({ brand: "Visa" }),
  "card-digits-always-the-same": cardWith({ lastFourDigits: "1111" }),
  "card-without-month": cardWithout("expirationMonth"),
  "card-without-month-for-one-brand": cardWithout("expirationMonth", notVisa),
  "card-without-year": cardWithout("expirationYear"),
  "card-without-year-for-one-brand": cardWithout("expirationYear", notVisa),
  "card-without-digits": cardWithout("lastFourDigits"),
  "card-without-digits-for-one-brand": cardWithout("lastFourDigits", notVisa),
  "card-month-as-text": cardWith({ expirationMonth: "07" }),
  "card-year-as-text": cardWith({ expirationYear: "2031" }),
  "card-digits-as-number": cardWith({ lastFourDigits: 8 }, notVisa),
  "card-shows-security-code": cardWith({ cvv: "737" }),
  "card-digits-masked": cardWith({ lastFourDigits: "************1111" }),
  "card-has-type-card": renamed("creditCard", "card"),
  "card-details-under-type-in-capitals": shows(
    "source",
    (view) => ({ ...without(view, "creditCard"), CreditCard: view.creditCard }),
    ({ type }) => type === "creditCard",
  ),
  "source-without-state": shows("source", (view) => without(view, "state")),
  "source-state-as-number": shows("source", (view) => ({ ...view, state: 1 })),
  "source-state-active": shows(
    "source",
    (view) => ({ ...view, state: "active" }),
    ({ state }) => state === "chargeable",
  ),
  "source-state-in-upper-case": shows("source", (view) => ({
    ...view,
    state: view.state.toUpperCase(),
  })),
  "flow-of-browser": withFlow("inline", ({ flow }) => flow === "standard"),
  "flow-in-upper-case": shows(
    "source",
    (view) => ({ ...view, flow: view.flow?.toUpperCase() }),
    hasFlow,
  ),
  "flow-of-card-redirect": withFlow("redirect", hasFlow),
  "flow-of-card-without-value": withFlow("", ({ type }) => type === "creditCard"),
  "flow-of-transfer-redirect": withFlow("redirect", ({ flow }) => flow === "receiver"),
  "flow-of-transfer-push": withFlow("push", ({ type }) => type === "wireTransfer"),
  "flow-of-wallet-standard": withFlow("standard", hasFlow),
  "flow-of-approved-wallet-standard": withFlow("standard", ({ type }) => type === "payPal"),

  "customer-lists-what-its-checkouts-hold": customerShownWith((customer, { store }) => ({
    sourceIds: store.sources
      .newestFirst()
      .filter(({ heldBy }) => store.checkouts.get(heldBy ?? "")?.customerId === customer.id)
      .map(({ id }) => id),
  })),
  "flow-in-checkout-always-standard": listsEach((source) => ({ ...source, flow: "standard" })),
  "flow-in-checkout-always-redirect": listsEach((source) => ({ ...source, flow: "redirect" })),
  "card-shows-a-redirect": shows(
    "source",
    (view) => ({ ...view, redirect: { redirectUrl: "https://pay.example/card" } }),
    ({ type }) => type === "creditCard",
  ),
  "card-order-sends-customer-away": shows("order", (view) => ({
    ...view,
    nextAction: { action: "redirect" },
  })),
};
