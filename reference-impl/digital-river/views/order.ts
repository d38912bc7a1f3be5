import type { Account } from "../../domain/account.ts";
import { chargesOf } from "../../domain/charges.ts";
import { fraudOf } from "../../domain/fraud.ts";
import { sum, toDecimal } from "../../domain/money.ts";
import { settled } from "../../domain/rules/charging.ts";
import { lineState } from "../../domain/rules/fulfilling.ts";
import type { Order, OrderLine, Source } from "../../domain/types.ts";
import { given, time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";
import { orderChargeView } from "./charge.ts";
import { echo, item, sellingEntity, shippingChoice, totals, transitions } from "./purchase.ts";
import { attachedSourceView } from "./source.ts";

export function orderView(account: Account, order: Order): Schemas["Order"] {
  return { ...orderDetailsView(account, order), payment: orderPayment(account, order) };
}

/** The order without its payment, as fulfillments carry it. */
export function orderDetailsView(
  account: Account,
  order: Order,
): Omit<Schemas["Order"], "payment"> {
  const { currency } = order;
  const charges = chargesOf(account, order);
  const moved = (kind: "captures" | "cancels" | "refunds") =>
    sum(charges.map((each) => settled(each[kind])));
  const refunded = moved("refunds");
  const fraud = fraudOf(order);
  return {
    id: order.id,
    createdTime: time(order.createdAt),
    updatedTime: time(order.updatedAt),
    ...given({ checkoutId: order.checkoutId, customerId: order.customerId }),
    currency,
    ...echo(order.fields),
    ...shippingChoice(order, currency),
    totalAmount: toDecimal(order.totals.total, currency),
    ...totals(order.totals, currency),
    items: order.lines.map((line) => orderItem(account, line, order)),
    capturedAmount: toDecimal(moved("captures"), currency),
    cancelledAmount: toDecimal(moved("cancels"), currency),
    ...(refunded > 0 ? { refundedAmount: toDecimal(refunded, currency) } : {}),
    availableToRefundAmount: toDecimal(account.rules.availableToRefund(charges), currency),
    state: order.state,
    stateTransitions: transitions(order.transitions),
    ...(fraud && {
      fraudState: fraud.state,
      fraudStateTransitions: transitions(fraud.transitions),
    }),
    sellingEntity,
    liveMode: false,
  };
}

function orderItem(account: Account, line: OrderLine, order: Order): Schemas["OrderItem"] {
  const available = account.rules.lineAvailableToRefund(line);
  return {
    ...item(line, order.currency),
    state: order.state === "blocked" ? "blocked" : lineState(line),
    availableToRefundAmount: toDecimal(available, order.currency),
  };
}

function orderPayment(account: Account, order: Order): Schemas["Payment"] {
  const { currency, session } = order;
  const sources = order.attachments.flatMap(({ sourceId, amount }) => {
    const attached = account.store.sources.get(sourceId);
    return attached ? [attachedSourceView(attached, amount, currency)] : [];
  });
  return {
    charges: chargesOf(account, order).map(orderChargeView),
    sources,
    session: {
      id: session.id,
      amountContributed: toDecimal(sum(order.attachments.map(({ amount }) => amount)), currency),
      amountRemainingToBeContributed: 0,
      state: order.sessionState,
      clientSecret: session.clientSecret,
      ...nextAction(account, order),
    },
  };
}

/** What the customer has to do for an order that is not paid yet (Payment sessions, "Next action"). */
function nextAction(account: Account, order: Order): { nextAction?: Schemas["NextAction"] } {
  const sources = order.attachments.flatMap(
    ({ sourceId }) => account.store.sources.get(sourceId) ?? [],
  );
  const waiting = sources.find((each) => each.state.startsWith("pending_"));
  if (order.state !== "pending_payment" || waiting === undefined) return {};
  if (waiting.flow === "redirect") {
    return { nextAction: { action: "redirect", data: { redirectUrl: redirectUrlOf(waiting) } } };
  }
  const data = { sourceId: waiting.id, sourceClientSecret: waiting.clientSecret };
  return { nextAction: { action: "show_payment_instructions", data } };
}

/** Where the source says that its customer authorizes it. */
function redirectUrlOf(source: Source): string {
  const details = source.details as { redirectUrl?: string; redirect?: { redirectUrl?: string } };
  return details.redirect?.redirectUrl ?? details.redirectUrl ?? "";
}
