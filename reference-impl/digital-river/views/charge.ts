import { toDecimal } from "../../domain/money.ts";
import type { Charge, Movement } from "../../domain/types.ts";
import { given, time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";

export function chargeView(charge: Charge): Schemas["Charge"] {
  return {
    ...orderChargeView(charge),
    orderId: charge.orderId,
    paymentSessionId: charge.sessionId,
    liveMode: false,
  };
}

/** The charge as an order embeds it. */
export function orderChargeView(charge: Charge): Schemas["Charge"] {
  const { currency } = charge;
  return {
    id: charge.id,
    createdTime: time(charge.createdAt),
    currency,
    amount: toDecimal(charge.amount, currency),
    state: charge.state,
    type: charge.type,
    sourceId: charge.sourceId,
    captured: charge.captures.length > 0,
    refunded: charge.refunds.length > 0,
    ...given({
      captures: movements(charge.captures, currency, "fulfillmentId"),
      cancels: movements(charge.cancels, currency),
      refunds: movements(charge.refunds, currency),
    }),
    ...(charge.state === "failed"
      ? { failureCode: failure.code, failureMessage: failure.message }
      : {}),
  };
}

/** Captures, cancels or refunds; absent where there are none. */
export function movements(
  moved: readonly Movement[],
  currency: string,
  causeName?: string,
): Schemas["Capture"][] | undefined {
  if (moved.length === 0) return undefined;
  return moved.map((movement) => ({
    id: movement.id,
    createdTime: time(movement.createdAt),
    updatedTime: time(movement.updatedAt),
    amount: toDecimal(movement.amount, currency),
    state: movement.state,
    ...(movement.state === "failed"
      ? { failureCode: failure.code, failureMessage: failure.message }
      : {}),
    ...(causeName === undefined ? {} : { [causeName]: movement.cause }),
  }));
}

/** How a failed operation on a charge is explained. */
export const failure = { code: "failed-request", message: "Failed to operate on charge" };
