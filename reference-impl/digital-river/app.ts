import type { Context } from "hono";
import { Hono } from "hono";
import type { JsonObject } from "../domain/json.ts";
import type { Handler } from "./call.ts";
import type { TransportRefusal } from "./errors.ts";
import { transportReply } from "./errors.ts";
import { asOfVersion } from "./legacy.ts";
import type { Caller } from "./account.ts";
import { takesJson } from "../accept.ts";
import { methodsByPath, naming } from "../allow.ts";
import { bodyText, mayHoldBody } from "../body-text.ts";
import { queryOf } from "../paths.ts";
import type { Reply } from "../reply.ts";
import { routes } from "./routes.ts";
import type { Wire } from "./wire.ts";

/** How this face learns whose request it has; undefined when the key is missing or unknown. */
export type Identify = (authorization: string | undefined) => Caller | undefined;

/** The Digital River face: every route of the index. */
export function digitalRiver(identify: Identify): Hono {
  const app = new Hono();
  for (const [method, path, handler, reads] of routes)
    app.on(method, path, (context) => serve(context, identify, handler, reads));
  return app;
}

/** What is answered where no route takes a request: a refusal of its method where one takes its path. */
export function refusedByDigitalRiver(identify: Identify): Hono {
  const app = new Hono();
  for (const [path, methods] of methodsByPath(routes)) {
    app.all(path, async (context) =>
      naming(methods, await serve(context, identify, ({ wire }) => wire.transport("no-method"))),
    );
  }
  return app;
}

/** What no route takes. */
export function noRoute(context: Context, identify: Identify): Promise<Response> {
  return serve(context, identify, ({ wire }) => wire.transport("no-route"));
}

/** A request over the rate limit (Rate limiting, "How we rate limit"). */
export function tooMany(): Response {
  return respond(transportReply("too-many"), undefined);
}

/** A crash of our own, in the documented envelope. */
export function crashed(): Response {
  return respond(transportReply("crashed"), undefined);
}

async function serve(
  context: Context,
  identify: Identify,
  handler: Handler,
  reads?: "body",
): Promise<Response> {
  const caller = identify(context.req.header("authorization"));
  if (caller === undefined) return respond(transportReply("no-key"), undefined);
  const { account, wire, outbox, role } = caller;
  const requestId = account.newId("request");
  const refused = (refusal: TransportRefusal) => respond(wire.transport(refusal), requestId);
  if (role === "public") return refused("public-key");
  if (!takesJson(context.req.header("accept"))) return refused("not-acceptable");
  const version = context.req.header("digitalriver-version") ?? currentVersion;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(version)) return refused("broken-version");
  const body = await readBody(context, wire, reads);
  if (body === undefined) return refused("broken-json");
  const query = queryOf(context.req.url);
  const params = context.req.param();
  const reply = handler({ account, wire, outbox, params, query, body, version });
  return respond(asOfVersion(version, reply), requestId);
}

const currentVersion = "2021-12-13";

/** The body is JSON whatever its content type says, or unread. Undefined when it is read and anything else. */
async function readBody(
  context: Context,
  wire: Wire,
  reads: "body" | undefined,
): Promise<JsonObject | undefined> {
  const text = await bodyText(context.req);
  if (!mayHoldBody(context.req.method) || (reads === undefined && text?.trim() !== "")) return {};
  return text === undefined ? undefined : wire.body(text, context.req.header("content-type"));
}

function respond(reply: Reply, requestId: string | undefined): Response {
  const { status, body } = reply;
  const own = requestId === undefined ? {} : { "x-dr-requestid": requestId };
  if (body === undefined) return new Response(null, { status, headers: own });
  const headers = { ...own, "content-type": "application/json" };
  return new Response(JSON.stringify(body), { status, headers });
}
