// The flow, and a purchase that leaves one of everything that an account can hold.
import assert from "node:assert/strict";
import { checkout, key } from "../flow.mjs";

export const requestsPerPurchase = 12;

/** What plays them over the pool, for whatever account. */
export function openShop(pool) {
  const call = async (as, method, path, body, type = "application/json") => {
    const headers = { authorization: `Bearer ${as}`, "content-type": type };
    const sent = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const response = await pool.request({ method, path, headers, body: sent ?? null });
    const text = await response.body.text();
    assert(response.statusCode < 300, `${method} ${path}: ${response.statusCode} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  const round = async (as) => {
    await cancel(as);
    await buy(as);
  };
  const cancel = async (as) => {
    const card = await call(as, "POST", "/_sandbox/sources", { type: "creditCard" });
    const cart = await call(as, "POST", "/checkouts", checkout);
    const attach = `/checkouts/${cart.id}/sources/${card.id}`;
    await call(as, "POST", attach);
    await call(as, "DELETE", attach);
    await call(as, "GET", `/sources/${card.id}`);
    await call(as, "GET", `/checkouts/${cart.id}`);
  };
  const buy = async (as) => {
    await call(as, "POST", "/skus", sku);
    const customer = await call(as, "POST", "/customers", { email: checkout.email });
    const card = await call(as, "POST", "/_sandbox/sources", { type: "creditCard" });
    await call(as, "POST", `/customers/${customer.id}/sources/${card.id}`);
    await call(as, "POST", "/invoices", { ...checkout, customerId: customer.id });
    const cart = await call(as, "POST", "/checkouts", {
      ...checkout,
      customerId: customer.id,
      billTo,
    });
    await call(as, "POST", `/checkouts/${cart.id}/sources/${card.id}`);
    const order = await call(as, "POST", "/orders", { checkoutId: cart.id });
    const items = order.items.map(({ id }) => ({ itemId: id, quantity: 1 }));
    await call(as, "POST", "/fulfillments", { orderId: order.id, items });
    await call(as, "POST", "/refunds", { orderId: order.id, currency: "USD", amount: 1 });
    const grant = `grant_type=password&client_id=${as}`;
    const form = "application/x-www-form-urlencoded";
    const { access_token: token } = await call(as, "POST", "/oauth20/token", grant, form);
    await call(token, "POST", "/v1/shoppers/me/carts/active?productId=900100");
  };
  const account = async () => (await call(key, "POST", "/_sandbox/accounts", {})).keys.confidential;
  return { round, account };
}

const sku = { name: "A map", eccn: "EAR99", taxCode: "4323.310_D", countryOfOrigin: "US" };

const billTo = {
  name: "Ada Stone",
  email: checkout.email,
  address: {
    line1: "1 Main St",
    city: "Minnetonka",
    state: "MN",
    postalCode: "55343",
    country: "US",
  },
};
