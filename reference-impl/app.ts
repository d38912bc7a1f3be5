import { Hono } from "hono";
import { keyOf } from "./auth.ts";
import type { ServerContext } from "./context.ts";
import { control } from "./control.ts";
import { crashed, digitalRiver, noRoute } from "./digital-river/app.ts";
import { varied } from "./variations.ts";

/** The whole server as a function from Request to Response; a socket is somebody else's business. */
export function createApp(server: ServerContext): (request: Request) => Promise<Response> {
  const identify = (authorization: string | undefined) =>
    server.accounts.find(keyOf(authorization) ?? "");
  const app = new Hono();
  app.route("/_sandbox", control(server));
  app.route("/", digitalRiver(identify));
  app.notFound((context) => noRoute(context, identify));
  app.onError((error) => {
    console.error(error);
    return crashed();
  });
  return async (request) => {
    const variations = identify(request.headers.get("authorization") ?? undefined)?.tenant
      .variations;
    const response = await app.fetch(request);
    return variations === undefined ? response : varied(variations, request, response);
  };
}
