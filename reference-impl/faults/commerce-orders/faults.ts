import type { FaultTable } from "../fault.ts";
import { appliedAs, cartCharges, cartDeclines } from "../makers/commerce.ts";
import { isReusable, isUnsavable, not } from "../makers/which.ts";

/** What submitting a cart charges, and when. */
export const commerceOrdersFaults: FaultTable = {
  "commerce-order-charges-nothing": cartCharges(() => []),
  "commerce-source-charged-when-attached": appliedAs({ state: "consumed" }, not(isReusable)),
  "commerce-order-refuses-single-use-types": cartDeclines(isUnsavable),
  "commerce-single-use-type-charged-when-attached": appliedAs({ state: "consumed" }, isUnsavable),
};
