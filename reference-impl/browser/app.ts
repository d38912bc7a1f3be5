import type { Context } from "hono";
import { Hono } from "hono";
import type { BrowserAccount, BrowserContext, JsonObject } from "./account.ts";
import { asset } from "./assets.ts";
import { authenticate } from "./authentication.ts";
import { frameDocument } from "./documents.ts";
import { icon } from "./icons.ts";
import { banksOf, paymentMethods } from "./payment-methods.ts";
import { refusal, unknown } from "./refusal.ts";
import { shop } from "./shop/app.ts";
import { updateSource } from "./update.ts";

/**
 * The browser side: the stand-in of DigitalRiver.js, what it calls beyond the API, and a shop that uses it. What stands
 * under /_sandbox is nobody's documentation.
 */
export function browser(server: BrowserContext): Hono {
  const app = new Hono();
  const scripts = {
    "/digitalriver.js": "library.js",
    "/v1/DigitalRiver.js": "library.js",
    "/v1/css/DigitalRiver.css": "library.css",
    "/v1/frame.js": "frame.js",
    "/v1/css/frame.css": "frame.css",
  };
  for (const [path, name] of Object.entries(scripts))
    app.get(path, () => asset(server.assets, name, preludeOf(name, server)));
  app.get("/v1/components/:kind", frameDocument);
  app.get("/v1/images/:name{.+\\.svg}", (context) =>
    icon(context.req.param("name").replace(/\.svg$/, "")),
  );

  app.get("/payments/payment-methods", (context) =>
    withAccount(context, server, (account) => {
      const { searchParams, origin } = new URL(context.req.url);
      const methods = paymentMethods(account, searchParams, origin);
      return methods === undefined ? unknown("session", "sessionId") : Response.json(methods);
    }),
  );
  app.get("/_sandbox/browser/banks", (context) =>
    withAccount(context, server, () => {
      const { country = "", currency = "" } = context.req.query();
      return Response.json(banksOf(country, currency));
    }),
  );
  app.post("/_sandbox/browser/sources/:id", (context) =>
    withAccount(context, server, (account, body) => {
      const id = context.req.param("id");
      const updated = updateSource(account, id, body, new Date());
      return typeof updated === "string" ? read(context, server, account, updated) : updated;
    }),
  );
  app.post("/_sandbox/browser/sources/:id/authenticate", (context) =>
    withAccount(context, server, async (account, body) => {
      const id = context.req.param("id");
      const status = authenticate(account, id, body);
      if (status instanceof Response) return status;
      if (status === "complete" || status === "authentication_not_required")
        account.authenticated(id);
      if (status === "complete" && account.source(id)?.state === "requires_action")
        await ask(context, server, "POST", `/_sandbox/sources/${encodeURIComponent(id)}/approve`);
      return Response.json({ status });
    }),
  );
  app.route("/shop", shop(server));
  return app;
}

/** What is to be wrong with the library for one key stands before its scripts. */
function preludeOf(name: string, { libraryFaults, shopKeys }: BrowserContext): string {
  if (libraryFaults.length === 0 || !name.endsWith(".js")) return "";
  return `globalThis.headwaterFaults = ${JSON.stringify({ [shopKeys.public]: libraryFaults })};\n`;
}

async function withAccount(
  context: Context,
  server: BrowserContext,
  next: (account: BrowserAccount, body: JsonObject) => Response | Promise<Response>,
): Promise<Response> {
  const account = server.accountOf(keyOf(context));
  if (account === undefined)
    return refusal(401, "unauthorized", "The API key is missing or not valid.");
  if (context.req.method === "GET") return next(account, {});
  const body = await readBody(context).catch(() => undefined);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return refusal(400, "invalid_format", "The request body is not a JSON object.");
  return next(account, body as JsonObject);
}

/** Fails for what is no JSON, and for what nests so deeply that it could not be passed on. */
async function readBody(context: Context): Promise<unknown> {
  const body: unknown = await context.req.json();
  JSON.stringify(body);
  return body;
}

function keyOf(context: Context): string {
  return /^bearer\s+(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1] ?? "";
}

/** The source as the API shows it. */
function read(
  context: Context,
  server: BrowserContext,
  account: BrowserAccount,
  id: string,
): Promise<Response> {
  const secret = encodeURIComponent(account.source(id)?.clientSecret ?? "");
  return ask(
    context,
    server,
    "GET",
    `/payments/sources/${encodeURIComponent(id)}?secret=${secret}`,
  );
}

function ask(
  context: Context,
  server: BrowserContext,
  method: string,
  path: string,
): Promise<Response> {
  const headers = { authorization: `Bearer ${keyOf(context)}` };
  return server.api(new Request(new URL(path, context.req.url), { method, headers }));
}
