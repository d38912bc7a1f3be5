import type { Account } from "../../domain/account.ts";
import { toDecimal } from "../../domain/money.ts";
import type { Invoice } from "../../domain/types.ts";
import { given, time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";
import { echo, item, openPayment, sellingEntity, totals, transitions } from "./purchase.ts";

export function invoiceView(account: Account, invoice: Invoice): Schemas["Invoice"] {
  const { currency } = invoice;
  return {
    id: invoice.id,
    createdTime: time(invoice.createdAt),
    updatedTime: time(invoice.updatedAt),
    ...given({ customerId: invoice.customerId, orderId: invoice.orderId }),
    currency,
    ...echo(invoice.fields),
    chargeType: invoice.chargeType,
    totalAmount: toDecimal(invoice.totals.total, currency),
    ...totals(invoice.totals, currency),
    items: invoice.lines.map((each) => item(each, currency)),
    billingOptimization: invoice.billingOptimization,
    attemptCount: invoice.attemptCount,
    state: invoice.state,
    stateTransitions: transitions(invoice.transitions),
    sellingEntity,
    liveMode: false,
    payment: openPayment(account, invoice),
  };
}
