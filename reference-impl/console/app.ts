import { Hono } from "hono";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import type { ServerContext } from "../context.ts";
import { asset } from "../browser/assets.ts";
import { defaultKeys } from "../context.ts";
import { advance } from "../sandbox/actions.ts";
import { consolePage } from "./page.ts";
import type { RequestLog } from "./requests.ts";

/** The events that a person may let happen. */
const events = ["approve", "decline", "confirm-funds", "expire", "fail"] as const;

/** The page of the sandbox at `/`, for a person who looks at an account and lets things happen in it. */
export function sandboxConsole(
  { accounts }: ServerContext,
  log: RequestLog | undefined,
  assets: string | undefined,
): Hono {
  const app = new Hono();
  for (const name of ["console.js", "console.css"])
    app.get(`/_sandbox/console/${name}`, () => asset(assets, name));

  app.get("/", async (context) => {
    const first = accounts.byKey(defaultKeys.public)?.hosted;
    const named = context.req.query("account");
    const account = named === undefined ? first : accounts.byKey(named)?.hosted;
    if (account === undefined) return context.text(`There is no account ${named ?? ""}.\n`, 404);
    const requests = log
      ?.newestFirst()
      .filter((seen) => seen.account === undefined || seen.account === account.keys.public);
    const { origin } = new URL(context.req.url);
    const text = await consolePage({ origin, accounts: accounts.list(), account, requests });
    return new Response(text, { headers });
  });

  // A page of somebody else may post a form, too.
  app.use("/_sandbox/console/sources/*", csrf());
  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse();
    throw error;
  });
  for (const event of events) {
    app.post(`/_sandbox/console/sources/:id/${event}`, async (context) => {
      const { account } = await context.req.parseBody();
      const hosted = accounts.byKey(typeof account === "string" ? account : "")?.hosted;
      const source = hosted?.digitalRiver.account.store.sources.get(context.req.param("id"));
      if (hosted === undefined || source === undefined)
        return context.text("There is no such source.\n", 404);
      if (advance(hosted, source, event) === undefined)
        return context.text(`A source that is ${source.state} cannot ${event}.\n`, 409);
      return context.redirect(`/?account=${encodeURIComponent(hosted.keys.public)}#sources`, 303);
    });
  }
  return app;
}

/** Keys stand in it: nobody may frame it, and no page of another origin reads it. */
const headers = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
};
