import type { BrowserAccount, JsonObject } from "./account.ts";
import { missing, refusal, unknown } from "./refusal.ts";

/** What comes of asking for authentication; `challenge` says that the customer has to prove who they are. */
type Authentication = "authentication_not_required" | "challenge" | "complete" | "failed";

/**
 * DR-AUTH-1 to DR-AUTH-4: Whether the source needs its customer in this session. With `password`, the answer of the
 * customer to the challenge. A source that is to be stored is authenticated without a session.
 */
export function authenticate(
  account: BrowserAccount,
  id: string,
  body: JsonObject,
): Response | Authentication {
  const { sourceClientSecret, sessionId, storage, password } = body;
  if (typeof sourceClientSecret !== "string") return missing("sourceClientSecret");
  if (sessionId === undefined && storage !== true) return missing("sessionId");
  const named = typeof sessionId === "string" ? sessionId : undefined;
  const asked = { sourceId: id, clientSecret: sourceClientSecret, sessionId: named };
  const source = account.authenticable(asked);
  if (source === undefined) return unknown("source", "sourceId");
  if (sessionId !== undefined && !account.authenticatesIn(sessionId))
    return unknown("session", "sessionId");
  const occasion = `${source.id} ${named ?? "storage"}`;
  if (account.authentications.has(occasion)) return "complete";
  if (source.state !== "requires_action" && !isChallenged(source))
    return "authentication_not_required";
  if (password === undefined) return "challenge";
  if (source.owner?.["lastName"] === "SCATestFail") return "failed";
  if (typeof password !== "string" || !passwords.has(password))
    return refusal(400, "invalid_parameter", "This is not the password.", "password");
  account.authentications.add(occasion);
  return "complete";
}

/** The test cards of 3-D Secure, by what a source still shows of them (Testing scenarios). */
function isChallenged({ type, details }: { type: string; details: JsonObject }): boolean {
  const { brand, lastFourDigits } = details;
  return (
    type === "creditCard" &&
    ((brand === "MasterCard" && lastFourDigits === "5454") ||
      (brand === "Visa" && lastFourDigits === "0000"))
  );
}

/** The answers that the test bank takes (Testing scenarios). */
const passwords = new Set(["password", "1234"]);
