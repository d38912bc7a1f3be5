import type { JsonObject } from "../domain/json.ts";
import { secondaryType } from "../domain/source-types.ts";
import type { Call } from "./call.ts";
import { refusalReply } from "./errors.ts";
import { paymentVersion } from "./legacy-credit.ts";
import { reader } from "./read.ts";
import type { Reply } from "../reply.ts";

/** Release notes 2021-12-13: from this version on a checkout takes nothing from its customer. */
const explicitVersion = "2021-12-13";

/** The body of a new checkout, with what older versions take over from the customer. */
export function inherited(call: Call): JsonObject {
  const customer = call.account.store.customers.get(reader(call.body).text("customerId") ?? "");
  if (call.version >= explicitVersion || customer === undefined) return call.body;
  const { email, locale, type, shipping } = customer.fields;
  const known = {
    email,
    locale,
    customerType: type,
    shipTo: shipping,
    sourceId: customer.defaultSourceId,
  };
  return { ...defined(known), ...call.body };
}

/** The reply as an older version shows it: sources, charges and session at the top, and the older refusals. */
export function asOfVersion(version: string, reply: Reply): Reply {
  if (version >= paymentVersion || reply.body === undefined) return reply;
  if (namesBilling(reply.body)) return refusalReply({ reason: "order-incomplete" });
  return { ...reply, body: older(reply.body) };
}

function older(body: object): object {
  if (Array.isArray(body)) return body;
  if ("data" in body && Array.isArray(body.data)) return { ...body, data: body.data.map(older) };
  if ("errors" in body && Array.isArray(body.errors))
    return { ...body, errors: body.errors.map(olderError) };
  if (!("payment" in body)) return body;
  const { payment, ...rest } = body;
  return { ...rest, ...flattened(payment as Payment) };
}

/** Applying store credit (legacy): without an address to bill, a conflict and not a bad request. */
function namesBilling(body: object): boolean {
  const [error] = "errors" in body && Array.isArray(body.errors) ? body.errors : [];
  return String(error?.parameter).startsWith("billTo.");
}

interface Payment {
  readonly sources?: readonly { readonly type: string; readonly amount: number }[];
  readonly charges?: readonly object[];
  readonly session?: { readonly id: string };
}

function flattened({ sources = [], charges, session }: Payment): object {
  const credit = sources.find(({ type }) => type === secondaryType);
  return {
    ...(credit && { creditAmount: credit.amount }),
    sources,
    ...(charges && { charges }),
    ...(session && { paymentSessionId: session.id }),
  };
}

/** Applying store credit (legacy), "Single-use primary sources". */
function olderError(error: { code: string }): object {
  if (error.code !== "session_update_not_allowed") return error;
  return {
    code: "source_not_supported",
    parameter: "sourceId",
    message: "The source status is invalid for this session.",
  };
}

function defined(fields: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
