import { toDecimal } from "../domain/money.ts";
import type { Checkout, Invoice, Order } from "../domain/types.ts";
import type { Filters } from "./filters.ts";
import { byNumber, byTime, byValue } from "./filters.ts";

type Purchase = Checkout | Invoice | Order;

/** What checkouts, orders and invoices are filtered by alike. */
export const purchaseFilters = {
  updatedTime: byTime(({ updatedAt }) => updatedAt),
  upstreamIds: byValue(({ fields }) => fields["upstreamId"]),
  applicationId: byValue(({ fields }) => fields["applicationId"]),
  customerId: byValue(({ customerId }) => customerId),
  currency: byValue(({ currency }) => currency),
  totalAmount: byNumber(({ totals, currency }) => toDecimal(totals.total, currency)),
} as const satisfies Filters<Purchase>;

/** What checkouts and orders are filtered by beyond that. */
export const saleFilters = {
  ...purchaseFilters,
  email: byValue(({ fields }) => fields["email"]),
  locale: byValue(({ fields }) => fields["locale"]),
  customerType: byValue(({ fields }) => fields["customerType"]),
  browserIp: byValue(({ fields }) => fields["browserIp"]),
  subscriptionId: byValue(subscriptionsOf),
} as const satisfies Filters<Checkout | Order>;

function subscriptionsOf({ lines }: Purchase) {
  return lines.map(({ fields }) => {
    const subscription = fields["subscriptionInfo"];
    return typeof subscription === "object" &&
      subscription !== null &&
      "subscriptionId" in subscription
      ? subscription["subscriptionId"]
      : undefined;
  });
}
