import type { ShopperCall, ShopperHandler } from "./call.ts";
import { customerOf, putSession } from "./account.ts";
import { given, noContent, ok } from "../reply.ts";
import { shopperFields } from "./read.ts";
import type { Schemas } from "./schemas.ts";

/** Whose token it is, and where what is theirs stands (Shoppers). */
export const retrieveShopper: ShopperHandler = (call) => ok({ shopper: shopperView(call) });

/** Sets the language and the currency of the token, by the query or the body, which is all that is kept of a shopper here. */
export const updateShopper: ShopperHandler = (call) => {
  const sent = shopperFields(call.body);
  const locale = call.query.get("locale") ?? sent.locale ?? call.session.locale;
  const currency = call.query.get("currency") ?? sent.currency ?? call.session.currency;
  putSession(call, { ...call.session, ...given({ locale, currency }) });
  return noContent();
};

function shopperView(call: ShopperCall): Schemas["Shopper"] {
  const { origin, session } = call;
  const uri = `${origin}/v1/shoppers/me`;
  const customer = customerOf(call, session);
  return {
    uri,
    id: customer?.id ?? "anonymous",
    ...given({ externalReferenceId: customer?.id }),
    locale: session.locale ?? defaultLocale,
    currency: session.currency ?? defaultCurrency,
    paymentOptions: { uri: `${uri}/payment-options` },
    orders: { uri: `${uri}/orders` },
  };
}

/** What a token has that nobody set anything for. */
export const defaultLocale = "en_US";
export const defaultCurrency = "USD";
