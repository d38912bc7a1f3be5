import type { Minor } from "../money.ts";
import { sum } from "../money.ts";
import type { Charge, ChargeState, Movement } from "../types.ts";

/** DR-AMOUNT-1, DR-AMOUNT-2: What can still be captured or cancelled on the charge. */
export function openAmount(charge: Charge): Minor {
  return charge.amount - standing(charge.captures) - standing(charge.cancels);
}

/** DR-REFUND-2, DR-REFUND-29: What was captured on the charge and not yet given back. */
export function refundableAmount(charge: Charge): Minor {
  return settled(charge.captures) - standing(charge.refunds);
}

/** DR-CHARGE-26 to DR-CHARGE-32: Payment charges, "The charge lifecycle". */
export function chargeStateOf(charge: Charge): ChargeState {
  if (charge.authorization === "pending") return "pending";
  if (charge.authorization === "refused") return "failed";
  if (openAmount(charge) > 0) return "capturable";
  if ([...charge.captures, ...charge.cancels].some((movement) => movement.state === "pending"))
    return "processing";
  return settled(charge.captures) > 0 ? "complete" : "cancelled";
}

/** The sum of movements that happened. */
export function settled(movements: readonly Movement[]): Minor {
  return sum(
    movements
      .filter((movement) => movement.state === "complete")
      .map((movement) => movement.amount),
  );
}

/** The sum of movements that happened or may yet happen. */
export function standing(movements: readonly Movement[]): Minor {
  return sum(
    movements.filter((movement) => movement.state !== "failed").map((movement) => movement.amount),
  );
}
