import type { Context } from "hono";
import { Hono } from "hono";
import type { Accounts, Tenant } from "./accounts.ts";
import type { ServerContext } from "./context.ts";
import { createTenant } from "./accounts.ts";
import { keyOf } from "./auth.ts";
import type { JsonObject } from "./domain/json.ts";
import { isJsonObject } from "./domain/json.ts";
import { collect } from "./domain/invoices.ts";
import { openDispute, resolveDispute } from "./domain/orders.ts";
import type { SourceEvent } from "./domain/source-states.ts";
import type { Source } from "./domain/types.ts";
import { isFault } from "./faults/faults.ts";
import type { IdShape } from "./ids.ts";
import { idShapes } from "./ids.ts";
import { createInBrowser } from "./browser.ts";
import { advance, redirectPage, redirectUrl } from "./redirect-page.ts";
import type { Variations } from "./variations.ts";
import { variationNames } from "./variations.ts";
import { listFaults, unknownFault } from "./faults/list.ts";

/** Sandbox actions: what the API leaves to a browser or to the outside world. Not part of the API. */
export function control(server: ServerContext): Hono {
  const app = new Hono();
  app.get("/health", (context) => context.json({ status: "ok" }));
  app.get("/faults", async (context) => context.json(await listFaults(server.catalogue)));
  app.post("/accounts", (context) => createAccount(context, server));
  app.delete("/accounts/:key", (context) => deleteAccount(context, server.accounts));
  app.post("/sources", (context) => createSource(context, server));
  for (const [path, event] of sourceActions) {
    app.post(`/sources/:id/${path}`, (context) => act(context, server.accounts, event));
  }
  app.post("/orders/:id/dispute", (context) => dispute(context, server.accounts, openDispute));
  app.post("/orders/:id/resolve-dispute", (context) =>
    dispute(context, server.accounts, resolveDispute),
  );
  app.post("/invoices/:id/collect", (context) => collectInvoice(context, server.accounts));
  app.get("/webhooks/:id", (context) => webhookSecret(context, server.accounts));
  app.route("/redirect", redirectPage(server.accounts));
  return app;
}

const sourceActions: readonly (readonly [string, SourceEvent])[] = [
  ["approve", "approve"],
  ["decline", "decline"],
  ["confirm-funds", "confirm-funds"],
  ["fail", "fail"],
  ["expire", "expire"],
];

async function createAccount(context: Context, server: ServerContext): Promise<Response> {
  const body = await readBody(context);
  if (body === undefined) return problem(context, 400, "The request body is not a JSON object.");
  const faults = stringsOf(body["faults"]);
  if (faults === undefined) return problem(context, 400, '"faults" is not a list of names.');
  const unknown = faults.find((name) => !isFault(name));
  if (unknown !== undefined) return problem(context, 400, unknownFault(unknown));
  const ids = idShapes.find((shape) => shape === (body["ids"] ?? "uuid"));
  if (ids === undefined) return problem(context, 400, `"ids" is none of ${idShapes.join(", ")}.`);
  const settleMs = body["settleMs"] ?? 0;
  if (typeof settleMs !== "number" || settleMs < 0)
    return problem(context, 400, '"settleMs" is not a number of milliseconds.');
  const variations = variationsOf(body["variations"]);
  if (variations === undefined)
    return problem(context, 400, `"variations" takes ${variationNames.join(", ")}.`);
  return context.json({ keys: addAccount(server, { faults, ids, settleMs, variations }) }, 201);
}

function addAccount(
  server: ServerContext,
  wanted: { faults: readonly string[]; ids: IdShape; settleMs: number; variations: Variations },
) {
  const { seed, token } = server.nextAccount();
  const keys = { confidential: `sk_test_${token}`, public: `pk_test_${token}` };
  return server.accounts.add(
    createTenant({ ...wanted, keys, seed, now: () => server.now(), deliver: server.deliver }),
  ).keys;
}

function deleteAccount(context: Context, accounts: Accounts): Response {
  const removed = accounts.remove(context.req.param("key") ?? "");
  return removed
    ? context.body(null, 204)
    : problem(context, 404, "No account has this confidential key.");
}

/** The browser library at work: a public key makes a primary source. The confidential key may do it too. */
async function createSource(context: Context, server: ServerContext): Promise<Response> {
  const principal = server.accounts.find(keyOf(context.req.header("authorization")) ?? "");
  if (principal === undefined) return problem(context, 401, "The API key is missing or not valid.");
  const body = await readBody(context);
  if (body === undefined) return problem(context, 400, "The request body is not a JSON object.");
  const { merchant, tenant } = principal;
  const { origin } = new URL(context.req.url);
  const created = createInBrowser(merchant.account, body, (id) => redirectUrl(origin, tenant, id));
  if (created.ok) {
    bring(tenant, created.value, body["outcome"]);
    return context.json(
      merchant.wire.source(merchant.account.store.sources.get(created.value.id) ?? created.value),
      201,
    );
  }
  const reply = merchant.wire.refused(created.refusal);
  return Response.json(reply.body, { status: reply.status });
}

/** The customer acts at once: `outcome` is `chargeable` or `failed`; anything else leaves the source in its first state. */
function bring(tenant: Tenant, source: Source, outcome: unknown): void {
  if (outcome === "failed") advance(tenant, source, "fail");
  if (outcome !== "chargeable" || source.state === "chargeable") return;
  advance(tenant, source, source.flow === "receiver" ? "confirm-funds" : "approve");
}

function act(context: Context, accounts: Accounts, event: SourceEvent): Response {
  const principal = accounts.find(keyOf(context.req.header("authorization")) ?? "");
  if (principal === undefined) return problem(context, 401, "The API key is missing or not valid.");
  const { account, wire } = principal.merchant;
  const source = account.store.sources.get(context.req.param("id") ?? "");
  if (source === undefined) return problem(context, 404, "No such source.");
  const state = advance(principal.tenant, source, event);
  if (state === undefined)
    return problem(context, 409, `A source that is ${source.state} cannot ${event}.`);
  return context.json(wire.source(account.store.sources.get(source.id) ?? source));
}

/** A bank disputes a charge, or gives way. */
function dispute(context: Context, accounts: Accounts, change: typeof openDispute): Response {
  const principal = accounts.find(keyOf(context.req.header("authorization")) ?? "");
  if (principal === undefined) return problem(context, 401, "The API key is missing or not valid.");
  const { account, wire } = principal.merchant;
  const order = account.store.orders.get(context.req.param("id") ?? "");
  if (order === undefined) return problem(context, 404, "No such order.");
  return context.json(wire.order(account, change(account, order)));
}

/** One more attempt to bill an open invoice, as billing optimization makes them over days. */
function collectInvoice(context: Context, accounts: Accounts): Response {
  const principal = accounts.find(keyOf(context.req.header("authorization")) ?? "");
  if (principal === undefined) return problem(context, 401, "The API key is missing or not valid.");
  const { account, wire } = principal.merchant;
  const invoice = account.store.invoices.get(context.req.param("id") ?? "");
  if (invoice === undefined) return problem(context, 404, "No such invoice.");
  return context.json(wire.invoice(account, collect(account, invoice)));
}

/** The secret that signs the deliveries of a webhook; in production the dashboard shows it. */
function webhookSecret(context: Context, accounts: Accounts): Response {
  const principal = accounts.find(keyOf(context.req.header("authorization")) ?? "");
  if (principal === undefined) return problem(context, 401, "The API key is missing or not valid.");
  const webhook = principal.merchant.outbox.webhooks.get(context.req.param("id") ?? "");
  return webhook
    ? context.json({ secret: webhook.secret })
    : problem(context, 404, "No such webhook.");
}

function stringsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return [];
  return Array.isArray(value) && value.every((item) => typeof item === "string")
    ? value
    : undefined;
}

function variationsOf(value: unknown): Variations | undefined {
  if (value === undefined) return {};
  if (!isJsonObject(value)) return undefined;
  const known = Object.entries(value).every(
    ([name, set]) =>
      (variationNames as readonly string[]).includes(name) && typeof set === "boolean",
  );
  return known ? value : undefined;
}

async function readBody(context: Context): Promise<JsonObject | undefined> {
  try {
    const text = await context.req.text();
    const body: unknown = text === "" ? {} : JSON.parse(text);
    return isJsonObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function problem(context: Context, status: 400 | 401 | 404 | 409, message: string): Response {
  return context.json({ error: message }, status);
}
