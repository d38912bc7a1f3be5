import type { Account } from "../../domain/account.ts";
import { billToOf } from "../../domain/checkouts.ts";
import { toDecimal } from "../../domain/money.ts";
import type { Checkout } from "../../domain/types.ts";
import { given, time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";
import { echo, item, openPayment, sellingEntity, shippingChoice, totals } from "./purchase.ts";

export function checkoutView(account: Account, checkout: Checkout): Schemas["Checkout"] {
  const { currency } = checkout;
  return {
    id: checkout.id,
    createdTime: time(checkout.createdAt),
    updatedTime: time(checkout.updatedAt),
    ...given({ customerId: checkout.customerId }),
    currency,
    ...echo(checkout.fields),
    ...shippingChoice(checkout, currency),
    ...given({ billTo: billToOf(account, checkout) }),
    totalAmount: toDecimal(checkout.totals.total, currency),
    ...totals(checkout.totals, currency),
    items: checkout.lines.map((each) => item(each, currency)),
    sellingEntity,
    liveMode: false,
    payment: openPayment(account, checkout),
  };
}
