import type { Account } from "./account.ts";
import type { MovementKind } from "./charges.ts";
import { chargesOf, move, settle } from "./charges.ts";
import type { JsonObject } from "./json.ts";
import type { Minor } from "./money.ts";
import { operation } from "./operation.ts";
import { settleOrder } from "./orders.ts";
import type { Outcome, Refusal } from "./refusal.ts";
import { accept, found, refuse } from "./refusal.ts";
import type { Charge, Fulfillment, FulfillmentLine, Order } from "./types.ts";

export interface FulfillmentRequest {
  readonly lines: readonly Omit<FulfillmentLine, "skuId">[];
  readonly fields: JsonObject;
}

/** `quantity` captures, `cancelQuantity` cancels, line by line (Informing Digital River of a fulfillment). */
export const createFulfillment = operation(
  (account: Account, order: Order, request: FulfillmentRequest): Outcome<Fulfillment> => {
    const refusal =
      account.rules.orderTakesFulfillment(order) ?? linesRefused(account, order, request);
    if (refusal !== undefined) return refuse(refusal);
    const fulfillment = account.store.fulfillments.put({
      id: account.newId("fulfillment"),
      orderId: order.id,
      createdAt: account.now(),
      lines: request.lines.map((line) => ({
        ...line,
        skuId: order.lines.find(({ id }) => id === line.itemId)?.skuId,
      })),
      fields: request.fields,
    });
    account.announce({ type: "fulfillment.created", resource: "fulfillment", value: fulfillment });
    for (const line of request.lines) {
      moveUnits(account, order.id, line.itemId, line.quantity, "captures", fulfillment.id);
      moveUnits(account, order.id, line.itemId, line.cancelQuantity, "cancels", fulfillment.id);
    }
    settleOrder(account, order.id);
    account.later({ kind: "settle-fulfillment", fulfillmentId: fulfillment.id });
    return accept(fulfillment);
  },
);

export function retrieveFulfillment(account: Account, id: string): Outcome<Fulfillment> {
  return found(account.store.fulfillments.get(id), "fulfillment", id);
}

export function updateFulfillment(
  account: Account,
  fulfillment: Fulfillment,
  fields: JsonObject,
): Fulfillment {
  return account.store.fulfillments.put({
    ...fulfillment,
    fields: { ...fulfillment.fields, ...fields },
  });
}

/** Ends what the fulfillment moved, and brings its order to where that leaves it. */
export function settleFulfillment(account: Account, fulfillmentId: string): void {
  const fulfillment = account.store.fulfillments.get(fulfillmentId);
  const order = account.store.orders.get(fulfillment?.orderId ?? "");
  if (order === undefined) return;
  settle(account, order, "captures", fulfillmentId);
  settle(account, order, "cancels", fulfillmentId);
  settleOrder(account, order.id);
}

function linesRefused(
  account: Account,
  order: Order,
  request: FulfillmentRequest,
): Refusal | undefined {
  return request.lines
    .map((line) => lineRefused(account, order, line))
    .find((refusal) => refusal !== undefined);
}

function lineRefused(
  account: Account,
  order: Order,
  asked: Omit<FulfillmentLine, "skuId">,
): Refusal | undefined {
  const line = order.lines.find(({ id }) => id === asked.itemId);
  if (line === undefined)
    return { reason: "invalid-parameter", parameter: "items.itemId", value: asked.itemId };
  const units = asked.quantity + asked.cancelQuantity;
  if (units === 0) return { reason: "missing-parameter", parameter: "items.quantity" };
  if (units <= account.rules.openUnits(line)) return undefined;
  const parameter = asked.quantity > 0 ? "items.quantity" : "items.cancelQuantity";
  return { reason: "invalid-parameter", parameter, value: String(units) };
}

function moveUnits(
  account: Account,
  orderId: string,
  itemId: string,
  units: number,
  kind: MovementKind & ("captures" | "cancels"),
  cause: string,
): void {
  const order = account.store.orders.get(orderId);
  const line = order?.lines.find(({ id }) => id === itemId);
  if (order === undefined || line === undefined || units === 0) return;
  const amount = account.rules.unitsAmount(line, units);
  move(account, kind, allocate(account, kind, amount, chargesOf(account, order)), cause);
  const moved = {
    ...line,
    moved: line.moved + amount,
    captured: line.captured + (kind === "captures" ? amount : 0),
    fulfilled: line.fulfilled + (kind === "captures" ? units : 0),
    cancelled: line.cancelled + (kind === "cancels" ? units : 0),
  };
  account.store.orders.put({
    ...order,
    updatedAt: account.now(),
    lines: order.lines.map((other) => (other === line ? moved : other)),
  });
}

function allocate(
  account: Account,
  kind: "captures" | "cancels",
  amount: Minor,
  charges: readonly Charge[],
) {
  const { rules } = account;
  const ordered = kind === "captures" ? rules.captureOrder(charges) : rules.cancelOrder(charges);
  return rules.distribute(
    amount,
    ordered.map((charge) => ({ charge, room: rules.openAmount(charge) })),
  );
}
