/** What can be wrong with a member of an answer. */
export type Wrong = "missing" | "mistyped" | "stale" | "other" | "doubled" | "higher" | "lower";

/** A call, a member of its answer, and the requirement that each way of being wrong breaks. */
export type MemberRow = readonly [
  call: string,
  member: string,
  requirements: Partial<Record<Wrong, string>>,
];

/** One requirement for several ways. */
const each = (requirement: string, ...wrong: readonly Wrong[]): MemberRow[2] =>
  Object.fromEntries(wrong.map((one) => [one, requirement]));

const shape = ["missing", "mistyped"] as const;
/** An amount as text is the same amount: that it is a number, DR-TRANSPORT-9 alone says. */
const amount = ["missing", "doubled", "higher", "lower"] as const;

const retrieveSource = "GET /sources/:id";
const createCredit = "POST /sources";
const save = "POST /customers/:id/sources/:sourceId";
const retrieveCustomer = "GET /customers/:id";
const retrieveCheckout = "GET /checkouts/:id";
const retrieveOrder = "GET /orders/:id";
const retrieveCharge = "GET /charges/:id";

/** Amounts that the pages show as numbers, besides the total of a checkout. */
const amounts: readonly (readonly [call: string, member: string])[] = [
  [retrieveCheckout, "payment.sources[].amount"],
  [retrieveCheckout, "payment.session.amountContributed"],
  [retrieveCheckout, "payment.session.amountRemainingToBeContributed"],
  [retrieveSource, "amount"],
  ["POST /orders", "totalAmount"],
  ["POST /orders", "payment.sources[].amount"],
  ["POST /orders", "payment.charges[].amount"],
  [retrieveOrder, "totalAmount"],
  [retrieveOrder, "capturedAmount"],
  [retrieveOrder, "refundedAmount"],
  [retrieveOrder, "availableToRefundAmount"],
  [retrieveOrder, "payment.charges[].amount"],
  [retrieveOrder, "payment.charges[].captures[].amount"],
  ["GET /refunds/:id", "amount"],
  ["GET /refunds/:id", "refundedAmount"],
];

export const memberRows: readonly MemberRow[] = [
  // What is retrieved is what a checkout is given; another identifier attaches nothing.
  [retrieveSource, "id", { ...each("DR-ATTACH-1", "mistyped", "other"), missing: "DR-SOURCE-21" }],
  [retrieveSource, "state", { ...each("DR-STATE-1", ...shape), other: "DR-STATE-2" }],
  [retrieveSource, "state", { stale: "DR-STATE-3" }],
  [retrieveSource, "type", each("DR-TYPE-1", "missing", "mistyped", "other")],
  // A single-use source has the value false; one that has none is no such source.
  [retrieveSource, "reusable", { ...each("DR-REUSE-5", ...shape, "other"), stale: "DR-SAVE-5" }],
  [retrieveSource, "clientSecret", { missing: "DR-SOURCE-22" }],
  [retrieveSource, "createdTime", { missing: "DR-SOURCE-23" }],
  [retrieveSource, "liveMode", each("DR-SOURCE-24", ...shape)],
  [retrieveSource, "flow", each("DR-FLOW-9", "mistyped", "other")],
  [retrieveSource, "paymentSessionId", { missing: "DR-SOURCE-27" }],
  [retrieveSource, "creditCard", each("DR-TYPE-2", ...shape)],
  [retrieveSource, "creditCard.brand", { missing: "DR-TYPE-3" }],
  [retrieveSource, "creditCard.expirationMonth", { missing: "DR-TYPE-4", mistyped: "DR-TYPE-7" }],
  [retrieveSource, "creditCard.expirationYear", { missing: "DR-TYPE-5", mistyped: "DR-TYPE-7" }],
  [retrieveSource, "creditCard.lastFourDigits", { missing: "DR-TYPE-6", mistyped: "DR-TYPE-8" }],

  [createCredit, "type", each("DR-SOURCE-4", "mistyped", "other")],
  [createCredit, "reusable", { other: "DR-SOURCE-6" }],
  [createCredit, "state", each("DR-CREATE-21", "missing", "mistyped", "other")],
  [createCredit, "amount", each("DR-CREATE-22", ...amount)],
  [createCredit, "upstreamId", each("DR-CREATE-23", "missing", "other")],
  [createCredit, "customerCredit", each("DR-CREATE-24", ...shape)],
  [createCredit, "currency", each("DR-CREATE-25", "missing", "mistyped", "other")],
  [createCredit, "owner", { missing: "DR-CREATE-31" }],
  [createCredit, "paymentSessionId", each("DR-CREATE-27", "missing", "mistyped", "other")],
  [createCredit, "clientSecret", each("DR-CREATE-28", ...shape)],

  [save, "id", each("DR-SAVE-3", "missing", "mistyped", "other")],
  [save, "reusable", each("DR-SAVE-4", "missing", "mistyped", "other")],
  [save, "customerId", each("DR-SAVE-6", "missing", "mistyped", "other")],
  [save, "state", each("DR-SAVE-7", "missing", "mistyped", "other")],
  [save, "type", each("DR-SAVE-8", "missing", "mistyped", "other")],
  [save, "creditCard", each("DR-SAVE-10", ...shape)],

  [retrieveCustomer, "id", each("DR-CUSTOMER-21", "missing", "mistyped", "other")],
  [retrieveCustomer, "sources", each("DR-CUSTOMER-2", "missing", "mistyped", "other")],
  [retrieveCustomer, "sources[].id", each("DR-CUSTOMER-2", "missing", "mistyped", "other")],
  [retrieveCustomer, "defaultSourceId", each("DR-DEFAULT-1", "missing", "mistyped", "other")],
  [retrieveCustomer, "defaultSourceId", { stale: "DR-DEFAULT-4" }],

  [retrieveCheckout, "id", each("DR-CHECKOUT-2", "missing", "mistyped", "other")],
  [retrieveCheckout, "payment.sources", each("DR-ATTACH-1", "missing", "mistyped", "other")],
  [retrieveCheckout, "payment.sources", { stale: "DR-DETACH-5" }],
  [retrieveCheckout, "payment.sources[].id", each("DR-ATTACH-1", "missing", "mistyped", "other")],
  [retrieveCheckout, "payment.sources[].amount", each("DR-SEQ-22", ...amount, "stale")],
  [retrieveCheckout, "customerId", each("DR-CHECKOUT-20", "missing", "mistyped", "other")],
  [retrieveCheckout, "items[].id", each("DR-CHECKOUT-8", ...shape)],
  [retrieveCheckout, "items[].quantity", each("DR-CHECKOUT-7", ...shape)],
  [retrieveCheckout, "totalAmount", { mistyped: "DR-TRANSPORT-9", stale: "DR-CHECKOUT-12" }],
  [retrieveCheckout, "metadata", each("DR-META-1", "missing", "mistyped", "other")],
  [retrieveCheckout, "payment.session.id", each("DR-SESSION-1", ...shape)],
  [retrieveCheckout, "payment.session.clientSecret", each("DR-SESSION-2", ...shape)],
  [retrieveCheckout, "payment.session.state", each("DR-SESSION-5", "missing", "mistyped", "other")],
  [retrieveCheckout, "payment.session.state", { stale: "DR-SESSION-12" }],
  [retrieveCheckout, "payment.session.amountContributed", each("DR-SESSION-6", ...amount)],
  [
    retrieveCheckout,
    "payment.session.amountRemainingToBeContributed",
    each("DR-SESSION-7", ...amount),
  ],

  // With an identifier that leads nowhere nobody finds the charges.
  ["POST /orders", "id", { missing: "DR-ORDER-20", mistyped: "DR-CHARGE-1" }],
  ["POST /orders", "payment.charges", each("DR-CHARGE-7", "mistyped")],
  [retrieveOrder, "id", each("DR-ORDER-24", "missing", "mistyped", "other")],
  [retrieveOrder, "checkoutId", each("DR-ORDER-21", "missing", "mistyped", "other")],
  [retrieveOrder, "state", each("DR-ORDER-51", "missing", "mistyped", "other")],
  [retrieveOrder, "state", { stale: "DR-ORDER-62" }],
  [retrieveOrder, "stateTransitions", each("DR-ORDER-52", "missing", "mistyped", "other")],
  [retrieveOrder, "totalAmount", each("DR-ORDER-64", ...amount)],
  [retrieveOrder, "capturedAmount", each("DR-CAPTURE-24", ...amount, "stale")],
  [retrieveOrder, "refundedAmount", each("DR-REFUND-28", ...amount)],
  [retrieveOrder, "availableToRefundAmount", each("DR-REFUND-29", ...amount, "stale")],
  [retrieveOrder, "payment.sources[].upstreamId", each("DR-ORDER-70", "missing", "other")],
  [retrieveOrder, "payment.charges", each("DR-CHARGE-1", "missing", "mistyped", "other")],
  [retrieveOrder, "payment.charges[].sourceId", each("DR-CHARGE-21", "missing", "other")],
  [retrieveOrder, "payment.charges[].amount", each("DR-CHARGE-20", ...amount)],
  [retrieveCharge, "currency", each("DR-CHARGE-22", "missing", "other")],
  [retrieveOrder, "payment.charges[].state", each("DR-CHARGE-26", "missing", "other")],
  [retrieveOrder, "payment.charges[].type", each("DR-CHARGE-33", "missing", "other")],
  [retrieveCharge, "captured", each("DR-CHARGE-34", "missing", "other")],
  [retrieveCharge, "refunded", each("DR-CHARGE-34", "missing", "other")],
  [retrieveOrder, "payment.charges[].captures", { missing: "DR-CAPTURE-1" }],
  [retrieveOrder, "payment.charges[].captures[].amount", each("DR-CAPTURE-1", ...amount)],
  [retrieveOrder, "payment.charges[].captures[].state", each("DR-CAPTURE-22", ...shape)],
  [retrieveOrder, "payment.charges[].captures[].id", each("DR-CAPTURE-21", ...shape)],
  [retrieveOrder, "payment.charges[].captures[].createdTime", each("DR-CAPTURE-21", ...shape)],
  [retrieveOrder, "payment.charges[].captures[].fulfillmentId", { missing: "DR-CAPTURE-27" }],
  [retrieveOrder, "payment.charges[].cancels[].amount", each("DR-CANCEL-1", ...amount)],
  [retrieveOrder, "payment.charges[].refunds[].amount", each("DR-REFUND-1", ...amount)],
  [retrieveOrder, "payment.session.state", each("DR-SESSION-22", ...shape)],

  [retrieveCharge, "id", each("DR-CHARGE-24", "missing", "mistyped", "other")],
  [retrieveCharge, "orderId", each("DR-CHARGE-25", "missing", "mistyped", "other")],

  ["GET /refunds/:id", "id", each("DR-REFUND-26", "missing", "mistyped", "other")],
  ["GET /refunds/:id", "state", each("DR-REFUND-27", "missing", "mistyped", "other")],
  ["GET /refunds/:id", "refundedAmount", each("DR-REFUND-24", ...amount)],
  ["GET /refunds/:id", "amount", each("DR-REFUND-25", ...amount)],
  ["GET /fulfillments/:id", "id", each("DR-FULFILL-7", "missing", "mistyped", "other")],
  ["GET /fulfillments/:id", "orderDetails", each("DR-FULFILL-8", ...shape)],
  ["POST /fulfillments", "orderId", each("DR-FULFILL-2", "missing", "mistyped", "other")],
  ["POST /fulfillments", "items[].quantity", each("DR-FULFILL-3", "missing", "other")],
  ["GET /orders", "hasMore", each("DR-LIST-1", ...shape)],
  ["GET /orders", "data", each("DR-LIST-1", ...shape)],
  ["GET /events/:id", "id", each("DR-EVENT-2", "missing", "mistyped", "other")],
  ["GET /events/:id", "type", each("DR-EVENT-1", ...shape)],
  ["GET /events/:id", "data", each("DR-EVENT-1", ...shape)],
  ["GET /events", "data[].liveMode", each("DR-EVENT-1", ...shape)],
  ["GET /events", "data[].createdTime", each("DR-EVENT-1", ...shape)],

  ...amounts.map(([call, member]): MemberRow => [call, member, { mistyped: "DR-TRANSPORT-9" }]),
];
