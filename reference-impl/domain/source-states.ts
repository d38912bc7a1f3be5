export type SourceState =
  | "pending_funds"
  | "pending_redirect"
  | "requires_action"
  | "chargeable"
  | "consumed"
  | "cancelled"
  | "failed";

export type SourceEvent =
  | "approve"
  | "decline"
  | "confirm-funds"
  | "fail"
  | "expire"
  | "charge"
  | "cancel";

/** Where the event leads from the state, or undefined where the state knows no such event. */
export function nextSourceState(state: SourceState, event: SourceEvent): SourceState | undefined {
  return transitions[state][event];
}

/** DR-STATE-4: Nothing leads on from here: consumed, cancelled, failed. */
export function isSpent(state: SourceState): boolean {
  return Object.keys(transitions[state]).length === 0;
}

/** Source basics, "Source state". `charge` and `cancel` are what happens to a single-use source. */
const transitions: Readonly<
  Record<SourceState, Readonly<Partial<Record<SourceEvent, SourceState>>>>
> = {
  pending_redirect: {
    approve: "chargeable",
    // A declined redirect leaves the customer free to try again.
    decline: "pending_redirect",
    fail: "failed",
    expire: "failed",
    cancel: "cancelled",
  },
  pending_funds: {
    "confirm-funds": "chargeable",
    fail: "failed",
    expire: "failed",
    cancel: "cancelled",
  },
  requires_action: {
    approve: "chargeable",
    decline: "requires_action",
    fail: "failed",
    expire: "failed",
    cancel: "cancelled",
  },
  chargeable: { charge: "consumed", fail: "failed", expire: "failed", cancel: "cancelled" },
  consumed: {},
  cancelled: {},
  failed: {},
};
