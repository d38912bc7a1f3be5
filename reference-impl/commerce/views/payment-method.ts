import type { Account } from "../../domain/account.ts";
import type { Json } from "../../domain/json.ts";
import type { Minor } from "../../domain/money.ts";
import { toDecimal } from "../../domain/money.ts";
import type { Held } from "../../domain/basket.ts";
import { isSecondary } from "../../domain/basket.ts";
import type { Charge, Source } from "../../domain/types.ts";
import { given, time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";

/** What pays: the primary source with store credit beside it, or the store credit alone. */
export function paymentMethodView(
  account: Account,
  held: readonly Held[],
  currency: string,
  charges: readonly Charge[] = [],
): Schemas["PaymentMethod"] | undefined {
  const main = held.find(({ source }) => !isSecondary(source)) ?? held[0];
  if (main === undefined) return undefined;
  const others = held.filter((each) => each !== main);
  const view = (each: Held) => one(account, each, currency, charges);
  return {
    ...view(main),
    ...(others.length > 0 ? { supplementaryPaymentMethods: others.map(view) } : {}),
  };
}

/** A source in short: shopper calls write everything in it as text. */
export function detailsView(source: Source): Schemas["PaymentDetails"] {
  const known = Object.entries(source.details).flatMap(([name, value]) =>
    isPlain(value) ? [[name, String(value)] as const] : [],
  );
  return {
    ...Object.fromEntries(known),
    clientSecret: source.clientSecret,
    ...given({ flow: source.flow }),
    reusable: flag(source.reusable),
  };
}

/** CO-OPTION-7, CO-OPTION-13: a boolean as text. */
export function flag(value: boolean): "true" | "false" {
  return value ? "true" : "false";
}

export function money(amount: Minor, currency: string): Schemas["Money"] {
  return { currency, value: toDecimal(amount, currency) };
}

function one(
  account: Account,
  { source: { id }, amount }: Held,
  currency: string,
  charges: readonly Charge[],
): Schemas["PaymentMethod"] {
  const source = account.store.sources.get(id);
  if (source === undefined) return {};
  const mine = charges.filter((charge) => charge.sourceId === id);
  return {
    type: source.type,
    sourceId: id,
    sourceClientSecret: source.clientSecret,
    [source.type]: detailsView(source),
    amountContributed: money(amount, currency),
    ...(mine.length > 0 ? { charges: mine.map(chargeView) } : {}),
  };
}

function chargeView(charge: Charge): Schemas["Charge"] {
  return {
    chargeId: charge.id,
    amount: money(charge.amount, charge.currency),
    status: charge.state,
    createdTime: time(charge.createdAt),
  };
}

function isPlain(value: Json): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
