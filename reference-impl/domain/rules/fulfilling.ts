import type { Refusal } from "../refusal.ts";
import type { Charge, Order, OrderLine, OrderLineState, OrderState } from "../types.ts";

/** DR-FULFILL-10: Only an accepted order is fulfilled (Informing Digital River of a fulfillment). */
export function orderTakesFulfillment(order: Order): Refusal | undefined {
  switch (order.state) {
    case "accepted":
      return undefined;
    case "fulfilled":
    case "complete":
    case "returned":
      return { reason: "order-fulfilled", orderId: order.id };
    case "pending_payment":
    case "in_review":
    case "dispute":
      return { reason: "order-not-submitted", orderId: order.id };
    case "blocked":
    case "cancelled":
      return { reason: "order-closed", orderId: order.id, state: order.state };
  }
}

/** How many units of the line are neither fulfilled nor cancelled. */
export function openUnits(line: OrderLine): number {
  return line.quantity - line.fulfilled - line.cancelled;
}

export function lineState(line: OrderLine): OrderLineState {
  if (openUnits(line) > 0) return "created";
  if (line.fulfilled === 0) return "cancelled";
  return line.captured > 0 && line.refunded >= line.captured ? "returned" : "fulfilled";
}

/**
 * DR-ORDER-61 to DR-ORDER-63: Informing Digital River of a fulfillment, "The order fulfilled event"; The order
 * lifecycle.
 */
export function orderStateAfterMovement(order: Order, charges: readonly Charge[]): OrderState {
  if (order.state !== "accepted" && order.state !== "fulfilled") return order.state;
  if (order.lines.some((line) => openUnits(line) > 0)) return order.state;
  if (charges.every((charge) => charge.state === "cancelled")) return "cancelled";
  if (order.lines.every((line) => line.fulfilled === 0)) return order.state;
  const settled = charges.every(
    (charge) => charge.state === "complete" || charge.state === "cancelled",
  );
  return settled ? "complete" : "fulfilled";
}
