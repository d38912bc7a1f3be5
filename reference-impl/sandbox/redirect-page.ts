import type { Context } from "hono";
import { Hono } from "hono";
import { html } from "hono/html";
import type { Accounts, HostedAccount } from "../accounts.ts";
import type { Source } from "../domain/types.ts";
import { advance } from "./actions.ts";

/** The payment provider of the sandbox: a page on which the customer of a redirect source approves or declines. */
export function redirectPage(accounts: Accounts): Hono {
  const app = new Hono();
  app.get("/:sourceId", (context) => show(context, accounts));
  app.post("/:sourceId", (context) => decide(context, accounts));
  return app;
}

function show(context: Context, accounts: Accounts): Response | Promise<Response> {
  const found = find(context, accounts);
  if (found === undefined)
    return context.html(page("No such payment", html`<p>This payment is not known here.</p>`), 404);
  const { source } = found;
  if (source.state !== "pending_redirect" && source.state !== "requires_action") {
    return context.html(page("Nothing to decide", html`<p>This payment is ${source.state}.</p>`));
  }
  const buttons = html`<form method="post">
    <p>A shop asks you to pay with <strong>${source.type}</strong>.</p>
    <button name="decision" value="approve">Approve</button>
    <button name="decision" value="decline">Decline</button>
  </form>`;
  return context.html(page("Sandbox payment provider", buttons));
}

async function decide(context: Context, accounts: Accounts): Promise<Response> {
  const found = find(context, accounts);
  if (found === undefined)
    return context.html(page("No such payment", html`<p>This payment is not known here.</p>`), 404);
  const { decision } = await context.req.parseBody();
  if (decision !== "approve" && decision !== "decline")
    return context.html(page("No decision", html`<p>Approve or decline.</p>`), 400);
  const state = advance(found.hosted, found.source, decision);
  const back = webAddress(found.source.returnUrl);
  if (back !== undefined) return context.redirect(back, 303);
  return context.html(page("Thank you", html`<p>This payment is ${state}.</p>`));
}

/** The address of the page for one source; the public key in it says whose the source is. */
export function redirectUrl(origin: string, hosted: HostedAccount, sourceId: string): string {
  return `${origin}/_sandbox/redirect/${encodeURIComponent(sourceId)}?apiKey=${encodeURIComponent(hosted.keys.public)}`;
}

function find(
  context: Context,
  accounts: Accounts,
): { hosted: HostedAccount; source: Source } | undefined {
  const hosted = accounts.byKey(context.req.query("apiKey") ?? "")?.hosted;
  const source = hosted?.digitalRiver.account.store.sources.get(
    context.req.param("sourceId") ?? "",
  );
  return hosted !== undefined && source?.flow === "redirect" ? { hosted, source } : undefined;
}

/** Only web pages are gone back to. */
function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
    ? new URL(url).href
    : undefined;
}

function page(title: string, content: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          body {
            font:
              1rem/1.5 system-ui,
              sans-serif;
            margin: 4rem auto;
            max-width: 30rem;
            padding: 0 1rem;
          }
          button {
            font: inherit;
            margin-right: 0.5rem;
            padding: 0.5rem 1.5rem;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
}
