import { Hono } from "hono";
import { getPath } from "hono/utils/url";
import type { Accounts, HostedAccount } from "./accounts.ts";
import { addressed } from "./address.ts";
import { keyOf } from "./auth.ts";
import { bounded } from "./bounds.ts";
import { browserAccounts } from "./browser-accounts.ts";
import { browser } from "./browser/app.ts";
import { sandboxConsole } from "./console/app.ts";
import type { RequestLog } from "./console/requests.ts";
import { accountOfToken, type Lookup } from "./commerce/account.ts";
import { commerce, credentialOf, quotaExceeded, refusedByCommerce } from "./commerce/app.ts";
import type { ServerContext } from "./context.ts";
import { defaultKeys } from "./context.ts";
import { isOpenToPages, openToPages, preflightReply } from "./cors.ts";
import {
  crashed,
  digitalRiver,
  noRoute,
  refusedByDigitalRiver,
  tooMany,
} from "./digital-river/app.ts";
import type { JsonObject } from "./domain/json.ts";
import { routedPath } from "./paths.ts";
import { enterSource } from "./sandbox/browser.ts";
import { sandbox } from "./sandbox/routes.ts";

/** @param socket Given with a request that came over one. */
type Fetch = (request: Request, socket?: object) => Promise<Response>;

/**
 * The whole server as a function from Request to Response; a socket is somebody else's business. `assets` is the folder of
 * the bundles that browsers load, `log` keeps the requests that the API is sent, for people to look at. What a request changed is
 * saved before it is answered.
 */
export function createApp(server: ServerContext, assets?: string, log?: RequestLog): Fetch {
  const identify = (authorization: string | undefined) => {
    const found = server.accounts.byKey(keyOf(authorization) ?? "");
    return found && { ...found.hosted.digitalRiver, role: found.role };
  };
  const lookup: Lookup = {
    byKey: (key) => {
      const found = server.accounts.byKey(key);
      if (found === undefined) return undefined;
      const { hosted, role } = found;
      const enter = (body: JsonObject, origin: string) => enterSource(hosted, body, origin);
      return { ...hosted.commerce, role, enter };
    },
    byId: (id) => server.accounts.byId(id)?.commerce,
  };
  const app = new Hono({ getPath: routedPath });
  app.route("/_sandbox", sandbox(server));
  app.route("/", sandboxConsole(server, log, assets));
  const accountOf = browserAccounts(server.accounts);
  const api = (request: Request) => handle(request);
  const libraryFaults = server.accounts.byKey(defaultKeys.public)?.hosted.libraryFaults ?? [];
  app.route("/", browser({ accountOf, api, assets, libraryFaults, shopKeys: defaultKeys }));
  app.route("/", commerce(lookup));
  app.route("/", digitalRiver(identify));
  app.onError(onCrash);
  // Apart from the routes, so that a request which one takes is matched by that one alone.
  const refusals = new Hono({ getPath: routedPath });
  refusals.route("/", refusedByCommerce());
  refusals.route("/", refusedByDigitalRiver(identify));
  refusals.notFound((context) => noRoute(context, identify));
  refusals.onError(onCrash);
  app.notFound((context) => refusals.fetch(context.req.raw));
  const plain = async (request: Request): Promise<Response> => app.fetch(request);
  return async (request, socket) => {
    const response = await handle(request, socket);
    try {
      await server.state.saved();
      return response;
    } catch (error) {
      return onCrash(error);
    }
  };

  async function handle(request: Request, socket?: object): Promise<Response> {
    const taken = await bounded(request, server.bounds, socket !== undefined);
    if (taken instanceof Response)
      return isOpenToPages(getPath(request)) ? openToPages(taken) : taken;
    const { request: asked, account } = addressed(taken);
    if (!isOpenToPages(getPath(asked))) return answer(asked, account);
    return preflightReply(asked) ?? openToPages(await answer(asked, account));
  }

  async function answer(request: Request, account?: string): Promise<Response> {
    const hosted =
      account === undefined
        ? hostedOf(server.accounts, request)
        : server.accounts.byKey(account)?.hosted;
    const refused = hosted && limited(hosted, request, server.now());
    if (refused !== undefined) return refused;
    const answered = (asked: Request) =>
      hosted === undefined ? plain(asked) : hosted.answering(asked, plain);
    return log === undefined || !isOfApi(request)
      ? answered(request)
      : log.around(request, hosted?.keys.public, answered);
  }
}

function onCrash(error: unknown): Response {
  console.error(error);
  return crashed();
}

/** The account of a request, by the key or token that came with it. */
function hostedOf(accounts: Accounts, { headers, url }: Request): HostedAccount | undefined {
  const sent = credentialOf(headers.get("authorization") ?? undefined, url);
  return accounts.byKey(sent)?.hosted ?? accounts.byId(accountOfToken(sent));
}

/** Whether it is a request that people look for: pages and what they load are none, nor is what the sandbox adds. */
function isOfApi(request: Request): boolean {
  return !/^\/$|^\/(?:_sandbox|shop)(?:\/|$)|\.(?:js|css|svg|ico)$|^\/v1\/components\//i.test(
    getPath(request),
  );
}

/** What an account is told that sends more than it may; what the sandbox adds is not counted. */
function limited({ limit }: HostedAccount, request: Request, now: number): Response | undefined {
  const path = getPath(request);
  const wait = path.startsWith("/_sandbox") ? undefined : limit(now);
  if (wait === undefined) return undefined;
  const refused = path.startsWith("/v1/shoppers") ? quotaExceeded() : tooMany();
  refused.headers.set("retry-after", String(wait));
  return refused;
}
