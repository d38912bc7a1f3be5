import type { MemberRow } from "./member-rows.ts";

const cart = "GET /v1/shoppers/me/carts/active";
const options = "GET /v1/shoppers/me/payment-options";
const option = "GET /v1/shoppers/me/payment-options/:id";
const submit = "POST /v1/shoppers/me/carts/active/submit-cart";
const order = "GET /v1/shoppers/me/orders/:id";
const source = "GET /sources/:id";
const listed = "paymentOptions.paymentOption[]";

/** Members of the answers that shoppers get. An id may be a number or text, so another type says nothing of it. */
export const commerceRows: readonly MemberRow[] = [
  [cart, "cart.id", { missing: "CO-CART-3" }],
  [cart, "cart.paymentMethod.sourceId", sameFor("CO-ATTACH-4", "missing", "mistyped", "other")],
  [cart, "cart.paymentMethod.type", sameFor("CO-ATTACH-5", "missing", "mistyped", "other")],
  [cart, "cart.pricing.orderTotal", sameFor("CO-CART-4", "missing", "mistyped")],
  [cart, "cart.paymentSession.status", sameFor("CO-SESSION-1", "mistyped", "other")],
  [
    cart,
    "cart.paymentMethod.supplementaryPaymentMethods",
    sameFor("CO-CREDIT-10", "missing", "mistyped", "other"),
  ],
  [options, `${listed}.sourceId`, sameFor("CO-OPTION-4", "missing", "mistyped", "other")],
  [options, `${listed}.id`, { missing: "CO-OPTION-5" }],
  [options, `${listed}.nickName`, sameFor("CO-OPTION-6", "missing", "mistyped", "other")],
  [options, `${listed}.isDefault`, sameFor("CO-OPTION-7", "missing", "mistyped", "other")],
  [option, "paymentOption.id", { missing: "CO-OPTION-8", other: "CO-OPTION-8" }],
  [option, "paymentOption.sourceId", sameFor("CO-OPTION-8", "missing", "mistyped", "other")],
  [submit, "submitCart.order.id", { missing: "CO-ORDER-10" }],
  [submit, "submitCart.order.orderState", sameFor("CO-ORDER-11", "missing", "mistyped", "other")],
  [order, "order.id", { missing: "CO-ORDER-20", other: "CO-ORDER-20" }],
  [order, "order.orderState", sameFor("CO-ORDER-21", "missing", "mistyped")],
];

/** Members of a source, which is the same resource in both APIs, as the page of the Commerce API says them. */
export const commerceSourceRows: readonly MemberRow[] = [
  [source, "id", sameFor("CO-SOURCE-11", "missing", "mistyped", "other")],
  [source, "state", { ...sameFor("CO-STATE-1", "missing", "mistyped"), other: "CO-STATE-2" }],
  [source, "type", sameFor("CO-TYPE-1", "missing", "mistyped", "other")],
  [source, "reusable", { ...sameFor("CO-SOURCE-15", "missing", "mistyped"), other: "CO-SAVE-5" }],
  [source, "flow", sameFor("CO-FLOW-20", "mistyped", "other")],
  [source, "creditCard", sameFor("CO-TYPE-2", "missing", "mistyped")],
  [source, "creditCard.brand", { missing: "CO-TYPE-3" }],
  [source, "creditCard.expirationMonth", { missing: "CO-TYPE-4", mistyped: "CO-TYPE-7" }],
  [source, "creditCard.expirationYear", { missing: "CO-TYPE-5", mistyped: "CO-TYPE-7" }],
  [
    source,
    "creditCard.lastFourDigits",
    { missing: "CO-TYPE-6", mistyped: "CO-TYPE-8", other: "CO-TYPE-9" },
  ],
];

/** One requirement for several ways of being wrong. */
function sameFor(requirement: string, ...wrong: readonly (keyof MemberRow[2])[]): MemberRow[2] {
  return Object.fromEntries(wrong.map((one) => [one, requirement]));
}
