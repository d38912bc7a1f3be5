import { isSecondary } from "../../domain/basket.ts";
import type { Source } from "../../domain/types.ts";
import type { Fault, FaultTable } from "../fault.ts";
import { shown, shownAs, type SourceView, without } from "../makers/answers.ts";
import { accepts, inCommerce } from "../makers/rules.ts";
import { every, inState, isReusable, ofFlow, ofType } from "../makers/which.ts";

/** What a source is, how it is shown wherever one is read, and what it says of a card. */
export const commerceSourceTypeFaults: FaultTable = {
  "commerce-flow-in-cart-in-capitals": {
    commerceWire: ({ cart }) => ({
      cart: (...given) => {
        const view = cart(...given);
        const { paymentMethod } = view;
        return paymentMethod === undefined
          ? view
          : { ...view, paymentMethod: JSON.parse(shouted(paymentMethod)) as typeof paymentMethod };
      },
    }),
  },
  "commerce-card-type-in-two-words": cardOfType("credit card"),
  "commerce-card-type-in-snake-case": cardOfType("credit_card"),
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
  "commerce-source-type-generic": shown((view, source) =>
    source.type === "creditCard" || isSecondary(source)
      ? view
      : { ...view, type: "alternative", alternative: source.details },
  ),
  "commerce-saved-source-type-is-option": shownAs({ type: "paymentOption" }, isReusable),
  "commerce-source-details-elsewhere": shown((view, source) => ({
    ...without(view, source.type),
    details: source.details,
  })),
  "commerce-source-without-empty-details": shown((view, source) =>
    Object.keys(source.details).length === 0 ? without(view, source.type) : view,
  ),
  "commerce-flow-of-two-words": shownAs({ flow: "pull-or-push" }, () => true),
  "commerce-flow-of-card-redirect": shownAs({ flow: "redirect" }, ofFlow("standard")),
  "commerce-flow-of-charged-card-receiver": shownAs(
    { flow: "receiver" },
    every<Source>(ofFlow("standard"), inState("consumed")),
  ),
  "commerce-flow-of-receiver-standard": shownAs({ flow: "standard" }, ofFlow("receiver")),
  "commerce-flow-of-wire-transfer-redirect": shownAs({ flow: "redirect" }, ofType("wireTransfer")),
  "commerce-flow-of-redirect-standard": shownAs({ flow: "standard" }, ofFlow("redirect")),
  "commerce-flow-of-approved-pay-pal-standard": shownAs(
    { flow: "standard" },
    every<Source>(ofType("payPal"), inState("chargeable")),
  ),
  "commerce-card-shows-a-redirect": shownAs(
    { redirect: { redirectUrl: "https://pay.example/card" } },
    ofType("creditCard"),
  ),
  "commerce-submitting-sends-shopper-away": {
    commerceWire: ({ submitted }) => ({
      submitted: (...given) =>
        ({ ...submitted(...given), redirectUrl: "https://pay.example/submitted" }) as ReturnType<
          typeof submitted
        >,
    }),
  },
  "commerce-restricted-wallet-saved": inCommerce(
    accepts("typeCanBeSaved", ofType("payPal", "onlineBanking")),
  ),
  "commerce-restricted-transfer-saved": inCommerce(accepts("typeCanBeSaved", ofFlow("receiver"))),
};

function card(edit: (details: SourceView) => object): Fault {
  return shown((view, source) =>
    source.type === "creditCard" ? { ...view, creditCard: edit(source.details) } : view,
  );
}

function cardOfType(type: string): Fault {
  return shown((view, source) =>
    source.type === "creditCard" ? { ...view, type, [type]: source.details } : view,
  );
}

function renamed(name: string, other: string): (details: SourceView) => object {
  return (details) => ({ ...without(details, name), [other]: details[name] });
}

/** As JSON, every flow in capitals. */
function shouted(paymentMethod: object): string {
  return JSON.stringify(paymentMethod, (name, value: unknown) =>
    name === "flow" && typeof value === "string" ? value.toUpperCase() : value,
  );
}
