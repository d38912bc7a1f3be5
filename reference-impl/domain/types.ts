import type { JsonObject } from "./json.ts";
import type { Minor } from "./money.ts";
import type { Reduction } from "./reduction.ts";
import type { SourceState } from "./source-states.ts";
import type { Flow, SourceTypeName } from "./source-types.ts";
import type { Script } from "./test-values.ts";

/** Every time is in milliseconds since 1970, every amount in minor units of the currency beside it. */
export interface Source {
  readonly id: string;
  readonly type: SourceTypeName;
  readonly state: SourceState;
  readonly reusable: boolean;
  readonly flow: Flow | undefined;
  readonly createdAt: number;
  readonly clientSecret: string;
  /** What it is to pay: fixed for a secondary source, the checkout's share for a primary one. */
  readonly amount: Minor | undefined;
  readonly currency: string | undefined;
  readonly owner: JsonObject | undefined;
  readonly customerId: string | undefined;
  readonly sessionId: string | undefined;
  readonly upstreamId: string | undefined;
  /** The object that bears the name of the type. */
  readonly details: JsonObject;
  readonly returnUrl: string | undefined;
  /** The checkout or invoice that last took it. */
  readonly heldBy: string | undefined;
  readonly script: Script;
}

export interface Attachment {
  readonly sourceId: string;
  readonly amount: Minor;
}

export type SessionState =
  | "requires_source"
  | "requires_confirmation"
  | "pending_redirect"
  | "pending_funds"
  | "pending"
  | "complete"
  | "failed";

export interface Session {
  readonly id: string;
  readonly clientSecret: string;
}

export interface Line {
  readonly id: string;
  readonly skuId: string | undefined;
  readonly quantity: number;
  readonly amount: Minor;
  readonly tax: Minor;
  readonly shipping: Minor;
  readonly shippingTax: Minor;
  readonly discount: Minor;
  /** The line's part of the total amount; the parts of all lines add up to it. */
  readonly total: Minor;
  /** Request fields that come back as they were sent. */
  readonly fields: JsonObject;
}

export interface Totals {
  readonly subtotal: Minor;
  readonly tax: Minor;
  readonly shipping: Minor;
  readonly discount: Minor;
  readonly total: Minor;
}

/** What can hold sources and be paid by them: a checkout, an invoice, a cart. */
export interface Payable {
  readonly id: string;
  readonly currency: string;
  readonly totals: Totals;
  readonly lines: readonly Line[];
  readonly attachments: readonly Attachment[];
  readonly session: Session;
  readonly customerId: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Request fields that come back as they were sent: e-mail, addresses, locale and the like. */
  readonly fields: JsonObject;
}

export interface Checkout extends Payable {
  readonly kind: "checkout";
  readonly taxInclusive: boolean;
  readonly chargeType: ChargeType;
  /** What shipping costs before its discount. */
  readonly shipping: Minor;
  readonly shippingDiscount: Reduction | undefined;
  /** `ordered`: an order was made of it. `spent`: its charge was refused, and no order can be made of it any more. */
  readonly state: "open" | "ordered" | "spent";
}

/** What a shopper is about to buy. */
export interface Cart extends Payable {
  readonly kind: "cart";
  readonly taxInclusive: boolean;
  readonly chargeType: ChargeType;
  /** The order that its shopper left open to go to a payment provider. */
  readonly resumes: string | undefined;
}

export type InvoiceState = "draft" | "open" | "paid" | "uncollectible" | "void";

export interface Invoice extends Payable {
  readonly kind: "invoice";
  readonly taxInclusive: boolean;
  readonly chargeType: ChargeType;
  readonly state: InvoiceState;
  readonly transitions: Readonly<Partial<Record<InvoiceState, number>>>;
  readonly billingOptimization: boolean;
  readonly attemptCount: number;
  readonly orderId: string | undefined;
}

export type Holder = Checkout | Invoice | Cart;

export interface Customer {
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly enabled: boolean;
  /** In the order in which they were saved. */
  readonly sourceIds: readonly string[];
  readonly defaultSourceId: string | undefined;
  readonly fields: JsonObject;
}

/** A saved source under a name that its shopper gave it. */
export interface PaymentOption {
  readonly id: string;
  readonly customerId: string;
  readonly sourceId: string;
  readonly nickName: string | undefined;
}

export type ChargeType = "customer_initiated" | "merchant_initiated" | "moto";
export type ChargeState =
  | "pending"
  | "capturable"
  | "processing"
  | "complete"
  | "cancelled"
  | "failed";
export type MovementState = "pending" | "complete" | "failed";

/** Money moved on a charge: a capture, a cancel or a refund. */
export interface Movement {
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly amount: Minor;
  readonly state: MovementState;
  /** The fulfillment or refund that asked for it. */
  readonly cause: string;
}

export interface Charge {
  readonly id: string;
  readonly orderId: string;
  readonly sourceId: string;
  readonly sessionId: string;
  readonly secondary: boolean;
  readonly amount: Minor;
  readonly currency: string;
  readonly type: ChargeType;
  readonly createdAt: number;
  /** What authorization came to; movements decide the rest. */
  readonly authorization: "pending" | "granted" | "refused";
  readonly state: ChargeState;
  readonly captures: readonly Movement[];
  readonly cancels: readonly Movement[];
  readonly refunds: readonly Movement[];
  readonly script: Script;
}

export type OrderState =
  | "pending_payment"
  | "in_review"
  | "accepted"
  | "blocked"
  | "cancelled"
  | "fulfilled"
  | "complete"
  | "returned"
  | "dispute";

export type OrderLineState = "created" | "fulfilled" | "cancelled" | "returned";

export interface OrderLine extends Line {
  readonly fulfilled: number;
  readonly cancelled: number;
  /** Asked to be captured or cancelled so far. */
  readonly moved: Minor;
  /** Asked to be captured so far. */
  readonly captured: Minor;
  readonly refunded: Minor;
}

export interface Order {
  readonly id: string;
  /** Undefined for the order of an invoice. */
  readonly checkoutId: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly currency: string;
  readonly totals: Totals;
  readonly taxInclusive: boolean;
  readonly lines: readonly OrderLine[];
  readonly attachments: readonly Attachment[];
  readonly chargeIds: readonly string[];
  readonly session: Session;
  readonly sessionState: SessionState;
  readonly customerId: string | undefined;
  readonly state: OrderState;
  readonly transitions: Readonly<Partial<Record<OrderState, number>>>;
  readonly fields: JsonObject;
}

export interface FulfillmentLine {
  readonly itemId: string;
  readonly skuId: string | undefined;
  readonly quantity: number;
  readonly cancelQuantity: number;
}

export interface Fulfillment {
  readonly id: string;
  readonly orderId: string;
  readonly createdAt: number;
  readonly lines: readonly FulfillmentLine[];
  readonly fields: JsonObject;
}

export type RefundState = "pending" | "pending_information" | "succeeded" | "failed" | "expired";

export interface RefundLine {
  readonly itemId: string;
  readonly skuId: string | undefined;
  readonly quantity: number;
  readonly type: string | undefined;
  readonly amount: Minor;
}

export interface Refund {
  readonly id: string;
  readonly orderId: string;
  readonly invoiceId: string | undefined;
  readonly createdAt: number;
  readonly currency: string;
  readonly amount: Minor;
  readonly percent: number | undefined;
  readonly type: string | undefined;
  readonly refundedAmount: Minor;
  readonly state: RefundState;
  /** With this the customer says where the money goes, while the refund waits for that. */
  readonly token: string | undefined;
  readonly lines: readonly RefundLine[];
  readonly fields: JsonObject;
}

export interface Sku {
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly fields: JsonObject;
}
