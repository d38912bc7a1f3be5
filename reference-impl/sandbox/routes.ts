import { Hono } from "hono";
import type { ServerContext } from "../context.ts";
import { generatedFaults } from "../faults/generated/catalogue.ts";
import { listFaults } from "../faults/list.ts";
import { freedoms } from "../variations/catalogue.ts";
import { createAccount, deleteAccount } from "./accounts.ts";
import {
  bankDetails,
  collectInvoice,
  disputeOrder,
  endDispute,
  endReview,
  failReview,
  showWebhook,
  sourceEvent,
} from "./actions.ts";
import { createSource } from "./browser.ts";
import { withAccount } from "./reply.ts";
import { redirectPage } from "./redirect-page.ts";
import { createShopper, listProducts } from "./shoppers.ts";

/** Sandbox actions: what the API leaves to a browser or to the outside world. Not part of the API. */
export function sandbox(server: ServerContext): Hono {
  const { accounts } = server;
  const app = new Hono();
  app.get("/health", (context) => context.json({ status: "ok" }));
  app.get("/faults", async (context) => context.json(await listFaults(server.catalogue)));
  app.get("/faults/generated", (context) =>
    context.json(
      generatedFaults.map(({ name, breaks, requirement, call, level, ability, whoever }) => ({
        name,
        breaks,
        requirement,
        call,
        level,
        ability,
        whoever,
      })),
    ),
  );
  app.get("/variations", (context) => context.json(freedoms));

  app.post("/accounts", (context) => createAccount(context, server));
  app.delete("/accounts/:id", (context) => deleteAccount(context, server));

  app.post("/sources", (context) => withAccount(context, accounts, createSource));
  app.route("/redirect", redirectPage(accounts));

  for (const event of ["approve", "decline", "confirm-funds", "fail", "expire"] as const) {
    app.post(`/sources/:id/${event}`, (context) =>
      withAccount(context, accounts, sourceEvent(event)),
    );
  }
  app.post("/orders/:id/dispute", (context) => withAccount(context, accounts, disputeOrder));
  app.post("/orders/:id/resolve-dispute", (context) => withAccount(context, accounts, endDispute));
  app.post("/orders/:id/pass-review", (context) => withAccount(context, accounts, endReview));
  app.post("/orders/:id/block", (context) => withAccount(context, accounts, failReview));
  app.post("/refunds/:id/bank-details", (context) => withAccount(context, accounts, bankDetails));
  app.post("/invoices/:id/collect", (context) => withAccount(context, accounts, collectInvoice));
  app.post("/shoppers", (context) => withAccount(context, accounts, createShopper));
  app.get("/products", (context) => withAccount(context, accounts, listProducts));
  app.get("/webhooks/:id", (context) => withAccount(context, accounts, showWebhook));
  return app;
}
