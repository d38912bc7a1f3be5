import { isSecondary } from "../../domain/rules/basket.ts";
import { sourceType } from "../../domain/source-types.ts";
import type { Source } from "../../domain/types.ts";
import type { Fault, FaultTable } from "../fault.ts";

/** How a source begins, and how it is shown wherever one is read. */
export const commerceSourceFaults: FaultTable = {
  "commerce-source-born-reusable": {
    rules: () => ({ reusableAtFirst: () => true }),
  },
  "commerce-source-reusable-as-asked": {
    rules: () => ({ reusableAtFirst: (asked) => asked }),
  },
  "commerce-source-type-generic": shown(({ view, source }) =>
    source.type === "creditCard" || isSecondary(source)
      ? view
      : { ...view, type: "alternative", alternative: source.details },
  ),
  "commerce-card-type-in-two-words": shown(({ view, source }) =>
    source.type === "creditCard" ? { ...view, type: "credit card", "credit card": {} } : view,
  ),
  "commerce-source-details-elsewhere": shown(({ view, source }) => ({
    ...without(view, source.type),
    details: source.details,
  })),
  "commerce-card-without-brand": card((details) => without(details, "brand")),
  "commerce-card-without-month": card((details) => without(details, "expirationMonth")),
  "commerce-card-without-year": card((details) => without(details, "expirationYear")),
  "commerce-card-without-last-four": card((details) => without(details, "lastFourDigits")),
  "commerce-card-expires-in-text": card((details) => ({
    ...details,
    expirationMonth: String(details["expirationMonth"]),
    expirationYear: String(details["expirationYear"]),
  })),
  "commerce-card-last-four-as-number": card((details) => ({
    ...details,
    lastFourDigits: Number(details["lastFourDigits"]),
  })),
  "commerce-card-last-four-masked": card((details) => ({ ...details, lastFourDigits: "0000" })),

  "commerce-card-waits-at-first": inState(
    "requires_action",
    ({ flow, state, heldBy }) =>
      flow === "standard" && state === "chargeable" && heldBy === undefined,
  ),
  "commerce-redirect-chargeable-at-first": inState(
    "chargeable",
    ({ state }) => state === "pending_redirect",
  ),
  "commerce-approval-forgotten": inState(
    "pending_redirect",
    ({ flow, state }) => flow === "redirect" && state === "chargeable",
  ),
  "commerce-receiver-chargeable-at-first": inState(
    "chargeable",
    ({ state }) => state === "pending_funds",
  ),
  "commerce-funds-forgotten": inState(
    "pending_funds",
    ({ flow, state }) => flow === "receiver" && state === "chargeable",
  ),
  "commerce-receiver-charged-before-funds": inState(
    "consumed",
    ({ state, heldBy }) => state === "pending_funds" && heldBy !== undefined,
  ),
  "commerce-source-without-state": shown(({ view }) => without(view, "state")),
  "commerce-source-state-unknown": shown(({ view, source }) => ({
    ...view,
    state: source.state === "consumed" ? "charged" : view["state"],
  })),

  "commerce-flow-of-two-words": shown(({ view }) => ({ ...view, flow: "pull-or-push" })),
  "commerce-flow-of-card-redirect": withFlow("standard", "redirect"),
  "commerce-flow-of-receiver-standard": withFlow("receiver", "standard"),
  "commerce-flow-of-redirect-standard": withFlow("redirect", "standard"),
};

type View = Readonly<Record<string, unknown>>;

/** Every view of a source, edited: of either API, since they show the same sources. */
function shown(edit: (given: { view: View; source: Source }) => View): Fault {
  return {
    wire: (wire) => ({
      source: (source) =>
        edit({ view: wire.source(source), source }) as ReturnType<typeof wire.source>,
    }),
    commerceWire: (wire) => ({
      source: (source) =>
        edit({ view: wire.source(source), source }) as ReturnType<typeof wire.source>,
    }),
  };
}

function card(edit: (details: View) => View): Fault {
  return shown(({ view, source }) =>
    source.type === "creditCard" ? { ...view, creditCard: edit(source.details) } : view,
  );
}

function inState(state: Source["state"], isShown: (source: Source) => boolean): Fault {
  return shown(({ view, source }) => (isShown(source) ? { ...view, state } : view));
}

function withFlow(from: string, to: string): Fault {
  return shown(({ view, source }) =>
    sourceType(source.type)?.flow === from ? { ...view, flow: to } : view,
  );
}

function without(view: View, name: string): View {
  return Object.fromEntries(Object.entries(view).filter(([key]) => key !== name));
}
