import type { Rules } from "./rules.ts";
import type { Store } from "./store.ts";
import type {
  Charge,
  Checkout,
  Customer,
  Fulfillment,
  Invoice,
  Order,
  Refund,
  Source,
} from "./types.ts";

/** The world of one account: what it holds, the rules it lives by, and everything that is not derived from a request. */
export interface Account {
  readonly store: Store;
  readonly rules: Rules;
  readonly wraps: Wraps;
  /** A fresh identifier, the same ones in the same order under the same seed. */
  newId(kind: IdKind): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Carries the task out once the settle delay is over; at once when there is none. */
  later(task: Task): void;
  announce(event: DomainEvent): void;
}

/** What an account has yet to do, as data: a restart does not forget it. */
export type Task =
  | { readonly kind: "settle-fulfillment"; readonly fulfillmentId: string }
  | { readonly kind: "proceed-refund"; readonly refundId: string }
  | { readonly kind: "refuse-charges"; readonly orderId: string };

/** What is done to an account, whatever else it takes. */
export type Operation = (account: Account, ...given: never) => unknown;

/** What stands around operations; nothing, where an account is as documented. */
export type Wraps = ReadonlyMap<Operation, Wrap>;

export type Wrap = (documented: Operation) => Operation;

export type IdKind =
  | "source"
  | "session"
  | "secret"
  | "checkout"
  | "item"
  | "customer"
  | "order"
  | "charge"
  | "movement"
  | "fulfillment"
  | "refund"
  | "invoice"
  | "event"
  | "webhook"
  | "sku"
  | "request"
  | "cart"
  | "payment-option";

/** Something others may want to hear of, with the resource as it is from then on. */
export type DomainEvent =
  | { readonly type: string; readonly resource: "source"; readonly value: Source }
  | { readonly type: string; readonly resource: "checkout"; readonly value: Checkout }
  | { readonly type: string; readonly resource: "customer"; readonly value: Customer }
  | { readonly type: string; readonly resource: "order"; readonly value: Order }
  | { readonly type: string; readonly resource: "charge"; readonly value: Charge }
  | { readonly type: string; readonly resource: "fulfillment"; readonly value: Fulfillment }
  | { readonly type: string; readonly resource: "refund"; readonly value: Refund }
  | { readonly type: string; readonly resource: "invoice"; readonly value: Invoice };
