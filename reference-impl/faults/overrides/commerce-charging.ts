import { isSecondary } from "../../domain/rules/basket.ts";
import { sourceType } from "../../domain/source-types.ts";
import type { Source } from "../../domain/types.ts";
import { forShoppers } from "../commerce-makers.ts";
import type { Fault, FaultTable } from "../fault.ts";
import { accepts, decides, inState, ofFlow, ofType, rule, together } from "../makers.ts";

/** What submitting a cart charges, and what becomes of the source. */
export const commerceChargingFaults: FaultTable = {
  "commerce-order-charges-nothing": {
    onlyBy: "commerce",
    rules: () => ({ chargeAmount: () => 0 }),
  },
  "commerce-source-charged-when-attached": chargedWhenAttached(({ reusable }) => !reusable),
  "commerce-order-refuses-single-use-types": refusesToCharge(
    (source) => sourceType(source.type)?.savable === false && !isSecondary(source),
  ),
  "commerce-single-use-type-charged-when-attached": chargedWhenAttached(
    (source) => sourceType(source.type)?.savable === false && !isSecondary(source),
  ),
  "commerce-order-refuses-standard-flow": refusesToCharge(({ flow }) => flow === "standard"),
  "commerce-standard-flow-charged-never": forShoppers(
    decides("chargeWaits", true, ofFlow("standard")),
  ),
  "commerce-order-refuses-redirect-flow": refusesToCharge(({ flow }) => flow === "redirect"),
  "commerce-redirect-flow-charged-never": forShoppers(
    decides("chargeWaits", true, ofFlow("redirect")),
  ),
  "commerce-receiver-charged-with-its-order": forShoppers(
    together(
      decides("chargeWaits", false, ofFlow("receiver")),
      decides("sourceStateAfterCharge", "consumed", ofFlow("receiver")),
    ),
  ),
  "commerce-order-refuses-saved-sources": refusesToCharge(({ reusable }) => reusable),
  "commerce-charged-primary-stays-chargeable": staysCharged(
    (source) => !source.reusable && !isSecondary(source),
  ),
  "commerce-charged-credit-stays-chargeable": staysCharged(isSecondary),
  "commerce-charged-credit-cancelled": forShoppers(
    decides("sourceStateAfterCharge", "cancelled", isSecondary),
  ),
  "commerce-charged-apple-pay-stays-chargeable": staysCharged(ofType("applePay")),
  "commerce-charged-single-use-type-stays-chargeable": staysCharged(
    (source) => sourceType(source.type)?.savable === false && !isSecondary(source),
  ),
  "commerce-charged-konbini-stays-chargeable": staysCharged(ofType("konbini")),
  "commerce-charged-saved-source-consumed": {
    onlyBy: "commerce",
    rules: () => ({ sourceStateAfterCharge: () => "consumed" }),
  },
  "commerce-charged-saved-redirect-source-consumed": forShoppers(
    decides("sourceStateAfterCharge", "consumed", ofFlow("redirect")),
  ),
  "commerce-charged-saved-source-fails": {
    onlyBy: "commerce",
    rules: ({ sourceStateAfterCharge }) => ({
      sourceStateAfterCharge: (source) =>
        source.reusable ? "failed" : sourceStateAfterCharge(source),
    }),
  },
  "commerce-charged-saved-source-waits": {
    onlyBy: "commerce",
    rules: ({ sourceStateAfterCharge }) => ({
      sourceStateAfterCharge: (source) =>
        source.reusable ? "requires_action" : sourceStateAfterCharge(source),
    }),
  },
  "commerce-charged-saved-source-cancelled": forShoppers(
    decides("sourceStateAfterCharge", "cancelled", ({ reusable }) => reusable),
  ),
  "commerce-consumed-source-charged": chargedAgain(inState("consumed")),
  "commerce-consumed-wallet-charged": chargedAgain(
    (source) => source.state === "consumed" && source.type === "googlePay",
  ),
  "commerce-single-use-looked-at-when-attached": forShoppers(
    accepts("sourceCanPay", inState("consumed")),
  ),
};

/** Submitting fails for these sources, as if the bank declined. */
function refusesToCharge(isRefused: (source: Source) => boolean): Fault {
  return {
    onlyBy: "commerce",
    rules: ({ authorizationGranted }) => ({
      authorizationGranted: (source) =>
        isRefused(source) ? { reason: "charge-refused" } : authorizationGranted(source),
    }),
  };
}

/** These sources are charged and keep their state. */
function staysCharged(isKept: (source: Source) => boolean): Fault {
  return {
    onlyBy: "commerce",
    rules: ({ sourceStateAfterCharge }) => ({
      sourceStateAfterCharge: (source) =>
        isKept(source) ? source.state : sourceStateAfterCharge(source),
    }),
  };
}

/** These sources are charged by the cart that takes them. */
function chargedWhenAttached(isCharged: (source: Source) => boolean): Fault {
  return rule(
    "sourceAfterAttachToCart",
    () => (source) => (isCharged(source) ? { ...source, state: "consumed" } : source),
  );
}

/** These sources are taken by carts and charged, whatever state they are in. */
function chargedAgain(isCharged: (source: Source) => boolean): Fault {
  return forShoppers(
    together(accepts("sourceFitsSession", isCharged), accepts("sourceCanPay", isCharged)),
  );
}
