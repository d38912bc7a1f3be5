import type { Account } from "../domain/account.ts";
import { createCart } from "../domain/carts.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { Table } from "../domain/table.ts";
import type { Cart, Customer, Source } from "../domain/types.ts";
import type { Wire } from "./wire.ts";

/** An account as the Commerce API sees it: its world, how it answers, and the shoppers that hold a token. */
export interface CommerceAccount {
  readonly account: Account;
  readonly wire: Wire;
  /** What its tokens start with. */
  readonly id: string;
  readonly sessions: Table<ShopperSession>;
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
  /** As the shopper set them. */
  readonly locale?: string;
  readonly currency?: string;
}

/** Whose request it is, and what the key that was sent may do. */
export interface Caller extends CommerceAccount {
  readonly role: "confidential" | "public";
  /** What the browser library makes of the details that a customer entered. */
  readonly enter: (details: JsonObject, origin: string) => Outcome<Source>;
}

/** How this face learns whose request it has. */
export interface Lookup {
  byKey(key: string): Caller | undefined;
  byId(id: string): CommerceAccount | undefined;
}

/** Tokens live for an hour, in seconds (Tokens, "Token"). */
export const tokenLifetime = 3600;

/** A fresh token with an active cart. A token starts with the id of its account, by which it is found again. */
export function openSession(
  owner: CommerceAccount,
  customerId: string | undefined,
  refreshable = false,
): ShopperSession {
  const { account, id } = owner;
  const session: ShopperSession = {
    token: `${id}.${account.newId("secret")}`,
    refreshToken: refreshable ? `${id}.${account.newId("secret")}` : undefined,
    expiresAt: account.now() + tokenLifetime * 1000,
    customerId,
    cartId: createCart(account, customerId).id,
    orderIds: [],
  };
  return putSession(owner, session);
}

export function putSession({ sessions }: CommerceAccount, session: ShopperSession): ShopperSession {
  sessions.set(session.token, session);
  return session;
}

/** The account and the session of a token that was given out and is still alive. */
export function sessionOf(
  lookup: Lookup,
  token: string,
): (CommerceAccount & { readonly session: ShopperSession }) | undefined {
  const owner = ownerOfToken(lookup, token);
  const session = owner?.sessions.get(token);
  if (owner === undefined || session === undefined) return undefined;
  return session.expiresAt > owner.account.now() ? { ...owner, session } : undefined;
}

export function ownerOfToken(lookup: Lookup, token: string): CommerceAccount | undefined {
  return lookup.byId(accountOfToken(token));
}

export function accountOfToken(token: string): string {
  return token.split(".")[0] ?? "";
}

export function cartOf({ account }: CommerceAccount, session: ShopperSession): Cart {
  return account.store.carts.get(session.cartId) ?? createCart(account, session.customerId);
}

export function customerOf(
  { account }: CommerceAccount,
  session: ShopperSession,
): Customer | undefined {
  return account.store.customers.get(session.customerId ?? "");
}
