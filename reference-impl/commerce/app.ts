import type { Context } from "hono";
import { Hono } from "hono";
import type { JsonObject } from "../domain/json.ts";
import { readJsonObject } from "../domain/json.ts";
import type { Request } from "./call.ts";
import { relation } from "./call.ts";
import { keyOf } from "./credentials.ts";
import { envelope, tokenError } from "./errors.ts";
import { reduced } from "./expand.ts";
import type { Reply } from "../reply.ts";
import type { KeyRoute, ShopperRoute } from "./routes.ts";
import { keyRoutes, shopperRoutes } from "./routes.ts";
import { describeToken, forgetToken } from "./access-tokens.ts";
import type { CommerceAccount, Lookup } from "./account.ts";
import { ownerOfToken, sessionOf } from "./account.ts";
import { misshapen } from "./members.ts";
import { sourceError } from "./source-errors.ts";
import { takesJson } from "../accept.ts";
import { methodsByPath, naming } from "../allow.ts";
import { bodyText } from "../body-text.ts";
import { queryOf } from "../paths.ts";
import { createToken } from "./tokens.ts";
import { documentedWire } from "./wire.ts";

/** The Commerce face: tokens, what shoppers call, and what the browser library calls. */
export function commerce(lookup: Lookup): Hono {
  const app = new Hono();
  for (const [method, path, serve] of tokenRoutes)
    app.on(method, path, (context) => serve(context, lookup));
  for (const route of shopperRoutes)
    app.on(route[0], shoppers + route[1], (context) => serveShopper(context, lookup, route));
  for (const route of keyRoutes)
    app.on(route[0], route[1], (context) => serveKey(context, lookup, route));
  app.onError((error, context) => {
    console.error(error);
    const sources = new URL(context.req.url).pathname.startsWith("/payments/");
    return respond(sources ? crashedSource : envelope(500, "system-error", crashedText));
  });
  return app;
}

/** What is answered where no route takes a request of this face. */
export function refusedByCommerce(): Hono {
  const app = new Hono();
  const refuse = (path: string, methods: readonly string[], reply: Reply) =>
    app.all(path, () => naming(methods, respond(reply)));
  for (const [path, methods] of methodsByPath(shopperRoutes))
    refuse(shoppers + path, methods, noMethod);
  for (const [path, methods] of methodsByPath(tokenRoutes)) refuse(path, methods, noTokenMethod);
  for (const [path, methods] of methodsByPath(keyRoutes)) refuse(path, methods, noSourceMethod);
  app.all("/v1/shoppers/*", () => respond(noRoute));
  app.all("/payments/*", () =>
    respond(sourceError(404, "not_found", "not_found", "The requested resource does not exist.")),
  );
  return app;
}

/** A shopper's request over the rate limit (409 Conflict, "rate-limit-quota-exceeded"). */
export function quotaExceeded(): Response {
  return respond(envelope(409, "rate-limit-quota-exceeded", "The rate limit is exceeded."));
}

/** The token or key of a request, wherever it is written. */
export function credentialOf(authorization: string | undefined, url: string): string {
  return keyOf(authorization)?.key ?? authorization ?? credentialIn(queryOf(url)) ?? "";
}

const credentialIn = (query: URLSearchParams): string | null =>
  query.get("token") ?? query.get("apiKey");

function ownerOf(lookup: Lookup, credential: string): CommerceAccount | undefined {
  return lookup.byKey(credential) ?? ownerOfToken(lookup, credential);
}

type TokenRoute = readonly [
  method: string,
  path: string,
  serve: (context: Context, lookup: Lookup) => Promise<Response> | Response,
];

/** What is asked about tokens; two spellings of one path are documented. */
const tokenRoutes: readonly TokenRoute[] = [
  ["POST", "/oauth20/token", serveToken],
  ["GET", "/oauth20/access-tokens", serveDescription],
  ["DELETE", "/oauth20/access-tokens", serveRemoval],
  ["GET", "/oauth20/access-token", serveDescription],
  ["DELETE", "/oauth20/access-token", serveRemoval],
];

const crashedText = "The request could not be processed.";
const crashedSource = sourceError(500, "internal_server_error", "unknown_error", crashedText);

const shoppers = "/v1/shoppers/me";

/** The token that a call is about; without one in the query, the one that it comes with. */
const tokenIn = (context: Context): string =>
  new URL(context.req.url).searchParams.get("token") ??
  documentedWire.bearerOf(context.req.header("authorization")) ??
  "";

async function serveToken(context: Context, lookup: Lookup): Promise<Response> {
  const query = new URL(context.req.url).searchParams;
  const form = new URLSearchParams(await bodyText(context.req));
  const fields = new Map([...query, ...form]);
  const authorization = context.req.header("authorization");
  return respond(createToken(lookup, { authorization, fields }));
}

function serveDescription(context: Context, lookup: Lookup): Response {
  return respond(describeToken(lookup, tokenIn(context)));
}

function serveRemoval(context: Context, lookup: Lookup): Response {
  return respond(forgetToken(lookup, tokenIn(context)));
}

async function serveShopper(
  context: Context,
  lookup: Lookup,
  [, , resource, handler, reads]: ShopperRoute,
): Promise<Response> {
  const url = new URL(context.req.url);
  const where = relation({ origin: url.origin, resource });
  const authorization = context.req.header("authorization");
  const credential = credentialOf(authorization, context.req.url);
  const { wire } = ownerOf(lookup, credential) ?? { wire: documentedWire };
  const token = url.searchParams.get("token") ?? wire.bearerOf(authorization);
  if (token === undefined)
    return respond(envelope(401, "invalid_request", "The token is missing.", where));
  const known = sessionOf(lookup, token);
  if (known === undefined)
    return respond(envelope(401, "invalid_token", "Invalid token for specified shopper", where));
  if (!producible(context, url))
    return respond(envelope(406, "invalid-request", "Only JSON can be produced.", where));
  const body = await readBody(context, known, reads);
  if (body === undefined) return respond(envelope(400, "invalid-request", unreadable, where));
  const wrong = misshapen(body);
  if (wrong !== undefined) return respond(wire.refused(wrong, "read", where));
  const reply = handler({ ...known, ...requestOf(context, url, body), resource });
  const isFine = reply.body !== undefined && reply.status < 300;
  return respond(isFine ? { ...reply, body: reduced(url.searchParams, reply.body) } : reply);
}

async function serveKey(
  context: Context,
  lookup: Lookup,
  [, , handler, reads]: KeyRoute,
): Promise<Response> {
  const url = new URL(context.req.url);
  const sent = keyOf(context.req.header("authorization"))?.key ?? url.searchParams.get("apiKey");
  const caller = lookup.byKey(sent ?? "");
  if (caller === undefined)
    return respond(
      sourceError(401, "unauthorized", "unauthorized", "The API key is missing or not valid."),
    );
  const body = await readBody(context, caller, reads);
  if (body === undefined)
    return respond(sourceError(400, "bad_request", "invalid_format", unreadable));
  return respond(handler({ ...caller, ...requestOf(context, url, body) }));
}

const unreadable = "The request was invalid and could not be parsed by the system.";

function requestOf(context: Context, url: URL, body: JsonObject): Request {
  return { origin: url.origin, params: context.req.param(), query: url.searchParams, body };
}

const noRoute = envelope(404, "resource-not-found", "The requested resource does not exist.");
const noMethod = envelope(
  405,
  "method-not-allowed",
  "The method is not allowed for this resource.",
);
const noSourceMethod = sourceError(
  405,
  "bad_request",
  "method_not_allowed",
  "The method is not allowed for this resource.",
);
const noTokenMethod = tokenError(405, "invalid_request", "The method is not allowed.");

/**
 * JSON alone is offered, not the XML that the documentation knows as well. It is asked for by the end of the path, by
 * `format` or by the header, in this order.
 */
function producible(context: Context, { pathname, searchParams }: URL): boolean {
  if (/\.json\/*$/i.test(pathname)) return true;
  const format = searchParams.get("format") ?? "";
  return format === "" ? takesJson(context.req.header("accept")) : format.toLowerCase() === "json";
}

/** An empty body is an empty object, whatever its type, and so is one that nobody reads. Undefined when it is no JSON object. */
async function readBody(
  context: Context,
  { wire }: CommerceAccount,
  reads: "body" | undefined,
): Promise<JsonObject | undefined> {
  const text = await bodyText(context.req);
  if (reads === undefined || text?.trim() === "") return {};
  if (text === undefined) return undefined;
  if (!wire.isJsonType(context.req.header("content-type"))) return undefined;
  return readJsonObject(text);
}

function respond({ status, body }: Reply): Response {
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}
