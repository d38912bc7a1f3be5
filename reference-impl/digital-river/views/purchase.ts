import type { Account } from "../../domain/account.ts";
import { basketOf } from "../../domain/attachments.ts";
import type { JsonObject } from "../../domain/json.ts";
import { isJsonObject } from "../../domain/json.ts";
import { sum, toDecimal } from "../../domain/money.ts";
import { taxRate } from "../../domain/pricing.ts";
import type { Holder, Line, Totals } from "../../domain/types.ts";
import { given, time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";
import { attachedSourceView } from "./source.ts";

/** Who sells, in every purchase. */
export const sellingEntity = { id: "HEADWATER_SANDBOX", name: "Headwater Sandbox" };

export function totals(
  { subtotal, tax, discount, shipping }: Totals,
  currency: string,
): Schemas["Totals"] {
  return {
    subtotal: toDecimal(subtotal, currency),
    totalFees: 0,
    totalTax: toDecimal(tax, currency),
    totalImporterTax: 0,
    totalDuty: 0,
    totalDiscount: toDecimal(discount, currency),
    totalShipping: toDecimal(shipping, currency),
  };
}

/** The shipping that was chosen, at what it costs after its discount and with its tax. */
export function shippingChoice(
  { fields, lines }: { readonly fields: JsonObject; readonly lines: readonly Line[] },
  currency: string,
): { shippingChoice?: Schemas["ShippingChoice"] } {
  const chosen = fields["shippingChoice"];
  if (!isJsonObject(chosen)) return {};
  const amount = toDecimal(sum(lines.map((line) => line.shipping)), currency);
  const taxAmount = toDecimal(sum(lines.map((line) => line.shippingTax)), currency);
  return { shippingChoice: { ...chosen, amount, taxAmount } };
}

export function item(line: Line, currency: string): Schemas["Item"] {
  return {
    id: line.id,
    ...given({ skuId: line.skuId }),
    ...echo(line.fields),
    quantity: line.quantity,
    amount: toDecimal(line.amount, currency),
    tax: { rate: taxRate, amount: toDecimal(line.tax, currency) },
    importerTax: { amount: 0 },
    duties: { amount: 0 },
    fees: { amount: 0, taxAmount: 0 },
    shipping: {
      amount: toDecimal(line.shipping, currency),
      taxAmount: toDecimal(line.shippingTax, currency),
    },
  };
}

/** What pays for a checkout or an invoice that is not an order yet. */
export function openPayment(account: Account, holder: Holder): Schemas["Payment"] {
  const { held } = basketOf(account, holder);
  return {
    sources: held.map(({ source, amount }) => attachedSourceView(source, amount, holder.currency)),
    session: openSession(account, holder),
  };
}

/** Fields that come back as they were sent; the request was read, so they have the documented shape. */
export function echo(fields: JsonObject): object {
  return fields;
}

export function transitions(
  reached: Readonly<Partial<Record<string, number>>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(reached).map(([state, at]) => [state, time(at ?? 0)]));
}

function openSession(account: Account, holder: Holder): Schemas["Session"] {
  const basket = basketOf(account, holder);
  const { rules } = account;
  return {
    id: holder.session.id,
    amountContributed: toDecimal(rules.amountContributed(basket), holder.currency),
    amountRemainingToBeContributed: toDecimal(rules.amountRemaining(basket), holder.currency),
    state: rules.checkoutSessionState(basket),
    clientSecret: holder.session.clientSecret,
  };
}
