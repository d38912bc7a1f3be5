import { groupBy } from "../../group.ts";
import { duration } from "../../text/duration.ts";
import { plural } from "../../text/plural.ts";
import { placed, placeOf } from "../model/finding.ts";
import type { ResultGroup, ResultRow } from "../model/result-set.ts";
import { failedRows, groupPlace, rowPlace, shownFailures } from "./evidence.ts";
import { demandMark, groupLink } from "./links.ts";
import { baselineStatus } from "./lists.ts";
import { html, type Markup, outcomeMark, safe, webLink } from "./markup.ts";
import { findings, proofs, remarks, replay } from "./proof.ts";
import { exchangesOf, type View } from "./view.ts";

/** Every row that counts against the target, with its group: what is demanded, what came, and the proof. */
export function failuresSection(view: View): Markup {
  const { set } = view;
  if (set.failures.length === 0) return html``;
  const byGroup = groupBy(shownFailures(set), ({ group }) => group);
  const all = new Set(failedRows(set).map(({ group }) => group));
  const more = all.size - byGroup.size;
  const { group: word } = set.words;
  return html`<section aria-labelledby="failures">
    <h2 id="failures">Failures</h2>
    ${[...byGroup].map(([group, rows]) => failedGroup(view, group, rows))}
    ${more > 0 ? html`<p>${plural(more, `failed ${word}`)} more among the <a href="#cases">${word}s</a>.</p>` : ""}
  </section>`;
}

function failedGroup(view: View, group: ResultGroup, rows: readonly ResultRow[]): Markup {
  return html`<article class="failure">
    <h3>${safe(group.title)}</h3>
    ${groupMeta(view, group)} ${rows.map((row) => failedRow(view, row))} ${context(view, group)}
    ${replay(view, group.id)}
  </article>`;
}

/** Where a group is to be found, and how long it took. */
export function groupMeta(view: View, group: ResultGroup, linked = true): Markup {
  const { suite, durationMs, file } = group;
  const place = placeOf(group);
  return html`<p class="meta">
    ${linked ? groupLink(view, group) : ""}
    ${suite === file ? "" : html`<span>${safe(suite)}</span>`}
    ${place === undefined ? "" : html`<span><code>${safe(place)}</code></span>`}
    ${durationMs === 0 ? "" : html`<span>${duration(durationMs)}</span>`}
  </p>`;
}

function failedRow(view: View, row: ResultRow): Markup {
  const { name, demand, requirement, level } = row;
  return html`<section class="check">
    <h4>${outcomeMark("failed")} ${safe(name)}</h4>
    ${
      requirement === undefined && level === undefined
        ? ""
        : html`<p class="demand">
            ${demandMark(view, row)} ${safe(demand?.statement ?? "")} ${citation(row)}
          </p>`
    }
    ${row.baseline === undefined ? "" : html`<p class="note">Baseline: ${baselineStatus(row)}</p>`}
    ${linePlace(row)}${findings(view, row.findings)} ${remarks(row)}
    ${proofs(view, row.exchanges, rowPlace(row))}
  </section>`;
}

function linePlace(row: ResultRow): Markup {
  const place = row.line === undefined ? undefined : placeOf(placed(row));
  return place === undefined ? html`` : html`<p class="meta"><code>${safe(place)}</code></p>`;
}

function citation({ demand }: ResultRow): Markup {
  if (demand === undefined) return html``;
  const { page, heading, url } = demand.citation;
  return html`<cite>${webLink(url, `${page}, “${heading}”`)}</cite>`;
}

/** All exchanges of the group, so that the whole way to the failure can be read. */
function context(view: View, { id }: ResultGroup): Markup {
  const numbers = exchangesOf(view.set, id);
  if (numbers.length === 0) return html``;
  return html`<details class="context">
    <summary>The whole ${view.set.words.group}: ${plural(numbers.length, "exchange")}</summary>
    ${proofs(view, numbers, groupPlace(id))}
  </details>`;
}
