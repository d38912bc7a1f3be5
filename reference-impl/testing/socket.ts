import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "../app.ts";
import type { RequestLog } from "../console/requests.ts";
import type { ServerOptions } from "../context.ts";
import { createContext } from "../context.ts";
import type { Client } from "./client.ts";
import { createClient } from "./client.ts";

/** The server behind a real socket on a free port, and a client of it. */
export async function onSocket(
  options: ServerOptions = {},
  log?: RequestLog,
): Promise<{ client: Client; origin: string; close: () => Promise<void> }> {
  const fetchApp = createApp(createContext(options), "dist/reference-impl/browser/assets", log);
  const server = createAdaptorServer({ fetch: fetchApp, overrideGlobalObjects: false });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
  const origin = `http://127.0.0.1:${port}`;
  const close = () => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    return new Promise<void>((done) => server.close(() => done()));
  };
  return { client: createClient((request) => fetch(request), origin), origin, close };
}
