import type { Context } from "hono";
import { Hono } from "hono";
import type { JsonObject } from "../domain/json.ts";
import { readJsonObject } from "../domain/json.ts";
import type { KeyHandler, Request, ResourceName, ShopperHandler } from "./call.ts";
import { relation } from "./call.ts";
import { keyOf } from "./credentials.ts";
import { envelope } from "./errors.ts";
import { reduced } from "./expand.ts";
import type { Reply } from "../reply.ts";
import { keyRoutes, shopperRoutes } from "./routes.ts";
import type { CommerceAccount, Lookup } from "./account.ts";
import { ownerOfToken, sessionOf } from "./account.ts";
import { sourceError } from "./source-errors.ts";
import { createToken } from "./tokens.ts";
import { documentedWire } from "./wire.ts";

/** The Commerce face: tokens, what shoppers call, and what the browser library calls. */
export function commerce(lookup: Lookup): Hono {
  const app = new Hono();
  app.post("/oauth20/token", (context) => serveToken(context, lookup));
  for (const [method, path, resource, handler] of shopperRoutes)
    app.on(method, shoppers + path, (context) => serveShopper(context, lookup, resource, handler));
  for (const [method, path, handler] of keyRoutes)
    app.on(method, path, (context) => serveKey(context, lookup, handler));
  app.onError((error, context) => {
    console.error(error);
    const sources = new URL(context.req.url).pathname.startsWith("/payments/");
    return respond(sources ? crashedSource : envelope(500, "system-error", crashedText));
  });
  app.all("/v1/shoppers/*", (context) => respond(noRoute(context)));
  app.all("/payments/*", () =>
    respond(sourceError(404, "not_found", "not_found", "The requested resource does not exist.")),
  );
  return app;
}

/** The account of a request, by token or by key, wherever it is written. */
export function ownerOf(
  lookup: Lookup,
  authorization: string | undefined,
  url: string,
): CommerceAccount | undefined {
  const key = keyOf(authorization)?.key ?? authorization;
  const { searchParams } = new URL(url);
  const sent = key ?? searchParams.get("token") ?? searchParams.get("apiKey") ?? "";
  return lookup.byKey(sent) ?? ownerOfToken(lookup, sent);
}

const crashedText = "The request could not be processed.";
const crashedSource = sourceError(500, "internal_server_error", "unknown_error", crashedText);

const shoppers = "/v1/shoppers/me";

async function serveToken(context: Context, lookup: Lookup): Promise<Response> {
  const query = new URL(context.req.url).searchParams;
  const form = new URLSearchParams(await context.req.text());
  const fields = new Map([...query, ...form]);
  const authorization = context.req.header("authorization");
  return respond(createToken(lookup, { authorization, fields }));
}

async function serveShopper(
  context: Context,
  lookup: Lookup,
  resource: ResourceName,
  handler: ShopperHandler,
): Promise<Response> {
  const url = new URL(context.req.url);
  const where = relation({ origin: url.origin, resource });
  const authorization = context.req.header("authorization");
  const { wire } = ownerOf(lookup, authorization, context.req.url) ?? { wire: documentedWire };
  const token = url.searchParams.get("token") ?? wire.bearerOf(authorization);
  if (token === undefined)
    return respond(envelope(401, "invalid_request", "The token is missing.", where));
  const known = sessionOf(lookup, token);
  if (known === undefined)
    return respond(envelope(401, "invalid_token", "Invalid token for specified shopper", where));
  if (!producible(context, url.searchParams))
    return respond(envelope(406, "invalid-request", "Only JSON can be produced.", where));
  const body = await readBody(context, known);
  if (body === undefined) return respond(envelope(400, "invalid-request", unreadable, where));
  const reply = handler({ ...known, ...requestOf(context, url, body), resource });
  const isFine = reply.body !== undefined && reply.status < 300;
  return respond(isFine ? { ...reply, body: reduced(url.searchParams, reply.body) } : reply);
}

async function serveKey(context: Context, lookup: Lookup, handler: KeyHandler): Promise<Response> {
  const url = new URL(context.req.url);
  const sent = keyOf(context.req.header("authorization"))?.key ?? url.searchParams.get("apiKey");
  const caller = lookup.byKey(sent ?? "");
  if (caller === undefined)
    return respond(
      sourceError(401, "unauthorized", "unauthorized", "The API key is missing or not valid."),
    );
  const body = await readBody(context, caller);
  if (body === undefined)
    return respond(sourceError(400, "bad_request", "invalid_format", unreadable));
  return respond(handler({ ...caller, ...requestOf(context, url, body) }));
}

const unreadable = "The request was invalid and could not be parsed by the system.";

function requestOf(context: Context, url: URL, body: JsonObject): Request {
  return { origin: url.origin, params: context.req.param(), query: url.searchParams, body };
}

function noRoute(context: Context): Reply {
  const { pathname } = new URL(context.req.url);
  const known = shopperRoutes.some(([, path]) => matches(shoppers + path, pathname));
  return known
    ? envelope(405, "method-not-allowed", "The method is not allowed for this resource.")
    : envelope(404, "resource-not-found", "The requested resource does not exist.");
}

function matches(pattern: string, pathname: string): boolean {
  const parts = pathname.split("/");
  const wanted = pattern.split("/");
  return (
    parts.length === wanted.length &&
    wanted.every((part, index) => part.startsWith(":") || part === parts[index])
  );
}

/** JSON alone is offered, not the XML that the documentation knows as well. */
function producible(context: Context, query: URLSearchParams): boolean {
  const format = query.get("format");
  if (format !== null) return format === "json";
  const accept = context.req.header("accept")?.trim() ?? "";
  const ranges = accept.split(",").map((range) => (range.split(";")[0] ?? "").trim().toLowerCase());
  return accept === "" || ranges.some((range) => /^(\*\/\*|application\/(\*|json))$/.test(range));
}

/** An empty body is an empty object, whatever its type. Undefined when it is no JSON object. */
async function readBody(
  context: Context,
  { wire }: CommerceAccount,
): Promise<JsonObject | undefined> {
  const text = context.req.method === "GET" ? "" : await context.req.text();
  if (text.trim() === "") return {};
  if (!wire.isJsonType(context.req.header("content-type"))) return undefined;
  return readJsonObject(text);
}

function respond({ status, body }: Reply): Response {
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}
