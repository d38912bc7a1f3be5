import { put } from "../domain/attachments.ts";
import { shopperOf } from "../domain/payment-options.ts";
import { keyOf } from "./credentials.ts";
import { tokenError } from "./errors.ts";
import type { Reply } from "../reply.ts";
import { given, ok } from "../reply.ts";
import type { Schemas } from "./schemas.ts";
import type { Caller, CommerceAccount, Lookup, ShopperSession } from "./account.ts";
import {
  cartOf,
  openSession,
  ownerOfToken,
  putSession,
  sessionOf,
  tokenLifetime,
} from "./account.ts";

/** What a token is asked with: the header, and the members of form and query together. */
export interface TokenRequest {
  readonly authorization: string | undefined;
  readonly fields: ReadonlyMap<string, string>;
}

/** POST /oauth20/token (Tokens). */
export function createToken(lookup: Lookup, request: TokenRequest): Reply {
  switch (request.fields.get("grant_type")) {
    case "client_credentials":
      return withKey(lookup, request, clientToken);
    case "password":
      return withKey(lookup, request, passwordToken);
    case "refresh_token":
      return refreshedToken(lookup, request);
    case undefined:
      return tokenError(400, "invalid_request", "grant_type is missing");
    default:
      return tokenError(400, "unsupported_grant_type", "The grant is none that is offered");
  }
}

function withKey(
  lookup: Lookup,
  request: TokenRequest,
  grant: (caller: Caller, request: TokenRequest, lookup: Lookup) => Reply,
): Reply {
  const { fields, authorization } = request;
  const sent = keyOf(authorization);
  const key = sent?.key ?? fields.get("client_id") ?? fields.get("apiKey") ?? "";
  const caller = lookup.byKey(key);
  if (caller === undefined) return tokenError(401, "invalid_client", "The API key is not valid");
  // The secret of a public key is the confidential key of the same account.
  const secret = lookup.byKey(sent?.secret ?? "");
  const isTrusted = secret?.id === caller.id && secret.role === "confidential";
  return grant(isTrusted ? { ...caller, role: "confidential" } : caller, request, lookup);
}

/** CO-TOKEN-1: With dr_external_reference_id for a shopper of that name, without it for a guest. */
function clientToken(caller: Caller, request: TokenRequest, lookup: Lookup): Reply {
  if (caller.role !== "confidential")
    return tokenError(401, "invalid_client", "This grant needs the secret of the API key");
  const reference = request.fields.get("dr_external_reference_id");
  if (reference === undefined) return tokenReply(openSession(caller, undefined));
  return shopperToken(caller, reference, { request, lookup, refreshable: false });
}

/** CO-TOKEN-2: With username and password for that shopper, without them for a guest. */
function passwordToken(caller: Caller, request: TokenRequest, lookup: Lookup): Reply {
  const username = request.fields.get("username") ?? "anonymous";
  if (username === "anonymous") return tokenReply(openSession(caller, undefined, true));
  if (!request.fields.get("password"))
    return tokenError(400, "invalid_grant", "The password is missing");
  return shopperToken(caller, username, { request, lookup, refreshable: true });
}

function shopperToken(
  owner: CommerceAccount,
  reference: string,
  { request, lookup, refreshable }: { request: TokenRequest; lookup: Lookup; refreshable: boolean },
): Reply {
  const shopper = shopperOf(owner.account, reference);
  if (!shopper.ok) return tokenError(400, "invalid_request", "The shopper's name is too long");
  const session = openSession(owner, shopper.value.id, refreshable);
  return tokenReply(takeOver(owner, session, lookup, request.fields.get("dr_limited_token")));
}

/** The cart of the guest who logs in goes over to the shopper. */
function takeOver(
  owner: CommerceAccount,
  session: ShopperSession,
  lookup: Lookup,
  limitedToken: string | undefined,
): ShopperSession {
  const guest = limitedToken === undefined ? undefined : sessionOf(lookup, limitedToken);
  if (guest === undefined || guest.id !== owner.id) return session;
  const cart = cartOf(owner, guest.session);
  put(owner.account, { ...cart, customerId: session.customerId });
  return putSession(owner, { ...session, cartId: cart.id });
}

function refreshedToken(lookup: Lookup, { fields }: TokenRequest): Reply {
  const refreshToken = fields.get("refresh_token") ?? "";
  const owner = ownerOfToken(lookup, refreshToken);
  const session = [...(owner?.sessions.values() ?? [])].find(
    (each) => each.refreshToken === refreshToken,
  );
  if (owner === undefined || session === undefined)
    return tokenError(400, "invalid_grant", "The refresh token is not valid");
  const { token, expiresAt } = openSession(owner, session.customerId);
  return tokenReply(putSession(owner, { ...session, token, expiresAt }));
}

function tokenReply({ token, refreshToken }: ShopperSession): Reply {
  return ok({
    access_token: token,
    token_type: "bearer",
    expires_in: String(tokenLifetime),
    ...given({ refresh_token: refreshToken }),
  } satisfies Schemas["Token"]);
}
