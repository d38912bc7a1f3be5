import type { Backend, Buyer, Cart, Order, Payment, Purchase } from "./backend.ts";
import { cardOf, currency, products } from "./backend.ts";
import type { Call } from "./call.ts";

type Body = Awaited<ReturnType<Call>>;

/** The shop on the Digital River API: checkouts, customers, orders. */
export function digitalRiverBackend(call: Call): Backend {
  let customer: Promise<string> | undefined;
  const customerId = () => (customer ??= call("POST", "/customers", {}).then(({ id }) => id));
  return {
    begin: async (cart, buyer) =>
      purchaseOf(
        await call("POST", "/checkouts", {
          currency,
          taxInclusive: false,
          customerId: await customerId(),
          email: buyer.email,
          billTo: billTo(buyer),
          items: itemsOf(cart),
        }),
      ),
    look: async (id) => purchaseOf(await call("GET", `/checkouts/${id}`)),
    addCredit: async (id, amount) => {
      const { payment } = await call("GET", `/checkouts/${id}`);
      const credit = await call("POST", "/sources", {
        type: "customerCredit",
        amount,
        paymentSessionId: payment.session.id,
        customerCredit: {},
      });
      await call("POST", `/checkouts/${id}/sources/${credit.id}`);
    },
    pay: (id, sourceId) => call("POST", `/checkouts/${id}/sources/${sourceId}`),
    clearPayments: async (id) => {
      const { payment } = await call("GET", `/checkouts/${id}`);
      for (const source of payment.sources ?? [])
        await call("DELETE", `/checkouts/${id}/sources/${source.id}`);
    },
    save: async (sourceId) => call("POST", `/customers/${await customerId()}/sources/${sourceId}`),
    saved: async () => {
      const { sources = [], defaultSourceId } = await call(
        "GET",
        `/customers/${await customerId()}`,
      );
      return sources.map((source: Body) => ({
        id: source.id,
        sourceId: source.id,
        clientSecret: source.clientSecret,
        type: source.type,
        isDefault: source.id === defaultSourceId,
        card: cardOf(source[source.type]),
      }));
    },
    makeDefault: async (id) =>
      call("POST", `/customers/${await customerId()}`, { defaultSourceId: id }),
    forget: async (id) => call("DELETE", `/customers/${await customerId()}/sources/${id}`),
    order: async (id) => orderOf(await call("POST", "/orders", { checkoutId: id })),
    refresh: async (_, orderId) => orderOf(await call("POST", `/orders/${orderId}/refresh`)),
  };
}

function itemsOf(cart: Cart) {
  return [...cart].map(([skuId, quantity]) => ({
    skuId,
    quantity,
    price: products.find(({ id }) => id === skuId)?.price,
  }));
}

function billTo({ firstName, lastName, email, line1, city, state, postalCode, country }: Buyer) {
  const address = { line1, city, state, postalCode, country };
  return { name: `${firstName} ${lastName}`, email, address };
}

function purchaseOf(checkout: Body): Purchase {
  const { session } = checkout.payment;
  return {
    id: checkout.id,
    sessionId: session.id,
    currency: checkout.currency,
    subtotal: checkout.subtotal,
    tax: checkout.totalTax,
    total: checkout.totalAmount,
    remaining: session.amountRemainingToBeContributed,
    payments: paymentsOf(checkout),
  };
}

function paymentsOf({ payment }: Body): readonly Payment[] {
  return (payment.sources ?? []).map((source: Body) => ({
    sourceId: source.id,
    type: source.type,
    amount: source.amount,
    card: cardOf(source[source.type]),
  }));
}

function orderOf(order: Body): Order {
  const { session } = order.payment;
  const { action, data = {} } = session.nextAction ?? {};
  return {
    id: order.id,
    state: order.state,
    standing: standingOf(order.state, action),
    currency: order.currency,
    total: order.totalAmount,
    payments: paymentsOf(order),
    redirectUrl: action === "redirect" ? data.redirectUrl : undefined,
    instructions:
      action === "show_payment_instructions"
        ? { sourceId: data.sourceId, clientSecret: data.sourceClientSecret }
        : undefined,
  };
}

function standingOf(state: string, action: string | undefined): Order["standing"] {
  if (state === "cancelled" || state === "blocked") return "failed";
  if (state !== "pending_payment") return "paid";
  return action === "redirect" ? "waits-for-customer" : "waits-for-money";
}
