import type { Context } from "hono";
import { Hono } from "hono";
import { html } from "hono/html";
import type { Accounts, HostedAccount } from "../accounts.ts";
import { moneyText } from "../domain/money.ts";
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
    <dl>
      <dt>Shop</dt>
      <dd>${shopOf(source)}</dd>
      <dt>Amount</dt>
      <dd>${amountOf(source)}</dd>
      <dt>Method</dt>
      <dd>${source.type}</dd>
    </dl>
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
  const said = decision === "approve" ? "You approved this payment" : "You declined this payment";
  return context.html(
    page(
      "Thank you",
      html`<p>${said}; its source is ${state}.</p>
        <p>The shop named no page to go back to: close this one, and go on in the shop.</p>`,
    ),
  );
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

/** The shop by its address; nothing else of it is known here. */
const shopOf = ({ returnUrl }: Source): string => {
  const url = webAddress(returnUrl);
  return url === undefined ? "a shop that named no page of its own" : new URL(url).host;
};

const amountOf = ({ amount, currency }: Source): string =>
  amount === undefined || currency === undefined
    ? "open until the shop attaches it"
    : moneyText(amount, currency);

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
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        <style>
          :root {
            color-scheme: light dark;
            background: light-dark(#f6f8f9, #12181f);
            color: light-dark(#1c2733, #e8edf2);
          }
          body {
            font:
              1rem/1.5 system-ui,
              sans-serif;
            margin: 4rem auto;
            max-width: 30rem;
            padding: 0 1rem;
          }
          main {
            background: light-dark(#ffffff, #1a222b);
            border: 1px solid light-dark(#dde3e8, #313c47);
            border-radius: 0.6rem;
            padding: 1.5rem 1.75rem 1.75rem;
          }
          h1 {
            font-size: 1.3rem;
            margin: 0 0 1rem;
          }
          dl {
            display: grid;
            gap: 0.4rem 1.5rem;
            grid-template-columns: max-content 1fr;
            margin: 0 0 1.5rem;
          }
          dt {
            color: light-dark(#55626f, #a9b6c3);
          }
          dd {
            font-weight: 600;
            margin: 0;
            overflow-wrap: anywhere;
          }
          button {
            background: none;
            border: 1px solid light-dark(#0b6477, #63c3d6);
            border-radius: 0.4rem;
            color: light-dark(#0b6477, #63c3d6);
            cursor: pointer;
            font: inherit;
            margin-right: 0.5rem;
            padding: 0.5rem 1.5rem;
          }
          button[value="approve"] {
            background: light-dark(#0b6477, #63c3d6);
            color: light-dark(#ffffff, #0c1c22);
          }
          button:focus-visible {
            outline: 2px solid;
            outline-offset: 2px;
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
