import type { JsonObject } from "../domain/json.ts";
import { isJsonObject } from "../domain/json.ts";
import type { Outcome } from "../domain/refusal.ts";
import { andThen, accept, notFound, refuse } from "../domain/refusal.ts";
import { toMinor } from "../domain/money.ts";
import { secondaryType } from "../domain/source-types.ts";
import type { CreditRequest } from "../domain/sources.ts";
import { createCredit, retrieveSource } from "../domain/sources.ts";
import type { KeyHandler } from "./call.ts";
import { answerKey, param } from "./call.ts";
import { created, ok } from "../reply.ts";

/** CO-SOURCE-10, CO-REUSE-7: What the browser library sends; with the confidential key store credit too, as on `POST /sources`. */
export const createPaymentSource: KeyHandler = (call) => {
  const isCredit = call.role === "confidential" && call.body["type"] === secondaryType;
  const made = isCredit
    ? createCredit(call.account, creditRequest(call.body))
    : andThen(details(call.body), (entered) => call.enter(entered, call.origin));
  return answerKey(call, made, (source) => created(call.wire.source(source)));
};

/** CO-SOURCE-12: The client secret opens one source, for as long as nobody else has it. */
export const retrieveSourceWithSecret: KeyHandler = (call) => {
  const id = param(call);
  const secret = call.query.get("secret");
  if (secret === null)
    return call.wire.sourceRefused({ reason: "missing-parameter", parameter: "secret" });
  const found = andThen(retrieveSource(call.account, id, "id"), (source) =>
    source.clientSecret === secret ? accept(source) : notFound("source", id, "id"),
  );
  return answerKey(call, found, (source) => ok(call.wire.source(source)));
};

function creditRequest(body: JsonObject): CreditRequest {
  const { paymentSessionId, sessionId = paymentSessionId, upstreamId, owner, amount } = body;
  return {
    sessionId: typeof sessionId === "string" ? sessionId : undefined,
    upstreamId: typeof upstreamId === "string" ? upstreamId : undefined,
    owner: isJsonObject(owner) ? owner : undefined,
    amountIn: (currency) => {
      if (amount === undefined) return missing("amount");
      const minor = toMinor(amount, currency);
      if (minor !== undefined && minor > 0) return accept(minor);
      return refuse({
        reason: "invalid-parameter",
        parameter: "amount",
        value: JSON.stringify(amount),
      });
    },
  };
}

/** A card needs its number and its expiry; where a customer comes back to may stand with the method. */
function details(body: JsonObject): Outcome<JsonObject> {
  const type = body["type"];
  if (typeof type !== "string" || type === "") return missing("type");
  const method = isJsonObject(body[type]) ? body[type] : {};
  const needed = type === "creditCard" ? ["number", "expirationMonth", "expirationYear"] : [];
  const absent = needed.find((name) => method[name] === undefined);
  if (absent !== undefined) return missing(`creditCard.${absent}`);
  const returnUrl = body["returnUrl"] ?? method["returnUrl"];
  return accept(returnUrl === undefined ? body : { ...body, returnUrl });
}

function missing(parameter: string): Outcome<never> {
  return refuse({ reason: "missing-parameter", parameter });
}
