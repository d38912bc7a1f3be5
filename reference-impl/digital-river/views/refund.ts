import type { Account } from "../../domain/account.ts";
import { chargesOf } from "../../domain/charges.ts";
import { toDecimal } from "../../domain/money.ts";
import type { Refund } from "../../domain/types.ts";
import { given, time } from "../reply.ts";
import type { Schemas } from "../schemas.ts";
import { failure, movements } from "./charge.ts";
import { echo } from "./purchase.ts";

export function refundView(account: Account, refund: Refund): Schemas["Refund"] {
  const { currency, state } = refund;
  return {
    id: refund.id,
    createdTime: time(refund.createdAt),
    ...(refund.invoiceId === undefined
      ? { orderId: refund.orderId }
      : { invoiceId: refund.invoiceId }),
    currency,
    ...given({ type: refund.type, percent: refund.percent }),
    ...echo(refund.fields),
    amount: toDecimal(refund.amount, currency),
    refundedAmount: toDecimal(refund.refundedAmount, currency),
    ...(refund.lines.length === 0
      ? {}
      : {
          items: refund.lines.map(({ amount, skuId, ...line }) => ({
            ...line,
            ...given({ skuId }),
            amount: toDecimal(amount, currency),
          })),
        }),
    ...(state === "failed" ? { failureReason: failure.message } : {}),
    state,
    ...(state === "pending" ? {} : { charges: refundedCharges(account, refund) }),
    liveMode: false,
  };
}

function refundedCharges(account: Account, refund: Refund): Schemas["RefundedCharge"][] {
  const order = account.store.orders.get(refund.orderId);
  const charges = order === undefined ? [] : chargesOf(account, order);
  return charges.flatMap((each) => {
    const mine = movements(
      each.refunds.filter(({ cause }) => cause === refund.id),
      refund.currency,
    );
    if (mine === undefined) return [];
    return [
      { id: each.id, captured: true, refunded: true, sourceId: each.sourceId, refunds: mine },
    ];
  });
}
