import { put } from "../domain/combination.ts";
import { shopperOf } from "../domain/payment-options.ts";
import { keyOf } from "./credentials.ts";
import { tokenError } from "./errors.ts";
import type { Reply } from "./reply.ts";
import { given, ok } from "./reply.ts";
import type { Schemas } from "./schemas.ts";
import type { Shops, KeyHolder, Shop, ShopperSession } from "./shop.ts";
import { cartOf, openSession, putSession, sessionOf, shopOfToken, tokenLifetime } from "./shop.ts";

/** What a token is asked with: the header, and the members of form and query together. */
export interface TokenRequest {
  readonly authorization: string | undefined;
  readonly fields: ReadonlyMap<string, string>;
}

/** POST /oauth20/token (Tokens). */
export function createToken(shops: Shops, request: TokenRequest): Reply {
  switch (request.fields.get("grant_type")) {
    case "client_credentials":
      return withKey(shops, request, clientToken);
    case "password":
      return withKey(shops, request, passwordToken);
    case "refresh_token":
      return refreshedToken(shops, request);
    case undefined:
      return tokenError(400, "invalid_request", "grant_type is missing");
    default:
      return tokenError(400, "unsupported_grant_type", "The grant is none that is offered");
  }
}

function withKey(
  shops: Shops,
  request: TokenRequest,
  grant: (holder: KeyHolder, request: TokenRequest, shops: Shops) => Reply,
): Reply {
  const { fields, authorization } = request;
  const sent = keyOf(authorization);
  const key = sent?.key ?? fields.get("client_id") ?? fields.get("apiKey") ?? "";
  const holder = shops.ofKey(key);
  if (holder === undefined) return tokenError(401, "invalid_client", "The API key is not valid");
  // The secret of a public key is the confidential key of the same account.
  const secret = shops.ofKey(sent?.secret ?? "");
  const isTrusted = secret?.shop === holder.shop && secret.role === "confidential";
  return grant(isTrusted ? { ...holder, role: "confidential" } : holder, request, shops);
}

/** CO-TOKEN-1: With dr_external_reference_id for a shopper of that name, without it for a guest. */
function clientToken(holder: KeyHolder, request: TokenRequest, shops: Shops): Reply {
  const { shop, role } = holder;
  if (role !== "confidential")
    return tokenError(401, "invalid_client", "This grant needs the secret of the API key");
  const reference = request.fields.get("dr_external_reference_id");
  if (reference === undefined) return tokenReply(openSession(shop, undefined));
  return shopperToken(shop, reference, { request, shops, refreshable: false });
}

/** CO-TOKEN-2: With username and password for that shopper, without them for a guest. */
function passwordToken({ shop }: KeyHolder, request: TokenRequest, shops: Shops): Reply {
  const username = request.fields.get("username") ?? "anonymous";
  if (username === "anonymous") return tokenReply(openSession(shop, undefined, true));
  if (!request.fields.get("password"))
    return tokenError(400, "invalid_grant", "The password is missing");
  return shopperToken(shop, username, { request, shops, refreshable: true });
}

function shopperToken(
  shop: Shop,
  reference: string,
  { request, shops, refreshable }: { request: TokenRequest; shops: Shops; refreshable: boolean },
): Reply {
  const shopper = shopperOf(shop.account, reference);
  if (!shopper.ok) return tokenError(400, "invalid_request", "The shopper's name is too long");
  const session = openSession(shop, shopper.value.id, refreshable);
  return tokenReply(takeOver(shop, session, shops, request.fields.get("dr_limited_token")));
}

/** The cart of the guest who logs in goes over to the shopper. */
function takeOver(
  shop: Shop,
  session: ShopperSession,
  shops: Shops,
  limitedToken: string | undefined,
): ShopperSession {
  const guest = limitedToken === undefined ? undefined : sessionOf(shops, limitedToken);
  if (guest === undefined || guest.shop.account.store !== shop.account.store) return session;
  const cart = cartOf(shop, guest.session);
  put(shop.account, { ...cart, customerId: session.customerId });
  return putSession(shop, { ...session, cartId: cart.id });
}

function refreshedToken(shops: Shops, { fields }: TokenRequest): Reply {
  const refreshToken = fields.get("refresh_token") ?? "";
  const shop = shopOfToken(shops, refreshToken);
  const session = [...(shop?.sessions.values() ?? [])].find(
    (each) => each.refreshToken === refreshToken,
  );
  if (shop === undefined || session === undefined)
    return tokenError(400, "invalid_grant", "The refresh token is not valid");
  const { token, expiresAt } = openSession(shop, session.customerId);
  return tokenReply(putSession(shop, { ...session, token, expiresAt }));
}

function tokenReply({ token, refreshToken }: ShopperSession): Reply {
  return ok({
    access_token: token,
    token_type: "bearer",
    expires_in: String(tokenLifetime),
    ...given({ refresh_token: refreshToken }),
  } satisfies Schemas["Token"]);
}
