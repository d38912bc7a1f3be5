import { isSecondary } from "../../domain/rules/basket.ts";
import type { Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import {
  accepts,
  decides,
  inState,
  ofFlow,
  ofType,
  reasons,
  refuses,
  rule,
  shows,
} from "../makers.ts";

const startsAs = (state: Source["state"], when: (source: Source) => boolean) =>
  rule("sourceAtFirst", () => (source) => (when(source) ? { ...source, state } : source));
const stays = (when: (source: Source) => boolean) =>
  rule(
    "stateAfterEvent",
    (next) => (source, event) =>
      when(source) && event !== "expire" ? source.state : next(source, event),
  );
const uncharged = (when: (source: Source) => boolean) =>
  rule(
    "chargedHeld",
    (charged) => (basket, known) => charged(basket, known).filter(({ source }) => !when(source)),
  );

/** When a source becomes chargeable, and when its charge may go on. */
export const flowingFaults: FaultTable = {
  "receiver-charge-capturable-at-once": decides("chargeWaits", false, inState("pending_funds")),
  "konbini-charge-capturable-at-once": decides("chargeWaits", false, ofType("konbini")),
  "receiver-charge-never-capturable": decides("chargeWaits", true, ofFlow("receiver")),
  "receiver-charge-refused-after-funds": refuses(
    "authorizationGranted",
    reasons.declined,
    (source) => ofFlow("receiver")(source) && source.state === "chargeable",
  ),
  "card-waits-for-its-customer": startsAs("requires_action", ofType("creditCard")),
  "card-is-pending-at-first": shows(
    "source",
    (view) => ({ ...view, state: "pending" }),
    (view) => view.type === "creditCard" && view.amount === undefined,
  ),
  "redirect-source-chargeable-at-once": startsAs("chargeable", inState("pending_redirect")),
  "redirect-source-chargeable-once-attached": rule(
    "sourceAfterAttach",
    () => (source) =>
      ofType("payPal")(source) && source.state === "pending_redirect"
        ? { ...source, state: "chargeable" }
        : source,
  ),
  "approved-source-stays-pending": stays(inState("pending_redirect")),
  "confirmed-source-stays-pending": stays(inState("pending_funds")),
  "card-order-waits": refuses(
    "authorizationGranted",
    reasons.declined,
    (source) => ofType("creditCard")(source) && !source.reusable,
  ),
  "card-not-charged": uncharged(ofType("creditCard")),
  "authorized-redirect-refused": refuses(
    "authorizationGranted",
    reasons.declined,
    (source) => ofFlow("redirect")(source) && source.state === "chargeable",
  ),
  "authorized-redirect-not-charged": uncharged(ofFlow("redirect")),
  "receiver-charge-processing": rule(
    "chargeStateOf",
    (state) => (charge) => (charge.authorization === "pending" ? "processing" : state(charge)),
  ),
  "transfer-charge-authorized-at-once": decides("chargeWaits", false, ofType("wireTransfer")),
  "redirect-charge-capturable-at-once": decides("chargeWaits", false, inState("pending_redirect")),
  "one-redirect-charge-capturable-at-once": decides("chargeWaits", false, ofType("payPal")),
  "charged-redirect-stays-chargeable": decides(
    "sourceStateAfterCharge",
    "chargeable",
    (source) => ofFlow("redirect")(source) && !source.reusable,
  ),
  "consumed-source-charged": accepts("sourceCanPay", inState("consumed")),
  "consumed-source-revived": rule(
    "sourceAfterRefusedOrder",
    () => (before) => (before.state === "consumed" ? { ...before, state: "chargeable" } : before),
  ),
  "saved-source-waits-after-charge": decides(
    "sourceStateAfterCharge",
    "requires_action",
    (source) => source.reusable,
  ),
  "saved-wallet-consumed": decides("sourceStateAfterCharge", "consumed", ofType("googlePay")),
  "receiver-source-chargeable-at-once": startsAs("chargeable", inState("pending_funds")),
  "receiver-source-pending-redirect": shows(
    "source",
    (view) => ({ ...view, state: "pending_redirect" }),
    ({ state }) => state === "pending_funds",
  ),
  "receiver-source-consumed-by-funds": rule(
    "stateAfterEvent",
    (next) => (source, event) => (event === "confirm-funds" ? "consumed" : next(source, event)),
  ),
  "transfer-source-ignores-funds": stays(ofType("wireTransfer")),
  "charged-credit-cancelled": decides("sourceStateAfterCharge", "cancelled", isSecondary),
};
