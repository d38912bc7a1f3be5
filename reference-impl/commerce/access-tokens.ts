import { given, noContent, ok } from "../reply.ts";
import type { Reply } from "../reply.ts";
import type { Lookup } from "./account.ts";
import { sessionOf } from "./account.ts";
import { tokenError } from "./errors.ts";
import type { Schemas } from "./schemas.ts";
import { defaultCurrency, defaultLocale } from "./shoppers.ts";

/** GET /oauth20/access-tokens (Access tokens): what a token stands for, as texts. */
export function describeToken(lookup: Lookup, token: string): Reply {
  const known = sessionOf(lookup, token);
  if (known === undefined) return unknownToken;
  const { account, session } = known;
  return ok({
    sessionId: session.cartId,
    ...given({ userId: session.customerId, externalReferenceId: session.customerId }),
    authenticated: session.customerId === undefined ? "false" : "true",
    locale: session.locale ?? defaultLocale,
    currency: session.currency ?? defaultCurrency,
    cartId: session.cartId,
    expiresIn: String(Math.max(0, Math.round((session.expiresAt - account.now()) / 1000))),
  } satisfies Schemas["AccessToken"]);
}

/** DELETE /oauth20/access-tokens: the token is none from now on. */
export function forgetToken(lookup: Lookup, token: string): Reply {
  const known = sessionOf(lookup, token);
  if (known === undefined) return unknownToken;
  known.sessions.delete(token);
  return noContent();
}

const unknownToken = tokenError(401, "invalid_token", "The token is not valid");
