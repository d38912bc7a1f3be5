import type { Account } from "../../domain/account.ts";
import { chargesOf } from "../../domain/charges.ts";
import { toDecimal } from "../../domain/money.ts";
import type { Refund } from "../../domain/types.ts";
import { given, time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";
import { failure, movements } from "./charge.ts";
import { echo } from "./purchase.ts";

export function refundView(account: Account, refund: Refund): Schemas["Refund"] {
  const { currency, state, orderId, invoiceId, type, percent } = refund;
  return {
    id: refund.id,
    createdTime: time(refund.createdAt),
    ...(invoiceId === undefined ? { orderId } : { invoiceId }),
    currency,
    ...given({ type, percent }),
    ...echo(refund.fields),
    amount: toDecimal(refund.amount, currency),
    refundedAmount: toDecimal(refund.refundedAmount, currency),
    ...(refund.lines.length > 0 && { items: items(refund) }),
    ...(state === "failed" && { failureReason: failure.message }),
    state,
    ...(state === "pending_information" && information(refund)),
    ...(state !== "pending" && { charges: refundedCharges(account, refund) }),
    liveMode: false,
  };
}

const tokenDays = 30;

function items({ lines, currency }: Refund): Schemas["RefundItem"][] {
  return lines.map(({ itemId, quantity, amount, skuId, type }) => ({
    itemId,
    ...given({ skuId, type }),
    quantity,
    amount: toDecimal(amount, currency),
  }));
}

function information({
  token = "",
  createdAt,
}: Refund): Pick<Schemas["Refund"], "tokenInformation"> {
  return { tokenInformation: { token, expiresTime: time(createdAt + tokenDays * 86_400_000) } };
}

function refundedCharges(account: Account, refund: Refund): Schemas["RefundedCharge"][] {
  const order = account.store.orders.get(refund.orderId);
  const charges = order === undefined ? [] : chargesOf(account, order);
  return charges.flatMap(({ id, sourceId, refunds }) => {
    const mine = refunds.filter(({ cause }) => cause === refund.id);
    const moved = movements(mine, refund.currency);
    return moved ? [{ id, captured: true, refunded: true, sourceId, refunds: moved }] : [];
  });
}
