import type { Minor } from "../money.ts";
import { share } from "../money.ts";
import type { Charge, OrderLine } from "../types.ts";

/** A charge and how much it can still give. */
export interface Capacity {
  readonly charge: Charge;
  readonly room: Minor;
}

/** What a charge gives. */
export interface Allocation {
  readonly charge: Charge;
  readonly amount: Minor;
}

/** DR-CAPTURE-1, DR-CAPTURE-3: Captures take from the secondary charges first, then from the primary one. */
export function captureOrder(charges: readonly Charge[]): readonly Charge[] {
  return [
    ...charges.filter((charge) => charge.secondary),
    ...charges.filter((charge) => !charge.secondary),
  ];
}

/** DR-CANCEL-1, DR-CANCEL-3: Cancels take from the primary charge first, then from the secondary ones. */
export function cancelOrder(charges: readonly Charge[]): readonly Charge[] {
  return [
    ...charges.filter((charge) => !charge.secondary),
    ...charges.filter((charge) => charge.secondary),
  ];
}

/** DR-REFUND-1, DR-REFUND-3: Refunds give back to the primary charge first, then to the secondary ones. */
export function refundOrder(charges: readonly Charge[]): readonly Charge[] {
  return [
    ...charges.filter((charge) => !charge.secondary),
    ...charges.filter((charge) => charge.secondary),
  ];
}

/**
 * DR-CAPTURE-2, DR-CANCEL-2, DR-REFUND-2: Each charge gives all it has before the next gives anything; one that
 * gives nothing has no part.
 */
export function distribute(amount: Minor, capacities: readonly Capacity[]): readonly Allocation[] {
  let left = amount;
  const parts = capacities.map(({ charge, room }) => {
    const taken = Math.min(left, Math.max(0, room));
    left -= taken;
    return { charge, amount: taken };
  });
  return parts.filter((part) => part.amount > 0);
}

/** What some units of a line cost, half-up to the minor unit; the last units take what the others left. */
export function unitsAmount(line: OrderLine, units: number): Minor {
  const left = line.total - line.moved;
  const isLast = line.fulfilled + line.cancelled + units >= line.quantity;
  return isLast ? left : Math.min(left, share(line.total, units, line.quantity));
}
