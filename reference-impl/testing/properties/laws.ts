import type { Body } from "../client.ts";

/** What holds of every answer, whatever happened before it; it knows of no model. Each gives what is wrong. */
export interface Laws {
  readonly source: (source: Body) => readonly string[];
  readonly checkout: (checkout: Body) => readonly string[];
  readonly order: (order: Body) => readonly string[];
}

/** @param cents An amount of an answer in minor units of its currency. */
export function createLaws(cents: (amount: number) => number): Laws {
  const total = (amounts: readonly Body[]) =>
    amounts.reduce((sum, { amount }) => sum + cents(amount), 0);
  const charge = ({ amount, captures = [], cancels = [], refunds = [], state }: Body) => {
    const moved = total(captures) + total(cancels);
    return [
      ...broken(moved <= cents(amount), `captured and cancelled ${moved} of ${cents(amount)}`),
      ...broken(total(refunds) <= total(captures), "refunded more than was captured"),
      ...broken(state !== "complete" || moved === cents(amount), "complete with money left"),
    ];
  };
  /** Every cent of an order is on a charge, and of an order that is through, captured or cancelled. */
  const accounts = (order: Body) => {
    const { payment, totalAmount, capturedAmount, cancelledAmount, items, state } = order;
    const moved = cents(capturedAmount) + cents(cancelledAmount);
    const isThrough = items.every((item: Body) => item.state !== "created");
    const wasPaid = payment.charges.every((each: Body) => each.state !== "failed");
    return [
      ...broken(total(payment.charges) === cents(totalAmount), "the charges are not the total"),
      ...broken(
        !isThrough || !wasPaid || state === "pending_payment" || moved === cents(totalAmount),
        `${moved} of ${cents(totalAmount)} accounted for`,
      ),
    ];
  };
  const ended = new Map<string, string>();
  return {
    source: ({ id, state }) => {
      const before = ended.get(id);
      if (terminal.includes(state)) ended.set(id, state);
      return broken(before === undefined || mayFollow(before, state), `${before} became ${state}`);
    },
    checkout: ({ totalAmount, payment }) =>
      broken(
        total(payment.sources) <= cents(totalAmount),
        `the sources pay more than ${totalAmount}: ${JSON.stringify(payment.sources)}`,
      ),
    order: (order) => [...order.payment.charges.flatMap(charge), ...accounts(order)],
  };
}

const terminal = ["consumed", "cancelled", "failed"];

/** A failed source is cancelled by detaching it, as every single-use source is. */
function mayFollow(before: string, state: string): boolean {
  return state === before || (before === "failed" && state === "cancelled");
}

function broken(holds: boolean, what: string): string[] {
  return holds ? [] : [`law: ${what}`];
}
