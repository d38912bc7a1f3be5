import type { JsonObject } from "../../domain/json.ts";
import { isJsonObject } from "../../domain/json.ts";
import { toDecimal } from "../../domain/money.ts";
import type { Source } from "../../domain/types.ts";
import { given, time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";

/** A source as created or retrieved: JSON through and through. */
export function sourceView(source: Source): Schemas["CommerceSource"] {
  const { amount, currency } = source;
  const priced =
    amount === undefined || currency === undefined
      ? {}
      : { amount: toDecimal(amount, currency), currency };
  return {
    id: source.id,
    clientSecret: source.clientSecret,
    createdTime: time(source.createdAt),
    type: source.type,
    reusable: source.reusable,
    state: source.state,
    ...priced,
    ...given({
      flow: source.flow,
      customerId: source.customerId,
      upstreamId: source.upstreamId,
      owner: source.owner,
      redirect: redirectOf(source),
      paymentSessionId: source.sessionId,
    }),
    [source.type]: source.details,
    liveMode: false,
  };
}

/** Where the customer of a redirect source is sent. */
export function redirectOf({ details }: Source): JsonObject | undefined {
  if (isJsonObject(details["redirect"])) return details["redirect"];
  return details["redirectUrl"] === undefined ? undefined : details;
}
