import { isPrimary, isSecondary } from "../../domain/basket.ts";
import { createOption } from "../../domain/payment-options.ts";
import type { Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { shown, shownAs, without } from "../makers/answers.ts";
import {
  afterCartCharge,
  appliedAs,
  cartCharges,
  cartDeclines,
  chargedAgain,
  staysCharged,
} from "../makers/commerce.ts";
import { becomes, begins, editSource, refusedYet, reusableAsAsked } from "../makers/operations.ts";
import { accepts, decides, inCommerce } from "../makers/rules.ts";
import { any, every, inState, isFresh, isReusable, not, ofFlow, ofType } from "../makers/which.ts";

const isFreshCard = every<Source>(ofFlow("standard"), inState("chargeable"), isFresh);

/** How a source begins, what state it is in, and what paying does to it. */
export const commerceSourceStateFaults: FaultTable = {
  "commerce-attach-makes-reusable": appliedAs({ reusable: true }, any),
  "commerce-attach-makes-card-reusable": appliedAs({ reusable: true }, ofType("creditCard")),
  "commerce-default-source-used-up-beside": [
    cartCharges((held, others) => [
      ...held,
      ...others.filter(isReusable).map((source) => ({ source, amount: 1 })),
    ]),
    decides("sourceStateAfterCharge", "consumed"),
  ],
  "commerce-order-refuses-standard-flow": cartDeclines(ofFlow("standard")),
  "commerce-standard-flow-charged-never": inCommerce(
    decides("chargeWaits", true, ofFlow("standard")),
  ),
  "commerce-order-refuses-redirect-flow": cartDeclines(ofFlow("redirect")),
  "commerce-redirect-flow-charged-never": inCommerce(
    decides("chargeWaits", true, ofFlow("redirect")),
  ),
  "commerce-receiver-charged-with-its-order": inCommerce(
    decides("chargeWaits", false, ofFlow("receiver")),
    decides("sourceStateAfterCharge", "consumed", ofFlow("receiver")),
  ),
  "commerce-order-refuses-saved-sources": cartDeclines(isReusable),
  "commerce-charged-primary-stays-chargeable": staysCharged(every(isPrimary, not(isReusable))),
  "commerce-charged-credit-stays-chargeable": staysCharged(isSecondary),
  "commerce-charged-credit-cancelled": afterCartCharge("cancelled", isSecondary),
  "commerce-charged-apple-pay-stays-chargeable": staysCharged(ofType("applePay")),
  "commerce-charged-saved-source-consumed": afterCartCharge("consumed", any),
  "commerce-charged-saved-redirect-source-consumed": afterCartCharge(
    "consumed",
    ofFlow("redirect"),
  ),
  "commerce-charged-saved-source-fails": afterCartCharge("failed", isReusable),
  "commerce-charged-saved-source-waits": afterCartCharge("requires_action", isReusable),
  "commerce-charged-saved-source-cancelled": afterCartCharge("cancelled", isReusable),
  "commerce-consumed-source-charged": chargedAgain(inState("consumed")),
  "commerce-consumed-wallet-charged": chargedAgain(
    every<Source>(inState("consumed"), ofType("googlePay")),
  ),
  "commerce-single-use-looked-at-when-attached": inCommerce(
    accepts("sourceCanPay", inState("consumed")),
  ),
  "commerce-refused-save-fails-consumed": refusedYet(createOption, (account, _customer, { id }) =>
    editSource(account, id, (source) =>
      source.state === "consumed" ? { ...source, state: "failed" } : source,
    ),
  ),

  "commerce-source-born-reusable": begins({ reusable: true }, isPrimary),
  "commerce-answer-to-creating-says-reusable": {
    commerceWire: (wire) => ({ source: (source) => ({ ...wire.source(source), reusable: true }) }),
  },
  "commerce-source-reusable-as-asked": reusableAsAsked(any),
  "commerce-card-reusable-as-asked": reusableAsAsked(ofType("creditCard")),

  "commerce-card-waits-at-first": shownAs({ state: "requires_action" }, isFreshCard),
  "commerce-card-redirected-at-first": shownAs({ state: "pending_redirect" }, isFreshCard),
  "commerce-redirect-chargeable-at-first": shownAs(
    { state: "chargeable" },
    inState("pending_redirect"),
  ),
  "commerce-pay-pal-chargeable-at-first": shownAs(
    { state: "chargeable" },
    every<Source>(inState("pending_redirect"), ofType("payPal")),
  ),
  "commerce-approval-forgotten": shownAs(
    { state: "pending_redirect" },
    every<Source>(ofFlow("redirect"), inState("chargeable")),
  ),
  "commerce-source-fails-by-funds": becomes("failed", ofFlow("receiver")),
  "commerce-receiver-chargeable-at-first": shownAs(
    { state: "chargeable" },
    inState("pending_funds"),
  ),
  "commerce-receiver-waits-for-redirect": shownAs(
    { state: "pending_redirect" },
    inState("pending_funds"),
  ),
  "commerce-receiver-needs-action": shownAs({ state: "requires_action" }, inState("pending_funds")),
  "commerce-funds-forgotten": shownAs(
    { state: "pending_funds" },
    every<Source>(ofFlow("receiver"), inState("chargeable")),
  ),
  "commerce-funds-consume": becomes("consumed", ofFlow("receiver")),
  "commerce-receiver-charged-before-funds": shownAs(
    { state: "consumed" },
    every(inState("pending_funds"), not(isFresh)),
  ),
  "commerce-source-without-state": shown((view) => without(view, "state")),
  "commerce-credit-without-state": shown((view, source) =>
    isSecondary(source) ? without(view, "state") : view,
  ),
  "commerce-source-state-unknown": shownAs({ state: "charged" }, inState("consumed")),
  "commerce-cancelled-source-misspelt": shownAs({ state: "canceled" }, inState("cancelled")),
  "commerce-saved-source-state-unknown": shownAs({ state: "saved" }, isReusable),
};
