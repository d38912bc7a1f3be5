import type { Account } from "../../domain/account.ts";
import { billToSet } from "../../domain/carts.ts";
import { basketOf } from "../../domain/attachments.ts";
import { isJsonObject } from "../../domain/json.ts";
import { exponentOf, toDecimal } from "../../domain/money.ts";
import { productOf } from "../../domain/products.ts";
import type { Cart, Line, Totals } from "../../domain/types.ts";
import { given } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";
import { addressView } from "./address.ts";
import { money, paymentMethodView } from "./payment-method.ts";

export function cartView(account: Account, cart: Cart, origin: string): Schemas["Cart"] {
  const uri = `${origin}/v1/shoppers/me/carts/active`;
  const quantity = cart.lines.reduce((sum, line) => sum + line.quantity, 0);
  const { held } = basketOf(account, cart);
  return {
    uri,
    id: cart.id,
    totalItemsInCart: quantity,
    paymentMethods: { uri: `${uri}/payment-methods` },
    applyPaymentMethod: { uri: `${uri}/apply-payment-method` },
    submitCart: { uri: `${uri}/submit-cart` },
    lineItems: lineItemsView(cart, `${uri}/line-items`),
    ...addressesView(cart.fields),
    ...given({ paymentMethod: paymentMethodView(account, held, cart.currency) }),
    paymentSession: sessionView(account, cart),
    pricing: cartPricing(cart.totals, cart.currency),
  };
}

/** The lines of a cart or an order. */
export function lineItemsView(
  { lines, currency }: { readonly lines: readonly Line[]; readonly currency: string },
  uri: string,
): Schemas["LineItems"] {
  return { uri, lineItem: lines.map((line) => lineItemView(line, currency, uri)) };
}

export function lineItemView(line: Line, currency: string, uri: string): Schemas["LineItem"] {
  const product = productOf(line.skuId ?? "");
  return {
    uri: `${uri}/${line.id}`,
    id: line.id,
    quantity: line.quantity,
    product: {
      id: line.skuId ?? "",
      ...given({
        displayName: product?.displayName,
        externalReferenceId: product?.externalReferenceId,
      }),
    },
    pricing: {
      listPrice: money(product?.price ?? 0, currency),
      salePriceWithQuantity: money(line.amount, currency),
    },
  };
}

export function addressesView(
  fields: Cart["fields"],
): Pick<Schemas["Cart"], "billingAddress" | "shippingAddress"> {
  const billTo = billToSet({ fields });
  const shipTo = isJsonObject(fields["shipTo"]) ? fields["shipTo"] : undefined;
  return given({
    billingAddress: billTo && addressView("billingAddress", billTo),
    shippingAddress: shipTo && addressView("shippingAddress", shipTo),
  });
}

export function cartPricing(totals: Totals, currency: string): Schemas["CartPricing"] {
  return {
    subtotal: money(totals.subtotal, currency),
    tax: money(totals.tax, currency),
    orderTotal: money(totals.total, currency),
    formattedOrderTotal: formatted(totals, currency),
  };
}

export function formatted({ total }: Totals, currency: string): string {
  return `${toDecimal(total, currency).toFixed(exponentOf(currency))}${currency}`;
}

/** CO-SESSION-1 to CO-SESSION-3: Payment sessions. */
function sessionView(account: Account, cart: Cart): Schemas["PaymentSession"] {
  const basket = basketOf(account, cart);
  const { rules } = account;
  return {
    id: cart.session.id,
    clientSecret: cart.session.clientSecret,
    status: rules.checkoutSessionState(basket),
    amountContributed: money(rules.amountContributed(basket), cart.currency),
    amountRemainingToBeContributed: money(rules.amountRemaining(basket), cart.currency),
  };
}
