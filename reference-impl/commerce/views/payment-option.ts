import type { Account } from "../../domain/account.ts";
import { isDefault } from "../../domain/payment-options.ts";
import type { PaymentOption } from "../../domain/types.ts";
import { given } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";
import { optionAddressView } from "./address.ts";
import { detailsView, flag } from "./payment-method.ts";

export function paymentOptionView(
  account: Account,
  option: PaymentOption,
  origin: string,
): Schemas["PaymentOption"] {
  const source = account.store.sources.get(option.sourceId);
  const short = listedOptionView(account, option, origin);
  if (source === undefined) return short;
  return {
    ...short,
    type: source.type,
    sourceClientSecret: source.clientSecret,
    [source.type]: detailsView(source),
    ...(source.owner === undefined ? {} : { address: optionAddressView(source.owner) }),
  };
}

/** An option in a list that was not expanded (Get the shopper payment options). */
export function listedOptionView(
  account: Account,
  option: PaymentOption,
  origin: string,
): Schemas["PaymentOption"] {
  return {
    uri: `${origin}/v1/shoppers/me/payment-options/${encodeURIComponent(option.id)}`,
    id: option.id,
    ...given({ nickName: option.nickName }),
    isDefault: flag(isDefault(account, option)),
    sourceId: option.sourceId,
  };
}
