import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  check,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
} from "fast-check";
import { describe, expect, it } from "vitest";
import type { Body } from "../client.ts";
import { inMemory } from "../client.ts";
import { openShop } from "../shop.ts";
import { createLaws } from "./laws.ts";
import { fromLeft, fromRight, type Moved, type Split } from "./model/money.ts";
import { sum } from "./model/world.ts";

/** What happens to an order: units are shipped and dropped, or some per mille of what can be given back goes back. */
const step = oneof(
  record({ shipped: nat(3), dropped: nat(3) }),
  record({ back: integer({ min: 1, max: 1000 }) }),
);

const sale = record({
  currency: constantFrom("USD", "JPY", "KWD"),
  /** In minor units. */
  total: integer({ min: 1, max: 99_999 }),
  units: integer({ min: 1, max: 9 }),
  /** Per mille of the total, each of what the others leave. */
  credits: array(integer({ min: 1, max: 1000 }), { maxLength: 4 }),
  steps: array(step, { minLength: 1, maxLength: 12 }),
});

type Sale = typeof sale extends Arbitrary<infer T> ? T : never;

describe("the money of an order", () => {
  it("moves as an independent calculation says, whatever is shipped, dropped and given back", async () => {
    await expect(assert(followsCalculation([]), { numRuns: 120 })).resolves.toBeUndefined();
  });

  it.each([
    "capture-primary-first",
    "cancel-secondary-first",
    "movement-one-unit-short-when-it-spills",
  ])("does not on a server with the fault %s", async (fault) => {
    const { failed } = await check(followsCalculation([fault]), { endOnFailure: true });
    expect(failed).toBe(true);
  });
});

function followsCalculation(faults: readonly string[]) {
  return asyncProperty(sale, async ({ currency, total, units, credits, steps }) => {
    const scale = scales[currency];
    const minor = (amount: number) => Math.round(amount * scale);
    const client = inMemory({ faults });
    const shop = openShop(client);
    const laws = createLaws(minor);
    const wanted = creditsOf(total, credits);
    let order: Body = await shop.order({
      total: total / scale,
      quantity: units,
      currency,
      credits: wanted.map((amount) => amount / scale),
    });
    const whole = { secondary: sum(wanted), primary: total - sum(wanted) };
    let told: Moved = { captured: nil, cancelled: nil, refunded: nil };
    for (const one of steps) {
      const back =
        "back" in one ? Math.ceil((minor(order.availableToRefundAmount) * one.back) / 1000) : 0;
      if ("back" in one && back > 0) await refund(order, back / scale);
      if ("shipped" in one)
        await shop.fulfil(order, { quantity: one.shipped, cancelQuantity: one.dropped });
      order = (await client.get(`/orders/${order.id}`)).body;
      told = {
        captured: fromLeft(minor(order.capturedAmount), whole),
        cancelled: fromRight(minor(order.cancelledAmount), whole),
        refunded: after(told, back),
      };
      expect(laws.order(order)).toEqual([]);
      expect(movedOn(order, minor)).toEqual(told);
    }

    async function refund({ id: orderId }: Body, amount: number): Promise<void> {
      const reason = "requested_by_customer";
      const { status } = await client.post("/refunds", { orderId, currency, amount, reason });
      expect(status).toBe(201);
    }
  });
}

const nil: Split = { primary: 0, secondary: 0 };

const scales: Readonly<Record<Sale["currency"], number>> = { USD: 100, JPY: 1, KWD: 1000 };

function creditsOf(total: number, perMille: readonly number[]): readonly number[] {
  let left = total;
  const amounts = perMille.map((part) => {
    const amount = Math.floor((left * part) / 1000);
    left -= amount;
    return amount;
  });
  return amounts.filter((amount) => amount > 0);
}

/** What was given back before goes first to the primary charge, as far as that was captured. */
function after({ captured, refunded }: Moved, back: number): Split {
  const primary = Math.min(back, captured.primary - refunded.primary);
  return {
    primary: refunded.primary + primary,
    secondary: refunded.secondary + back - primary,
  };
}

function movedOn({ payment }: Body, minor: (amount: number) => number): Moved {
  const types = new Map(payment.sources.map(({ id, type }: Body) => [id, type]));
  const of = (kind: string, isCredit: boolean) =>
    sum(
      payment.charges
        .filter(({ sourceId }: Body) => (types.get(sourceId) === "customerCredit") === isCredit)
        .flatMap((charge: Body) => charge[kind] ?? [])
        .map(({ amount }: Body) => minor(amount)),
    );
  const split = (kind: string) => ({ primary: of(kind, false), secondary: of(kind, true) });
  return { captured: split("captures"), cancelled: split("cancels"), refunded: split("refunds") };
}
