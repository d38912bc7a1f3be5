import type { Context } from "hono";
import type { Accounts, HostedAccount } from "../accounts.ts";
import { keyOf } from "../auth.ts";
import { bodyText } from "../body-text.ts";
import { originOf } from "../paths.ts";
import type { JsonObject } from "../domain/json.ts";
import { readJsonObject } from "../domain/json.ts";
import type { Reply } from "../reply.ts";

/** An action of the sandbox on one account: `id` is the path parameter of that name, "" where there is none. */
export type Action = (hosted: HostedAccount, request: ActionRequest) => Reply;

export interface ActionRequest {
  readonly id: string;
  readonly body: JsonObject;
  /** Where this server is reached, as in http://127.0.0.1:8099. */
  readonly origin: string;
}

/** Runs the action on the account of the request's key; either key will do. */
export async function withAccount(
  context: Context,
  accounts: Accounts,
  action: Action,
): Promise<Response> {
  const hosted = accounts.byKey(keyOf(context.req.header("authorization")) ?? "")?.hosted;
  if (hosted === undefined) return respond(problem(401, "The API key is missing or not valid."));
  const body = await readBody(context);
  if (body === undefined) return respond(problem(400, "The request body is not a JSON object."));
  const origin = originOf(context.req.url);
  return respond(action(hosted, { id: context.req.param("id") ?? "", body, origin }));
}

/** A refusal of the sandbox itself, in an envelope that is not the API's. */
export function problem(status: number, message: string): Reply {
  return { status, body: { error: message } };
}

export function respond({ status, body }: Reply): Response {
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}

/** An empty body is an empty object. Undefined when it is no JSON object. */
export async function readBody(context: Context): Promise<JsonObject | undefined> {
  const text = await bodyText(context.req).catch(() => undefined);
  return text === "" ? {} : readJsonObject(text ?? "");
}
