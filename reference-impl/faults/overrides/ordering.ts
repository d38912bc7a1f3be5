import { isSecondary, primaryOf } from "../../domain/rules/basket.ts";
import type { FaultTable } from "../fault.ts";
import { misworded, withError, withStatus } from "../fault.ts";

/** Who may pay for what, and what becomes of a source that paid. */
export const orderingFaults: FaultTable = {
  "saved-source-charged-without-customer": {
    rules: () => ({ sourceOfCustomer: () => undefined }),
  },
  "saved-source-charged-for-other-customer": {
    rules: ({ sourceOfCustomer }) => ({
      sourceOfCustomer: (source, payable) =>
        payable.customerId === undefined ? sourceOfCustomer(source, payable) : undefined,
    }),
  },
  "saved-source-refused-at-attach": {
    rules: ({ sourceFitsSession }) => ({
      sourceFitsSession: (source, basket) =>
        source.customerId === undefined
          ? sourceFitsSession(source, basket)
          : { reason: "source-of-other-customer", sourceId: source.id },
    }),
  },
  "source-in-use-wrong-code": misworded(
    "source-of-other-customer",
    withError({ code: "source_not_chargeable" }),
  ),
  "source-in-use-wrong-parameter": misworded(
    "source-of-other-customer",
    withError({ parameter: "customerId" }),
  ),
  "source-in-use-wrong-status": misworded("source-of-other-customer", withStatus(403)),
  "source-in-use-fails-source": {
    rules: () => ({ sourceAfterRefusedOrder: (before) => ({ ...before, state: "failed" }) }),
  },
  "charged-primary-stays-chargeable": {
    rules: ({ sourceStateAfterCharge }) => ({
      sourceStateAfterCharge: (source) =>
        isSecondary(source) ? sourceStateAfterCharge(source) : source.state,
    }),
  },
  "charged-secondary-stays-chargeable": {
    rules: ({ sourceStateAfterCharge }) => ({
      sourceStateAfterCharge: (source) =>
        isSecondary(source) ? source.state : sourceStateAfterCharge(source),
    }),
  },
  "charged-saved-source-consumed": {
    rules: () => ({ sourceStateAfterCharge: () => "consumed" }),
  },
  "order-needs-a-primary": {
    rules: ({ paymentComplete }) => ({
      paymentComplete: (basket) =>
        primaryOf(basket) === undefined
          ? { reason: "payment-incomplete" }
          : paymentComplete(basket),
    }),
  },
  "order-takes-short-payment": {
    rules: ({ paymentComplete }) => ({
      paymentComplete: (basket) => (basket.held.length > 0 ? undefined : paymentComplete(basket)),
    }),
  },
  "secondary-not-charged": {
    rules: ({ chargeAmount }) => ({
      chargeAmount: (held) => (isSecondary(held.source) ? 0 : chargeAmount(held)),
    }),
  },
};
