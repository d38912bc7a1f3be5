import type { Context } from "hono";
import type { AccountTerms, Keys } from "../accounts.ts";
import type { ServerContext } from "../context.ts";
import type { Json, JsonObject } from "../domain/json.ts";
import { isJsonObject } from "../domain/json.ts";
import { isFault, publicKeyFor } from "../faults/faults.ts";
import { unknownFault } from "../faults/list.ts";
import { idShapes } from "../ids.ts";
import type { Variations } from "../variations/catalogue.ts";
import { variationNames } from "../variations/catalogue.ts";
import { problem, readBody, respond } from "./reply.ts";

type AccountRequest = Pick<
  AccountTerms,
  "faults" | "ids" | "settleMs" | "requestsPerSecond" | "variations"
>;

/** A fresh account with its own keys, faults and variations. Needs no key. */
export async function createAccount(context: Context, server: ServerContext): Promise<Response> {
  const body = await readBody(context);
  if (body === undefined) return respond(problem(400, "The request body is not a JSON object."));
  const wanted = readAccountRequest(body);
  if (typeof wanted === "string") return respond(problem(400, wanted));
  return respond({ status: 201, body: { keys: addAccount(server, wanted) } });
}

export function deleteAccount(context: Context, { accounts }: ServerContext): Response {
  const removed = accounts.remove(context.req.param("id") ?? "");
  return respond(removed ? { status: 204 } : problem(404, "No account has this confidential key."));
}

function addAccount(server: ServerContext, wanted: AccountRequest): Keys {
  const { seed, token } = server.nextAccount();
  const keys = {
    confidential: `sk_test_${token}`,
    public: publicKeyFor(`pk_test_${token}`, wanted.faults),
  };
  return server.addAccount({ ...wanted, keys, seed }).keys;
}

/** What the account is to be like, or what is wrong with the request. */
function readAccountRequest(body: JsonObject): AccountRequest | string {
  const { faults = [], ids: shape = "uuid", settleMs = 0, variations = {} } = body;
  const { requestsPerSecond = 0 } = body;
  if (!isNames(faults)) return '"faults" is not a list of names.';
  const unknown = faults.find((name) => !isFault(name));
  if (unknown !== undefined) return unknownFault(unknown);
  const ids = idShapes.find((known) => known === shape);
  if (ids === undefined) return `"ids" is none of ${idShapes.join(", ")}.`;
  if (typeof settleMs !== "number" || settleMs < 0)
    return '"settleMs" is not a number of milliseconds.';
  if (typeof requestsPerSecond !== "number" || !Number.isInteger(requestsPerSecond))
    return '"requestsPerSecond" is not a whole number.';
  if (!isVariations(variations)) return `"variations" takes ${variationNames.join(", ")}.`;
  return { faults, ids, settleMs, requestsPerSecond, variations };
}

function isNames(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isVariations(value: Json): value is JsonObject & Variations {
  if (!isJsonObject(value)) return false;
  const known: readonly string[] = variationNames;
  return Object.entries(value).every(
    ([name, set]) => known.includes(name) && typeof set === "boolean",
  );
}
