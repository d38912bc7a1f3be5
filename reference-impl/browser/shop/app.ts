import type { Context } from "hono";
import { Hono } from "hono";
import { html } from "hono/html";
import type { BrowserContext } from "../account.ts";
import { asset } from "../assets.ts";
import type { Order } from "./backend.ts";
import { products } from "./backend.ts";
import { page } from "./page.ts";
import {
  billingPage,
  buyerFields,
  cartPage,
  methodsPage,
  orderPage,
  paymentPage,
  reviewPage,
} from "./pages.ts";
import type { Visitor } from "./visitor.ts";
import { createVisitors } from "./visitor.ts";

/** A shop on either API: the shortest way from a cart to an order. Nothing of it is documentation. */
export function shop(server: BrowserContext): Hono {
  const visitorOf = createVisitors(server);
  const app = new Hono();
  app.get("/shop.js", () => asset(server.assets, "shop.js"));
  app.get("/shop.css", () => asset(server.assets, "shop.css"));

  app.get("/", (context) => show(context, "Cart", (visitor) => cartPage(visitor)));
  app.post("/cart", async (context) => {
    const visitor = visitorOf(context);
    const form = await context.req.parseBody();
    visitor.api = form["api"] === "commerce" ? "commerce" : "digital-river";
    visitor.cart.clear();
    for (const { id } of products) {
      const quantity = Math.trunc(Number(form[id] ?? 0));
      if (quantity >= 1 && quantity <= 99) visitor.cart.set(id, quantity);
    }
    return context.redirect(visitor.cart.size === 0 ? "/shop" : "/shop/checkout", 303);
  });

  app.get("/checkout", (context) => show(context, "Billing", (visitor) => billingPage(visitor)));
  app.post("/checkout", async (context) => {
    const visitor = visitorOf(context);
    const form = await context.req.parseBody();
    for (const name of buyerFields) {
      const entered = form[name];
      if (typeof entered === "string") visitor.buyer = { ...visitor.buyer, [name]: entered };
    }
    const purchase = await backendOf(visitor).begin(visitor.cart, visitor.buyer);
    visitor.purchaseId = purchase.id;
    return context.redirect("/shop/payment", 303);
  });

  app.get("/payment", (context) =>
    withPurchase(context, async (visitor, id) => {
      const purchase = await backendOf(visitor).look(id);
      const saved = await backendOf(visitor).saved();
      const { sessionId } = purchase;
      const shopRedirects = context.req.query("redirects") === "shop";
      const config = { ...configOf(context, visitor), sessionId, shopRedirects };
      return page(visitor, "Payment", paymentPage(visitor, purchase, saved, config));
    }),
  );
  app.post("/credit", (context) =>
    withPurchase(context, async (visitor, id) => {
      const { amount } = await context.req.parseBody();
      await backendOf(visitor).addCredit(id, Number(amount));
      return context.redirect("/shop/payment", 303);
    }),
  );
  app.post("/payments/clear", (context) =>
    withPurchase(context, async (visitor, id) => {
      await backendOf(visitor).clearPayments(id);
      return context.redirect("/shop/payment", 303);
    }),
  );
  // What Drop-in made: saved first, if the customer wants and may, then attached (Managing sources).
  app.post("/source", (context) =>
    withPurchase(context, async (visitor, id) => {
      const { sourceId, save } = await context.req.json();
      if (save === true) await backendOf(visitor).save(String(sourceId));
      await backendOf(visitor).pay(id, String(sourceId));
      return Response.json({ next: "/shop/review" });
    }),
  );
  app.get("/review", (context) =>
    withPurchase(context, async (visitor, id) => {
      const purchase = await backendOf(visitor).look(id);
      return page(visitor, "Review", reviewPage(visitor, purchase));
    }),
  );

  app.post("/order", (context) =>
    withPurchase(context, async (visitor, purchaseId) => {
      const order = await backendOf(visitor).order(purchaseId);
      visitor.orders.set(order.id, { purchaseId, order });
      visitor.purchaseId = undefined;
      visitor.cart.clear();
      const { standing, redirectUrl } = order;
      const leaves = standing === "waits-for-customer" && redirectUrl !== undefined;
      return context.redirect(leaves ? redirectUrl : `/shop/orders/${order.id}`, 303);
    }),
  );
  // Where a provider sends the customer of the last order back to.
  app.get("/return", (context) => {
    const last = [...visitorOf(context).orders.keys()].at(-1);
    return context.redirect(last === undefined ? "/shop" : `/shop/orders/${last}`, 303);
  });
  app.get("/orders/:id", async (context) => {
    const visitor = visitorOf(context);
    const order = await refreshed(visitor, context.req.param("id"));
    if (order === undefined) return context.redirect("/shop", 303);
    const config = { ...configOf(context, visitor), instructions: order.instructions };
    return page(visitor, "Your order", orderPage(order, config));
  });
  app.post("/orders/:id/funds", async (context) => {
    const id = context.req.param("id");
    const { instructions } = (await refreshed(visitorOf(context), id)) ?? {};
    const path = `/_sandbox/sources/${instructions?.sourceId ?? ""}/confirm-funds`;
    const headers = { authorization: `Bearer ${server.shopKeys.confidential}` };
    await server.api(new Request(new URL(path, context.req.url), { method: "POST", headers }));
    return context.redirect(`/shop/orders/${id}`, 303);
  });

  app.get("/methods", async (context) => {
    const visitor = visitorOf(context);
    const saved = await backendOf(visitor).saved();
    return page(visitor, "Saved methods", methodsPage(saved, configOf(context, visitor)));
  });
  app.post("/methods", async (context) => {
    const { sourceId } = await context.req.json();
    await backendOf(visitorOf(context)).save(String(sourceId));
    return Response.json({ next: "/shop/methods" });
  });
  app.post("/methods/:id/:action{default|remove}", async (context) => {
    const { id, action } = context.req.param();
    const { makeDefault, forget } = backendOf(visitorOf(context));
    await (action === "default" ? makeDefault(id) : forget(id));
    return context.redirect("/shop/methods", 303);
  });

  app.onError((error, context) => {
    if (context.req.header("content-type") === "application/json")
      return Response.json({ problem: error.message }, { status: 409 });
    const text = html`<p class="problem">${error.message}</p>
      <p><a href="/shop">Back to the shop</a></p>`;
    return page(visitorOf(context), "That did not work", text, 409);
  });
  return app;

  function show(
    context: Context,
    title: string,
    content: (visitor: Visitor) => Parameters<typeof page>[2],
  ) {
    const visitor = visitorOf(context);
    return page(visitor, title, content(visitor));
  }

  async function withPurchase(
    context: Context,
    next: (visitor: Visitor, id: string) => Promise<Response>,
  ): Promise<Response> {
    const visitor = visitorOf(context);
    if (visitor.purchaseId === undefined) return context.redirect("/shop", 303);
    return next(visitor, visitor.purchaseId);
  }

  /** What the script of a page needs to know: the public key, never the other. */
  function configOf(context: Context, { buyer }: Visitor) {
    const { firstName, lastName, email, ...address } = buyer;
    return {
      key: server.shopKeys.public,
      billingAddress: { firstName, lastName, email, address },
      returnUrl: new URL("/shop/return", context.req.url).href,
    };
  }
}

function backendOf({ api, backends }: Visitor) {
  return backends[api];
}

async function refreshed(visitor: Visitor, id: string): Promise<Order | undefined> {
  const known = visitor.orders.get(id);
  if (known === undefined) return undefined;
  if (known.order.standing === "waits-for-customer" || known.order.standing === "waits-for-money")
    known.order = await backendOf(visitor).refresh(known.purchaseId, id);
  return known.order;
}
