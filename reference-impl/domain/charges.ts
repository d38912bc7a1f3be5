import type { Account } from "./account.ts";
import type { Outcome } from "./refusal.ts";
import { found } from "./refusal.ts";
import type { Held } from "./basket.ts";
import { isSecondary } from "./basket.ts";
import type { Allocation } from "./rules/allocation.ts";
import type { Charge, ChargeType, Movement, MovementState, Order } from "./types.ts";

export type MovementKind = "captures" | "cancels" | "refunds";

export function retrieveCharge(account: Account, id: string): Outcome<Charge> {
  return found(account.store.charges.get(id), "charge", id);
}

export function chargesOf(account: Account, order: Order): readonly Charge[] {
  return order.chargeIds.flatMap((id) => account.store.charges.get(id) ?? []);
}

/** The charge of one source that pays a share. */
export function newCharge(
  account: Account,
  held: Held,
  order: { id: string; sessionId: string; currency: string; type: ChargeType },
): Charge {
  const { source } = held;
  const waits =
    account.rules.chargeWaits(source) ||
    source.script.charge === "remains" ||
    source.script.charge === "fails-later";
  const charge: Charge = {
    id: account.newId("charge"),
    orderId: order.id,
    sourceId: source.id,
    sessionId: order.sessionId,
    secondary: isSecondary(source),
    amount: held.amount,
    currency: order.currency,
    type: order.type,
    createdAt: account.now(),
    authorization: waits ? "pending" : "granted",
    state: waits ? "pending" : "capturable",
    captures: [],
    cancels: [],
    refunds: [],
    script: source.script,
  };
  return putCharge(account, charge);
}

/** Writes pending movements down, one per part. */
export function move(
  account: Account,
  kind: MovementKind,
  parts: readonly Allocation[],
  cause: string,
): void {
  for (const part of parts) {
    const charge = account.store.charges.get(part.charge.id) ?? part.charge;
    const movement: Movement = {
      id: account.newId("movement"),
      createdAt: account.now(),
      updatedAt: account.now(),
      amount: part.amount,
      state: "pending",
      cause,
    };
    const moved = putCharge(account, { ...charge, [kind]: [...charge[kind], movement] });
    announceMovement(account, moved, kind, "pending");
  }
}

/** Ends the pending movements of one cause, each as its test value says; true when none of them failed. */
export function settle(account: Account, order: Order, kind: MovementKind, cause: string): boolean {
  const outcomes = chargesOf(account, order).flatMap((charge) => {
    const result = scriptedResult(charge, kind);
    const mine = charge[kind].filter(
      (movement) => movement.cause === cause && movement.state === "pending",
    );
    if (mine.length === 0 || result === "pending") return [];
    const settled = charge[kind].map((movement) =>
      mine.includes(movement) ? ended(account, movement, result) : movement,
    );
    announceMovement(account, putCharge(account, { ...charge, [kind]: settled }), kind, result);
    return [result];
  });
  return !outcomes.includes("failed");
}

/** Stores the charge in the state that its authorization and movements put it in, and says so when that is a new one. */
export function putCharge(account: Account, charge: Charge): Charge {
  const state = account.rules.chargeStateOf(charge);
  const before = account.store.charges.get(charge.id)?.state;
  const value = account.store.charges.put({ ...charge, state });
  if (state !== before)
    account.announce({ type: `order.charge.${state}`, resource: "charge", value });
  return value;
}

function scriptedResult(charge: Charge, kind: MovementKind): MovementState {
  const scripted = {
    captures: charge.script.capture,
    cancels: charge.script.cancel,
    refunds: charge.script.refund,
  }[kind];
  if (scripted === "remains") return "pending";
  return scripted === undefined ? "complete" : "failed";
}

function ended(account: Account, movement: Movement, state: MovementState): Movement {
  return { ...movement, state, updatedAt: account.now() };
}

function announceMovement(
  account: Account,
  charge: Charge,
  kind: MovementKind,
  state: MovementState,
): void {
  const noun = { captures: "capture", cancels: "cancel", refunds: "refund" }[kind];
  account.announce({ type: `order.charge.${noun}.${state}`, resource: "charge", value: charge });
}
