import type { Account } from "../domain/account.ts";
import { createCart } from "../domain/carts.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { Cart, Customer, Source } from "../domain/types.ts";
import type { Wire } from "./wire.ts";

/** An account as this face sees it: its world, how it answers, and the shoppers that hold a token. */
export interface Shop {
  readonly account: Account;
  readonly wire: Wire;
  /** What its tokens start with. */
  readonly id: string;
  readonly sessions: Map<string, ShopperSession>;
}

/** A token, whose it is, and the cart that came with it. */
export interface ShopperSession {
  readonly token: string;
  readonly refreshToken: string | undefined;
  readonly expiresAt: number;
  /** Undefined for a guest. */
  readonly customerId: string | undefined;
  readonly cartId: string;
  readonly orderIds: readonly string[];
}

/** A shop by one of its keys. */
export interface KeyHolder {
  readonly shop: Shop;
  readonly role: "confidential" | "public";
  /** What the browser library makes of the details that a customer entered. */
  readonly enter: (details: JsonObject, origin: string) => Outcome<Source>;
}

/** How this face learns whose request it has. */
export interface Shops {
  ofKey(key: string): KeyHolder | undefined;
  ofId(id: string): Shop | undefined;
}

/** Tokens live for an hour, in seconds (Tokens, "Token"). */
export const tokenLifetime = 3600;

/** A fresh token with an active cart. A token starts with the id of its shop, by which it is found again. */
export function openSession(
  shop: Shop,
  customerId: string | undefined,
  refreshable = false,
): ShopperSession {
  const { account } = shop;
  const session: ShopperSession = {
    token: `${shop.id}.${account.newId("secret")}`,
    refreshToken: refreshable ? `${shop.id}.${account.newId("secret")}` : undefined,
    expiresAt: account.now() + tokenLifetime * 1000,
    customerId,
    cartId: createCart(account, customerId).id,
    orderIds: [],
  };
  return putSession(shop, session);
}

export function putSession(shop: Shop, session: ShopperSession): ShopperSession {
  shop.sessions.set(session.token, session);
  return session;
}

/** The shop and the session of a token that was given out and is still alive. */
export function sessionOf(
  shops: Shops,
  token: string,
): { shop: Shop; session: ShopperSession } | undefined {
  const shop = shopOfToken(shops, token);
  const session = shop?.sessions.get(token);
  if (shop === undefined || session === undefined) return undefined;
  return session.expiresAt > shop.account.now() ? { shop, session } : undefined;
}

export function shopOfToken(shops: Shops, token: string): Shop | undefined {
  return shops.ofId(token.split(".")[0] ?? "");
}

export function cartOf({ account }: Shop, session: ShopperSession): Cart {
  return account.store.carts.get(session.cartId) ?? createCart(account, session.customerId);
}

export function customerOf({ account }: Shop, session: ShopperSession): Customer | undefined {
  return account.store.customers.get(session.customerId ?? "");
}
