import type { Order } from "./types.ts";

export const fraudStates = ["review_opened", "passed", "blocked"] as const;
type FraudState = (typeof fraudStates)[number];

/** Where the fraud review of an order stands, and since when; none is known while the order waits for payment. */
export interface Fraud {
  readonly state: FraudState;
  readonly transitions: Readonly<Partial<Record<FraudState, number>>>;
}

/** The order lifecycle, "Order states and events". */
export function fraudOf({ transitions }: Order): Fraud | undefined {
  const { in_review: opened, accepted: passed, blocked } = transitions;
  const state =
    (blocked !== undefined && "blocked") ||
    (passed !== undefined && "passed") ||
    (opened !== undefined && "review_opened");
  if (!state) return undefined;
  return {
    state,
    transitions: {
      ...(opened === undefined ? {} : { review_opened: opened }),
      ...(passed === undefined ? {} : { passed }),
      ...(blocked === undefined ? {} : { blocked }),
    },
  };
}
