import { isSecondary } from "../../domain/rules/basket.ts";
import { sourceType } from "../../domain/source-types.ts";
import type { Source } from "../../domain/types.ts";
import type { Fault, FaultTable } from "../fault.ts";

/** What submitting a cart charges, and what becomes of the source. */
export const commerceChargingFaults: FaultTable = {
  "commerce-order-charges-nothing": {
    onlyBy: "commerce",
    rules: () => ({ chargeAmount: () => 0 }),
  },
  "commerce-order-refuses-single-use-types": refusesToCharge(
    (source) => sourceType(source.type)?.savable === false && !isSecondary(source),
  ),
  "commerce-order-refuses-standard-flow": refusesToCharge(({ flow }) => flow === "standard"),
  "commerce-order-refuses-redirect-flow": refusesToCharge(({ flow }) => flow === "redirect"),
  "commerce-order-refuses-saved-sources": refusesToCharge(({ reusable }) => reusable),
  "commerce-charged-primary-stays-chargeable": staysCharged(
    (source) => !source.reusable && !isSecondary(source),
  ),
  "commerce-charged-credit-stays-chargeable": staysCharged(isSecondary),
  "commerce-charged-single-use-type-stays-chargeable": staysCharged(
    (source) => sourceType(source.type)?.savable === false && !isSecondary(source),
  ),
  "commerce-charged-saved-source-consumed": {
    onlyBy: "commerce",
    rules: () => ({ sourceStateAfterCharge: () => "consumed" }),
  },
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
  "commerce-consumed-source-charged": {
    onlyBy: "commerce",
    rules: ({ sourceFitsSession, sourceCanPay }) => ({
      sourceFitsSession: (source, basket) => sourceFitsSession(ready(source), basket),
      sourceCanPay: (source) => sourceCanPay(ready(source)),
    }),
  },
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

function ready(source: Source): Source {
  return source.state === "consumed" ? { ...source, state: "chargeable" } : source;
}
