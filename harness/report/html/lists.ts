import type { ResultList, ResultRow } from "../model/result-set.ts";
import { baselineStatusText } from "../model/baseline-status.ts";
import { mostGroups, rowPlace } from "./evidence.ts";
import { html, type Markup, safe, webLink } from "./markup.ts";
import { demandMark, groupLink } from "./links.ts";
import { findings, proofs, remarks, replay } from "./proof.ts";
import type { View } from "./view.ts";

/** Rows that a reader should know of although none is a plain failure: a section for each list. */
export const listSections = (view: View): readonly Markup[] =>
  view.set.lists.map((list) => listSection(view, list));

function listSection(view: View, { id, title, note, items, inFull }: ResultList): Markup {
  const shown = inFull === true ? items.slice(0, mostGroups) : [];
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title} <span class="count">${items.length}</span></h2>
    ${note === undefined ? "" : html`<p class="note">${note}</p>`}
    ${shown.map(({ row, text }) => (row === undefined ? listItem(view, { text }) : details(view, row)))}
    ${
      items.length === shown.length
        ? ""
        : html`<ul class="checks">
            ${items.slice(shown.length).map((item) => listItem(view, item))}
          </ul>`
    }
  </section>`;
}

function details(view: View, row: ResultRow): Markup {
  const { level, requirement, name, group, demand, baseline } = row;
  const statement = safe(demand?.statement ?? name);
  return html`<details class="warning">
    <summary>
      ${level === undefined ? "" : html`<span class="level">${level}</span> `}${safe(requirement ?? "")}
      <span class="what">${baseline === undefined ? statement : baselineStatus(row)}</span>
    </summary>
    ${baseline === undefined || demand === undefined ? "" : html`<p>${statement}</p>`}
    <p class="meta">
      ${groupLink(view, group)} <span><code>${safe(name)}</code></span> ${demandMark(view, row)}
    </p>
    ${findings(view, row.findings)} ${remarks(row)} ${proofs(view, row.exchanges, rowPlace(row))}
    ${replay(view, group.id)}
  </details>`;
}

function listItem(view: View, { row, text }: ResultList["items"][number]): Markup {
  if (row === undefined) return html`<li><code>${safe(text)}</code></li>`;
  return html`<li>
    ${groupLink(view, row.group)} <code>${safe(row.name)}</code> ${demandMark(view, row)}
    <span class="what"
      >${row.baseline === undefined || row.flaky === text ? safe(text) : baselineStatus(row)}</span
    >
  </li>`;
}

/** How a row stands to the baseline; nothing where the baseline does not name it. */
export function baselineStatus({ baseline }: ResultRow): Markup {
  if (baseline === undefined) return html``;
  const { issue, ...entry } = baseline;
  const tracked = issue === undefined ? "" : html` (${webLink(issue, issue)})`;
  return html`${safe(baselineStatusText(entry))}${tracked}`;
}
