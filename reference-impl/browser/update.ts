import type { BrowserAccount, JsonObject } from "./account.ts";
import { invalid, missing, refusal, unknown } from "./refusal.ts";

/**
 * DR-UPDATE-1 to DR-UPDATE-6: The owner and the expiry of a card, for whoever has its client secret. Gives a refusal, or
 * the id of the source that was changed. A session is checked where it is named; the reference of the method names none.
 */
export function updateSource(
  account: BrowserAccount,
  id: string,
  body: JsonObject,
  now: Date,
): Response | string {
  const { clientSecret, sessionId, owner, expirationMonth: month, expirationYear: year } = body;
  if (typeof clientSecret !== "string") return missing("clientSecret");
  const named = typeof sessionId === "string" ? sessionId : undefined;
  const source = account.updatable({ sourceId: id, clientSecret, sessionId: named });
  if (source === undefined) return unknown("source", "id");
  if (sessionId !== undefined && !account.updatesIn(sessionId))
    return unknown("session", "sessionId");
  if (source.type !== "creditCard")
    return refusal(400, "invalid_parameter", "Only a credit card can be updated.", "id");
  if (owner !== undefined && !isObject(owner)) return invalid("owner", owner);
  if (month === undefined && year === undefined) {
    account.change(source.id, { owner, details: {} });
    return source.id;
  }
  if (!isWhole(month, 1, 12)) return invalid("expirationMonth", month);
  if (!isWhole(year, 2000, 2099)) return invalid("expirationYear", year);
  if (year * 12 + month - 1 < now.getUTCFullYear() * 12 + now.getUTCMonth())
    return refusal(400, "invalid_expiration_date", "The card is expired.", "expirationYear");
  account.change(source.id, { owner, details: { expirationMonth: month, expirationYear: year } });
  return source.id;
}

function isWhole(value: unknown, from: number, to: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
