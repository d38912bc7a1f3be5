import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { BrowserContext } from "../account.ts";
import type { Backend, Buyer, Order } from "./backend.ts";
import { caller } from "./call.ts";
import { commerceBackend } from "./commerce.ts";
import { digitalRiverBackend } from "./digital-river.ts";

export type ApiName = "digital-river" | "commerce";

/** Someone in the shop: what lies in the cart, and one customer of each API. */
export interface Visitor {
  api: ApiName;
  readonly backends: Readonly<Record<ApiName, Backend>>;
  readonly cart: Map<string, number>;
  buyer: Buyer;
  purchaseId: string | undefined;
  readonly orders: Map<string, { readonly purchaseId: string; order: Order }>;
}

/** Of whoever sent the request; a new one for whom it does not know. */
export type Visitors = (context: Context) => Visitor;

export function createVisitors(server: BrowserContext): Visitors {
  const known = new Map<string, Visitor>();
  return (context) => {
    const found = known.get(getCookie(context, cookie) ?? "");
    if (found !== undefined) return found;
    const visitor = createVisitor(server, new URL(context.req.url).origin);
    const id = randomUUID();
    known.set(id, visitor);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    setCookie(context, cookie, id, { httpOnly: true, sameSite: "Lax", path: "/shop" });
    return visitor;
  };
}

const cookie = "headwater_shop";
const most = 1000;

function createVisitor({ api, shopKeys }: BrowserContext, origin: string): Visitor {
  const keyed = caller(api, origin, `Bearer ${shopKeys.confidential}`);
  const reference = `shop-${randomUUID().slice(0, 8)}`;
  return {
    api: "digital-river",
    backends: {
      "digital-river": digitalRiverBackend(keyed),
      commerce: commerceBackend({
        keyed,
        newToken: () => newToken(api, origin, shopKeys.confidential, reference),
        as: (token) => caller(api, origin, `bearer ${token}`),
      }),
    },
    cart: new Map([["900100", 1]]),
    buyer: ada,
    purchaseId: undefined,
    orders: new Map(),
  };
}

async function newToken(
  api: BrowserContext["api"],
  origin: string,
  key: string,
  reference: string,
): Promise<string> {
  const form = { grant_type: "client_credentials", dr_external_reference_id: reference };
  const response = await api(
    new Request(`${origin}/oauth20/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams(form).toString(),
    }),
  );
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

const ada: Buyer = {
  firstName: "Ada",
  lastName: "Stone",
  email: "ada@example.test",
  line1: "1 Quay Street",
  city: "Minnetonka",
  state: "MN",
  postalCode: "55343",
  country: "US",
};
