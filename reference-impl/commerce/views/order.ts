import type { Account } from "../../domain/account.ts";
import { chargesOf } from "../../domain/charges.ts";
import { sum, toDecimal } from "../../domain/money.ts";
import { settled } from "../../domain/rules/charging.ts";
import type { Held } from "../../domain/basket.ts";
import type { Order } from "../../domain/types.ts";
import { given, time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";
import { addressesView, cartPricing, formatted, lineItemsView } from "./cart.ts";
import { money, paymentMethodView } from "./payment-method.ts";
import { redirectOf } from "./source.ts";

export function orderView(
  account: Account,
  order: Order,
  origin: string,
): Schemas["CommerceOrder"] {
  const { currency, totals } = order;
  const uri = orderUri(order, origin);
  const paymentMethod = paymentMethodView(
    account,
    heldBy(account, order),
    currency,
    chargesOf(account, order),
  );
  return {
    ...orderSummary(account, order, origin),
    lineItems: lineItemsView(order, `${uri}/line-items`),
    ...addressesView(order.fields),
    ...given({ paymentMethod }),
    pricing: {
      subtotal: money(totals.subtotal, currency),
      tax: money(totals.tax, currency),
      total: money(totals.total, currency),
      formattedTotal: formatted(totals, currency),
    },
  };
}

/** An order in a list, or beside the cart that it was made of. */
export function orderSummary(
  account: Account,
  order: Order,
  origin: string,
): Schemas["CommerceOrder"] {
  const charges = chargesOf(account, order);
  const moved = (kind: "captures" | "refunds") =>
    money(sum(charges.map((charge) => settled(charge[kind]))), order.currency);
  const paid = moved("captures");
  return {
    uri: orderUri(order, origin),
    id: order.id,
    submissionDate: time(order.createdAt),
    orderState: orderStateOf(order),
    orderStateDetails: {
      description:
        paid.value === toDecimal(order.totals.total, order.currency) ? "Settled" : "Not Settled",
      settled: paid,
      refunded: moved("refunds"),
    },
    testOrder: "true",
  };
}

/** An order, with what it was made of, as submitting and resuming answer. */
export function submittedView(
  account: Account,
  order: Order,
  origin: string,
): Schemas["SubmittedCart"] {
  const { lineItems, paymentMethod, billingAddress, shippingAddress } = orderView(
    account,
    order,
    origin,
  );
  return {
    order: orderSummary(account, order, origin),
    ...given({ lineItems, paymentMethod, billingAddress, shippingAddress }),
    paymentSession: sessionView(account, order),
    pricing: cartPricing(order.totals, order.currency),
  };
}

/** CO-ORDER-11, CO-ORDER-12, CO-RESUME-1: Orders, the values of orderState. */
export function orderStateOf(order: Order): Schemas["OrderState"] {
  switch (order.state) {
    case "pending_payment":
      return pendingState(order);
    case "accepted":
      return "Submitted";
    case "in_review":
    case "blocked":
      return "In Review";
    case "fulfilled":
      return "In Process";
    case "complete":
    case "returned":
      return "Complete";
    case "cancelled":
      return "Cancelled";
    case "dispute":
      return "Dispute";
  }
}

function pendingState({ sessionState }: Order): Schemas["OrderState"] {
  if (sessionState === "pending_redirect") return "Source Pending Redirect";
  return sessionState === "pending_funds" ? "Source Pending Funds" : "Charge Pending";
}

function sessionView(account: Account, order: Order): Schemas["PaymentSession"] {
  const contributed = sum(order.attachments.map(({ amount }) => amount));
  const redirect = heldBy(account, order)
    .map(({ source }) => redirectOf(source)?.["redirectUrl"])
    .find((url) => typeof url === "string");
  return {
    id: order.session.id,
    clientSecret: order.session.clientSecret,
    status: order.sessionState,
    ...given({ redirectUrl: order.sessionState === "pending_redirect" ? redirect : undefined }),
    amountContributed: money(contributed, order.currency),
    amountRemainingToBeContributed: money(order.totals.total - contributed, order.currency),
  };
}

function heldBy(account: Account, order: Order): readonly Held[] {
  return order.attachments.flatMap(({ sourceId, amount }) => {
    const source = account.store.sources.get(sourceId);
    return source ? [{ source, amount }] : [];
  });
}

function orderUri({ id }: Order, origin: string): string {
  return `${origin}/v1/shoppers/me/orders/${encodeURIComponent(id)}`;
}
