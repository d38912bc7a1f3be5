import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { HostedAccount } from "../accounts.ts";
import { type SeenRequest } from "./requests.ts";
import { type Listing, listingsOf, type Row } from "./view.ts";

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What the page of a sandbox shows. */
export interface ConsoleView {
  readonly origin: string;
  readonly accounts: readonly HostedAccount[];
  /** The one that is looked at. */
  readonly account: HostedAccount;
  /** The last ones to it, the newest first; undefined where none are kept. */
  readonly requests: readonly SeenRequest[] | undefined;
}

/** The page of a sandbox: what this is, how to begin, and what there is in one account. */
export async function consolePage(view: ConsoleView): Promise<string> {
  const { origin, account } = view;
  return String(
    await html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>Headwater sandbox</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href="/_sandbox/console/console.css" />
          <script defer src="/_sandbox/console/console.js"></script>
        </head>
        <body>
          <header>
            <h1>Headwater <span>sandbox</span></h1>
            <nav aria-label="Sandbox"><a href="/shop">Demo shop</a></nav>
          </header>
          <main>
            <section aria-labelledby="begin">
              <h2 id="begin">Begin</h2>
              <p>
                A stand-in of the Digital River API and the Commerce API, with accounts of its own.
                It keeps state, answers with the documented bodies, and moves no money.
              </p>
              <dl>
                <dt>Address</dt>
                <dd><code>${origin}</code></dd>
                <dt>Confidential key</dt>
                <dd><code>${account.keys.confidential}</code></dd>
                <dt>Public key</dt>
                <dd><code>${account.keys.public}</code></dd>
              </dl>
              <pre tabindex="0" aria-label="A first request">
curl ${origin}/checkouts -H "Authorization: Bearer ${account.keys.confidential}" \\
  -H "Content-Type: application/json" -d '{"currency":"USD","items":[{"skuId":"900100","quantity":1,"price":20}]}'</pre>
            </section>
            <div id="live">
              ${accountsSection(view)}
              ${listingsOf(account).map((listing) => listingSection(listing, account))}
              ${requestsSection(view)}
            </div>
          </main>
        </body>
      </html>`,
  );
}

function accountsSection({ accounts, account }: ConsoleView): Markup {
  const shown = accounts.slice(-most).toReversed();
  return html`<section id="accounts" aria-labelledby="accounts-title">
    <h2 id="accounts-title">Accounts <small>${accounts.length}</small></h2>
    <ul>
      ${shown.map(
        (each) =>
          html`<li>
            <a
              href="/?account=${encodeURIComponent(each.keys.public)}"
              ${each === account ? html`aria-current="true"` : ""}
              >${each.keys.public}</a
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

const most = 50;

function listingSection({ name, heads, rows, count }: Listing, account: HostedAccount): Markup {
  const id = name.toLowerCase();
  const more = count > rows.length ? html`, the newest ${rows.length} shown` : "";
  const table = html`<div class="wide" tabindex="0" role="region" aria-label="Table: ${name}">
    <table>
      <thead>
        <tr>
          <th scope="col">id</th>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          ${name === "Sources" ? html`<th scope="col">let it happen</th>` : ""}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => rowOf(row, account))}
      </tbody>
    </table>
  </div>`;
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${name} <small>${count}${more}</small></h2>
    ${rows.length === 0 ? html`<p class="none">None yet.</p>` : table}
  </section>`;
}

const rowOf = ({ id, cells, events }: Row, account: HostedAccount): Markup =>
  html`<tr>
    <th scope="row"><code>${id}</code></th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
    ${events && html`<td>${events.map((event) => button(id, event, account))}</td>`}
  </tr>`;

const button = (id: string, event: string, { keys }: HostedAccount): Markup =>
  html`<form method="post" action="/_sandbox/console/sources/${encodeURIComponent(id)}/${event}">
    <input type="hidden" name="account" value="${keys.public}" />
    <button aria-label="${event} ${id}">${event}</button>
  </form>`;

function requestsSection({ requests }: ConsoleView): Markup {
  if (requests === undefined) return html``;
  const list = html`<ol>
    ${requests.map(
      ({ number, at, method, path, status, durationMs, asked, answer }) =>
        html`<li>
          <details id="request-${number}">
            <summary>
              <time>${new Date(at).toISOString().slice(11, 19)}</time>
              <code>${method} ${path}</code> <b class="s${Math.floor(status / 100)}">${status}</b>
              <small>${durationMs} ms</small>
            </summary>
            ${message("Request", asked)} ${message("Answer", answer)}
          </details>
        </li>`,
    )}
  </ol>`;
  return html`<section id="requests" aria-labelledby="requests-title">
    <h2 id="requests-title">Last requests <small>${requests.length}</small></h2>
    ${requests.length === 0 ? html`<p class="none">None yet.</p>` : list}
  </section>`;
}

const message = (name: string, text: string): Markup =>
  text === ""
    ? html`<p class="none">${name}: no body.</p>`
    : html`<h3>${name}</h3>
        <pre tabindex="0" aria-label="${name}">${pretty(text)}</pre>`;

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
