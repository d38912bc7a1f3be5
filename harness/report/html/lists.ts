import type { ResultList, ResultRow } from "../model/result-set.ts";
import { baselineStatusText } from "../model/baseline-status.ts";
import { html, type Markup, safe, webLink } from "./markup.ts";
import { demandMark, groupLink } from "./links.ts";
import { excerpts, exchangeLink, findings, remarks, replay } from "./proof.ts";
import type { View } from "./view.ts";

/** Rows of a list that are told with all that shows them; more are a line each, and have a case that tells the rest. */
const mostInFull = 60;

/** Rows that a reader should know of although none is a plain failure: a section for each list. */
export const listSections = (view: View): readonly Markup[] =>
  view.set.lists.map((list) => listSection(view, list));

function listSection(view: View, { id, title, note, items, inFull }: ResultList): Markup {
  const shown = inFull === true ? items.slice(0, mostInFull) : [];
  return html`<section aria-labelledby="${id}" data-box>
    <h2 id="${id}">${title} <span class="count">${items.length}</span></h2>
    ${note === undefined ? "" : html`<p class="note">${note}</p>`}
    ${shown.map(({ row, text }) => (row === undefined ? listItem(view, id, { text }) : details(view, id, row)))}
    ${
      items.length === shown.length
        ? ""
        : html`<ul class="checks">
            ${items.slice(shown.length).map((item) => listItem(view, id, item))}
          </ul>`
    }
  </section>`;
}

function details(view: View, list: string, row: ResultRow): Markup {
  const { level, requirement, name, group, demand, baseline } = row;
  const statement = safe(demand?.statement ?? name);
  return html`<details class="warning" ${rowData(list, row)}>
    <summary>
      ${level === undefined ? "" : html`<span class="level">${level}</span> `}${safe(requirement ?? "")}
      <span class="what"
        >${baseline === undefined ? statement : safe(baselineStatusText(baseline))}</span
      >
    </summary>
    ${baseline === undefined || demand === undefined ? "" : html`<p>${statement}</p>`}
    ${baseline?.issue === undefined ? "" : html`<p class="note">${webLink(baseline.issue, baseline.issue)}</p>`}
    <p class="meta">
      ${groupLink(view, group)} <span><code>${safe(name)}</code></span> ${demandMark(view, row)}
    </p>
    ${findings(view, row)} ${remarks(row)}
    ${row.exchanges.map((number) => html`<p class="evidence">${exchangeLink(view, number)}</p>`)}
    ${excerpts(view, row)} ${replay(view, group.id)}
  </details>`;
}

function listItem(view: View, list: string, { row, text }: ResultList["items"][number]): Markup {
  if (row === undefined) return html`<li><code>${safe(text)}</code></li>`;
  return html`<li ${rowData(list, row)}>
    ${groupLink(view, row.group)} <code>${safe(row.name)}</code> ${demandMark(view, row)}
    <span class="what"
      >${row.baseline === undefined || row.flaky === text ? safe(text) : baselineStatus(row)}</span
    >
  </li>`;
}

/** What a query asks of a row. */
const rowData = (list: string, { group, requirement }: ResultRow): Markup =>
  html`data-s="${queryWords[list] ?? list}" data-p="${group.suite}" data-r="${requirement ?? ""}"`;

/** Lists whose rows a query calls otherwise. */
const queryWords: Readonly<Record<string, string>> = { warnings: "warning", accepted: "expected" };

/** How a row stands to the baseline; nothing where the baseline does not name it. */
export function baselineStatus({ baseline }: ResultRow): Markup {
  if (baseline === undefined) return html``;
  const { issue, ...entry } = baseline;
  const tracked = issue === undefined ? "" : html` (${webLink(issue, issue)})`;
  return html`${safe(baselineStatusText(entry))}${tracked}`;
}
