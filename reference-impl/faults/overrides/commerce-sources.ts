import { isSecondary } from "../../domain/rules/basket.ts";
import type { Source } from "../../domain/types.ts";
import { inState, shown } from "../commerce-makers.ts";
import type { Fault, FaultTable } from "../fault.ts";
import { decides, inState as isIn, ofFlow, ofType, rule, together, without } from "../makers.ts";

/** How a source begins, and how it is shown wherever one is read. */
export const commerceSourceFaults: FaultTable = {
  "commerce-source-born-reusable": {
    rules: () => ({ reusableAtFirst: () => true }),
  },
  "commerce-answer-to-creating-says-reusable": {
    commerceWire: (wire) => ({ source: (source) => ({ ...wire.source(source), reusable: true }) }),
  },
  "commerce-source-reusable-as-asked": {
    rules: () => ({ reusableAtFirst: (asked) => asked }),
  },
  "commerce-card-reusable-as-asked": together(
    rule("reusableAtFirst", () => (asked) => asked),
    rule("sourceAtFirst", (born) => (source) => ({
      ...born(source),
      reusable: source.reusable && source.type === "creditCard",
    })),
  ),
  "commerce-credit-born-reusable": rule("sourceAtFirst", (born) => (source) => ({
    ...born(source),
    reusable: isSecondary(source),
  })),
  "commerce-source-type-generic": shown(({ view, source }) =>
    source.type === "creditCard" || isSecondary(source)
      ? view
      : { ...view, type: "alternative", alternative: source.details },
  ),
  "commerce-saved-source-type-is-option": shown(({ view, source }) =>
    source.reusable ? { ...view, type: "paymentOption" } : view,
  ),
  "commerce-source-details-elsewhere": shown(({ view, source }) => ({
    ...without(view, source.type),
    details: source.details,
  })),
  "commerce-source-without-empty-details": shown(({ view, source }) =>
    Object.keys(source.details).length === 0 ? without(view, source.type) : view,
  ),

  "commerce-card-waits-at-first": inState("requires_action", isFreshCard),
  "commerce-card-redirected-at-first": inState("pending_redirect", isFreshCard),
  "commerce-redirect-chargeable-at-first": inState("chargeable", isIn("pending_redirect")),
  "commerce-pay-pal-chargeable-at-first": inState(
    "chargeable",
    (source) => source.state === "pending_redirect" && source.type === "payPal",
  ),
  "commerce-approval-forgotten": inState(
    "pending_redirect",
    (source) => ofFlow("redirect")(source) && source.state === "chargeable",
  ),
  "commerce-source-fails-by-funds": decides("stateAfterEvent", "failed", ofFlow("receiver")),
  "commerce-receiver-chargeable-at-first": inState("chargeable", isIn("pending_funds")),
  "commerce-receiver-waits-for-redirect": inState("pending_redirect", isIn("pending_funds")),
  "commerce-receiver-needs-action": inState("requires_action", isIn("pending_funds")),
  "commerce-funds-forgotten": inState(
    "pending_funds",
    (source) => ofFlow("receiver")(source) && source.state === "chargeable",
  ),
  "commerce-funds-consume": decides("stateAfterEvent", "consumed", ofFlow("receiver")),
  "commerce-receiver-charged-before-funds": inState(
    "consumed",
    ({ state, heldBy }) => state === "pending_funds" && heldBy !== undefined,
  ),
  "commerce-source-without-state": shown(({ view }) => without(view, "state")),
  "commerce-credit-without-state": shown(({ view, source }) =>
    isSecondary(source) ? without(view, "state") : view,
  ),
  "commerce-source-state-unknown": inState("charged", isIn("consumed")),
  "commerce-cancelled-source-misspelt": inState("canceled", isIn("cancelled")),
  "commerce-saved-source-state-unknown": inState("saved", ({ reusable }) => reusable),

  "commerce-flow-of-two-words": shown(({ view }) => ({ ...view, flow: "pull-or-push" })),
  "commerce-flow-of-card-redirect": withFlow("redirect", ofFlow("standard")),
  "commerce-flow-of-charged-card-receiver": withFlow(
    "receiver",
    (source) => ofFlow("standard")(source) && source.state === "consumed",
  ),
  "commerce-flow-of-receiver-standard": withFlow("standard", ofFlow("receiver")),
  "commerce-flow-of-wire-transfer-redirect": withFlow("redirect", ofType("wireTransfer")),
  "commerce-flow-of-redirect-standard": withFlow("standard", ofFlow("redirect")),
  "commerce-flow-of-approved-pay-pal-standard": withFlow(
    "standard",
    (source) => ofType("payPal")(source) && source.state === "chargeable",
  ),
};

function isFreshCard({ flow, state, heldBy }: Source): boolean {
  return flow === "standard" && state === "chargeable" && heldBy === undefined;
}

function withFlow(flow: string, isShown: (source: Source) => boolean): Fault {
  return shown(({ view, source }) => (isShown(source) ? { ...view, flow } : view));
}
