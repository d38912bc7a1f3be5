import type { Backend, Buyer, Cart, Order, Payment, Purchase } from "./backend.ts";
import { cardOf } from "./backend.ts";
import type { Call } from "./call.ts";

type Body = Awaited<ReturnType<Call>>;

export interface CommerceCalls {
  /** With the confidential key. */
  readonly keyed: Call;
  /** A new token of the shopper, which brings a new cart. */
  readonly newToken: () => Promise<string>;
  /** As the shopper who has the token. */
  readonly as: (token: string) => Call;
}

/** The shop on the Commerce API: a purchase is a token with its active cart. */
export function commerceBackend({ keyed, newToken, as }: CommerceCalls): Backend {
  let account: Promise<string> | undefined;
  const shopper = async () => as(await (account ??= newToken()));
  const look = async (token: string) => purchaseOf(token, await as(token)("GET", cart));
  return {
    begin: async (wanted, buyer) => {
      const token = await newToken();
      return purchaseOf(token, await as(token)("POST", cart, { cart: cartOf(wanted, buyer) }));
    },
    look,
    addCredit: async (token, amount) => {
      const { sessionId: paymentSessionId } = await look(token);
      const type = "customerCredit";
      const credit = await keyed("POST", "/sources", {
        type,
        amount,
        paymentSessionId,
        [type]: {},
      });
      await as(token)("POST", `${cart}/apply-payment-method`, paidBy(credit.id));
    },
    pay: (token, sourceId) => as(token)("POST", `${cart}/apply-payment-method`, paidBy(sourceId)),
    clearPayments: (token) => as(token)("DELETE", `${cart}/payment`),
    save: async (sourceId) =>
      (await shopper())("POST", options, {
        paymentOption: { isDefault: "false", sourceId },
      }),
    saved: async () => {
      const { paymentOptions } = await (await shopper())("GET", `${options}?expand=all`);
      return listed(paymentOptions.paymentOption).map((option) => ({
        id: option.id,
        sourceId: option.sourceId,
        clientSecret: option.sourceClientSecret,
        type: option.type,
        isDefault: option.isDefault === "true",
        card: cardOf(option[option.type]),
      }));
    },
    makeDefault: async (id) =>
      (await shopper())("POST", `${options}/${id}`, { paymentOption: { isDefault: "true" } }),
    forget: async (id) => (await shopper())("DELETE", `${options}/${id}`),
    order: async (token) => {
      const { submitCart } = await as(token)("POST", `${cart}/submit-cart`);
      return orderOf(submitCart.order, submitCart);
    },
    refresh: async (token, orderId) => {
      // Refused where nothing waits for a redirect; the order says how it stands all the same.
      await as(token)("POST", `${cart}/resume-cart`).catch(() => undefined);
      const { order } = await as(token)("GET", `/v1/shoppers/me/orders/${orderId}?expand=all`);
      return orderOf(order, order);
    },
  };
}

const cart = "/v1/shoppers/me/carts/active";
const options = "/v1/shoppers/me/payment-options";

const paidBy = (sourceId: string) => ({ paymentMethod: { sourceId } });

function cartOf(wanted: Cart, buyer: Buyer) {
  const { firstName, lastName, email: emailAddress, line1, city, postalCode, country } = buyer;
  const person = { firstName, lastName, emailAddress };
  const place = { line1, city, countrySubdivision: buyer.state, postalCode, country };
  return {
    lineItems: {
      lineItem: [...wanted].map(([id, quantity]) => ({ quantity, product: { id } })),
    },
    billingAddress: { id: "billingAddress", ...person, ...place },
  };
}

function purchaseOf(token: string, { cart: found }: Body): Purchase {
  const { paymentSession, pricing } = found;
  return {
    id: token,
    sessionId: paymentSession.id,
    currency: pricing.orderTotal.currency,
    subtotal: pricing.subtotal.value,
    tax: pricing.tax.value,
    total: pricing.orderTotal.value,
    remaining: paymentSession.amountRemainingToBeContributed.value,
    payments: paymentsOf(found),
  };
}

function paymentsOf({ paymentMethod }: Body): readonly Payment[] {
  if (paymentMethod === undefined) return [];
  return [paymentMethod, ...listed(paymentMethod.supplementaryPaymentMethods)].map((each) => ({
    sourceId: each.sourceId,
    type: each.type,
    amount: each.amountContributed.value,
    card: cardOf(each[each.type]),
  }));
}

function orderOf(order: Body, around: Body): Order {
  const { orderState } = order;
  const { paymentMethod = {}, pricing, paymentSession } = around;
  const total = pricing.total ?? pricing.orderTotal;
  const standing = standings[orderState] ?? "paid";
  const { sourceId, sourceClientSecret: clientSecret, redirect } = paymentMethod;
  return {
    id: order.id,
    state: orderState,
    standing,
    currency: total.currency,
    total: total.value,
    payments: paymentsOf(around),
    redirectUrl: paymentSession?.redirectUrl ?? redirect?.redirectUrl,
    instructions: standing === "waits-for-money" ? { sourceId, clientSecret } : undefined,
  };
}

const standings: Readonly<Record<string, Order["standing"]>> = {
  "Source Pending Redirect": "waits-for-customer",
  "Source Pending Funds": "waits-for-money",
  "Charge Pending": "waits-for-money",
  Cancelled: "failed",
};

/** A repeated element comes as an array, or as an object where there is one of it. */
function listed(value: Body): readonly Body[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
