import type { Fault, FaultTable } from "../fault.ts";
import { shown, type SourceView } from "../commerce-makers.ts";
import { without } from "../makers.ts";

/** What a source says of the card it was made from. */
export const commerceCardFaults: FaultTable = {
  "commerce-card-type-in-two-words": typed("credit card"),
  "commerce-card-type-in-snake-case": typed("credit_card"),
  "commerce-card-without-brand": card((details) => without(details, "brand")),
  "commerce-card-brand-null": card((details) => ({ ...details, brand: null })),
  "commerce-card-without-month": card((details) => without(details, "expirationMonth")),
  "commerce-card-month-called-otherwise": card(renamed("expirationMonth", "expMonth")),
  "commerce-card-without-year": card((details) => without(details, "expirationYear")),
  "commerce-card-year-called-otherwise": card(renamed("expirationYear", "expYear")),
  "commerce-card-without-last-four": card((details) => without(details, "lastFourDigits")),
  "commerce-card-last-four-called-otherwise": card(renamed("lastFourDigits", "last4")),
  "commerce-card-expires-in-text": card((details) => ({
    ...details,
    expirationMonth: String(details["expirationMonth"]),
    expirationYear: String(details["expirationYear"]),
  })),
  "commerce-card-year-in-text": card((details) => ({
    ...details,
    expirationYear: String(details["expirationYear"]),
  })),
  "commerce-card-last-four-as-number": card((details) => ({
    ...details,
    lastFourDigits: Number(details["lastFourDigits"]),
  })),
  "commerce-card-last-four-behind-stars": card((details) => ({
    ...details,
    lastFourDigits: `**** ${String(details["lastFourDigits"])}`,
  })),
  "commerce-card-last-four-masked": card((details) => ({ ...details, lastFourDigits: "0000" })),
  "commerce-card-last-four-of-the-sample": card((details) => ({
    ...details,
    lastFourDigits: "1111",
  })),
};

function card(edit: (details: SourceView) => object): Fault {
  return shown(({ view, source }) =>
    source.type === "creditCard" ? { ...view, creditCard: edit(source.details) } : view,
  );
}

function typed(type: string): Fault {
  return shown(({ view, source }) =>
    source.type === "creditCard" ? { ...view, type, [type]: source.details } : view,
  );
}

function renamed(name: string, other: string): (details: SourceView) => object {
  return (details) => ({ ...without(details, name), [other]: details[name] });
}
