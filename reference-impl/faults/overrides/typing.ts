import { isSecondary } from "../../domain/rules/basket.ts";
import type { FaultTable } from "../fault.ts";
import { answers, ofType, rule, shows, withBody, without } from "../makers.ts";

const card = (edit: (details: object) => unknown, when: (brand: unknown) => boolean = () => true) =>
  shows(
    "source",
    (view) => ({ ...view, creditCard: edit(view.creditCard ?? {}) }),
    (view) => view.type === "creditCard" && when(view.creditCard?.brand),
  );
const renamed = (from: string, to: string) =>
  shows(
    "source",
    (view) => ({ ...view, type: to }),
    ({ type }) => type === from,
  );
const notVisa = (brand: unknown) => brand !== "Visa";
const standsBeside = (...types: readonly string[]) =>
  rule(
    "heldAfterAttach",
    (hold) => (source, basket) =>
      basket.held.length > 0 && ofType(...types)(source)
        ? [...basket.held, { source, amount: basket.total }]
        : hold(source, basket),
  );

/** What a source is and how it is shown. */
export const typingFaults: FaultTable = {
  "wallet-stands-beside-primary": standsBeside("googlePay"),
  "transfer-stands-beside-primary": standsBeside("wireTransfer"),
  "credit-has-type-store-credit": renamed("customerCredit", "storeCredit"),
  "credit-created-with-kind": answers("creditCreated", withBody({ type: "secondary" })),
  "credit-is-reusable": rule(
    "sourceAtFirst",
    () => (source) => (isSecondary(source) ? { ...source, reusable: true } : source),
  ),
  "credit-created-as-reusable": answers("creditCreated", withBody({ reusable: true })),
  "wallet-has-type-of-card": renamed("googlePay", "creditCard"),
  "type-in-lower-case": shows("source", (view) => ({ ...view, type: view.type.toLowerCase() })),
  "details-under-common-name": shows("source", (view) => ({
    ...without(view, view.type),
    details: {},
  })),
  "details-left-out-for-one-type": shows("source", (view) => without(view, "klarnaCredit")),
  "card-without-brand": card((details) => without(details, "brand")),
  "card-brand-as-number": card((details) => ({ ...details, brand: 2 }), notVisa),
  "card-without-month": card((details) => without(details, "expirationMonth")),
  "card-without-month-for-one-brand": card(
    (details) => without(details, "expirationMonth"),
    notVisa,
  ),
  "card-without-year": card((details) => without(details, "expirationYear")),
  "card-without-year-for-one-brand": card((details) => without(details, "expirationYear"), notVisa),
  "card-without-digits": card((details) => without(details, "lastFourDigits")),
  "card-without-digits-for-one-brand": card(
    (details) => without(details, "lastFourDigits"),
    notVisa,
  ),
  "card-month-as-text": card((details) => ({ ...details, expirationMonth: "07" })),
  "card-year-as-text": card((details) => ({ ...details, expirationYear: "2031" })),
  "card-digits-as-number": card((details) => ({ ...details, lastFourDigits: 8 }), notVisa),
  "card-digits-masked": card((details) => ({ ...details, lastFourDigits: "************1111" })),
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
  "flow-of-browser": shows(
    "source",
    (view) => ({ ...view, flow: "inline" }),
    ({ flow }) => flow === "standard",
  ),
  "flow-in-upper-case": shows(
    "source",
    (view) => ({ ...view, flow: view.flow?.toUpperCase() }),
    ({ flow }) => flow !== undefined,
  ),
  "flow-of-card-redirect": shows(
    "source",
    (view) => ({ ...view, flow: "redirect" }),
    ({ flow }) => flow !== undefined,
  ),
  "flow-of-card-without-value": shows(
    "source",
    (view) => ({ ...view, flow: "" }),
    ({ type }) => type === "creditCard",
  ),
  "flow-of-transfer-redirect": shows(
    "source",
    (view) => ({ ...view, flow: "redirect" }),
    ({ flow }) => flow === "receiver",
  ),
  "flow-of-transfer-push": shows(
    "source",
    (view) => ({ ...view, flow: "push" }),
    ({ type }) => type === "wireTransfer",
  ),
  "flow-of-wallet-standard": shows(
    "source",
    (view) => ({ ...view, flow: "standard" }),
    ({ flow }) => flow !== undefined,
  ),
  "flow-of-approved-wallet-standard": shows(
    "source",
    (view) => ({ ...view, flow: "standard" }),
    ({ type }) => type === "payPal",
  ),
};
