import type { MiddlewareHandler } from "hono";

/** What the browser library calls may be called by the page of any shop; nothing else of the server may. */
export const openToPages: MiddlewareHandler = async (context, next) => {
  if (context.req.method === "OPTIONS") {
    return new Response(null, { status: 204, headers: { ...allowed, ...preflight } });
  }
  await next();
  for (const [name, value] of Object.entries(allowed)) context.res.headers.set(name, value);
};

/** No cookies: a request is worth what its public key is worth. */
const allowed = { "access-control-allow-origin": "*" };
const preflight = {
  "access-control-allow-headers": "authorization, content-type",
  "access-control-allow-methods": "GET, POST",
  "access-control-max-age": "600",
};
