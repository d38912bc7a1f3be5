/** The calls that the seed pages name or take for granted, and the token of a shopper. */
const stated: readonly (readonly [method: string, path: RegExp])[] = (
  [
    ["POST", "/checkouts"],
    ["POST", "/checkouts/:id"],
    ["GET", "/checkouts/:id"],
    ["POST", "/checkouts/:id/sources/:id"],
    ["DELETE", "/checkouts/:id/sources/:id"],
    ["POST", "/sources"],
    ["GET", "/sources/:id"],
    ["POST", "/customers"],
    ["POST", "/customers/:id"],
    ["GET", "/customers/:id"],
    ["POST", "/customers/:id/sources/:id"],
    ["DELETE", "/customers/:id/sources/:id"],
    ["POST", "/orders"],
    ["GET", "/orders/:id"],
    ["GET", "/v1/shoppers/me/carts/active"],
    ["POST", "/v1/shoppers/me/carts/active"],
    ["POST", "/v1/shoppers/me/carts/active/apply-payment-method"],
    ["POST", "/v1/shoppers/me/carts/active/submit-cart"],
    ["POST", "/v1/shoppers/me/payment-options"],
    ["POST", "/oauth20/token"],
  ] as const
).map(([method, path]) => [method, new RegExp(`^${path.replaceAll(":id", "[^/]+")}$`)]);

const currencies: readonly unknown[] = ["USD", "EUR"];

/** Whether a server that offers no more than the seed pages takes the request. */
export async function isOffered(request: Request): Promise<boolean> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/_sandbox/")) return true;
  const isStated = stated.some(
    ([method, path]) => method === request.method && path.test(pathname),
  );
  return isStated && (pathname !== "/checkouts" || (await isInKnownCurrency(request)));
}

export function notOffered(): Response {
  const errors = [{ code: "no_such_thing", message: "We do not offer this." }];
  return Response.json({ type: "absence", errors }, { status: 404 });
}

async function isInKnownCurrency(request: Request): Promise<boolean> {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => undefined);
  if (typeof body !== "object" || body === null || !("currency" in body)) return true;
  return currencies.includes(body.currency);
}
