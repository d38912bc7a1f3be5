import type { Minor } from "../../domain/money.ts";
import { toDecimal } from "../../domain/money.ts";
import type { Source } from "../../domain/types.ts";
import { given, time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";

export function sourceView(source: Source): Schemas["Source"] {
  const { currency } = source;
  return {
    id: source.id,
    createdTime: time(source.createdAt),
    type: source.type,
    ...given({
      currency: source.amount === undefined ? undefined : currency,
      amount:
        source.amount === undefined || currency === undefined
          ? undefined
          : toDecimal(source.amount, currency),
    }),
    reusable: source.reusable,
    state: source.state,
    ...given({
      flow: source.flow,
      customerId: source.customerId,
      upstreamId: source.upstreamId,
      owner: source.owner,
      paymentSessionId: source.sessionId,
    }),
    clientSecret: source.clientSecret,
    [source.type]: source.details,
    liveMode: false,
  };
}

/** A source inside the payment of a checkout, an order or an invoice: what it pays there, without its state. */
export function attachedSourceView(
  source: Source,
  amount: Minor,
  currency: string,
): Schemas["AttachedSource"] {
  return {
    id: source.id,
    type: source.type,
    amount: toDecimal(amount, currency),
    ...given({ upstreamId: source.upstreamId, owner: source.owner }),
    [source.type]: source.details,
  };
}
