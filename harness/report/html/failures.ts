import { duration } from "../../text/duration.ts";
import { plural } from "../../text/plural.ts";
import { placed, placeOf } from "../model/finding.ts";
import type { FailureGroup, ResultGroup, ResultRow } from "../model/result-set.ts";
import { failedRows, groupPlace, rowPlace, shownFailures } from "./evidence.ts";
import { demandMark, groupLink } from "./links.ts";
import { baselineStatus } from "./lists.ts";
import { html, type Markup, outcomeMark, safe, webLink } from "./markup.ts";
import { findings, proofs, remarks, replay } from "./proof.ts";
import { exchangesOf, type View } from "./view.ts";

/** Every row that counts against the target, by what one mends in one go: what is demanded, what came, and the proof. */
export function failuresSection(view: View): Markup {
  const { set } = view;
  if (set.failures.length === 0) return html``;
  const shown = new Set(shownFailures(set));
  const all = new Set(failedRows(set).map(({ group }) => group));
  const more = all.size - new Set([...shown].map(({ group }) => group)).size;
  const { group: word } = set.words;
  const told = new Set<ResultGroup>();
  return html`<section aria-labelledby="failures">
    <h2 id="failures">Failures</h2>
    ${set.failures.map((failure, index) => failureArticle(view, failure, { index, shown, told }))}
    ${more > 0 ? html`<p>${plural(more, `failed ${word}`)} more among the <a href="#cases">${word}s</a>.</p>` : ""}
  </section>`;
}

interface Telling {
  readonly index: number;
  /** The rows for which there is room. */
  readonly shown: ReadonlySet<ResultRow>;
  /** The groups whose whole way the page has told already. */
  readonly told: Set<ResultGroup>;
}

/** One requirement that is broken: each check that says so once, and folded what only repeats one of them. */
function failureArticle(view: View, failure: FailureGroup, telling: Telling): Markup {
  const { shown, index } = telling;
  const [first, more] = [failure.first, failure.more].map((rows) =>
    rows.filter((row) => shown.has(row)),
  );
  if (first === undefined || first.length === 0) return html``;
  return html`<article class="failure" id="failure-${index + 1}">
    <h3>${failureTitle(view, failure)}</h3>
    ${first.map((row) => failedRow(view, row, telling))} ${repeated(view, more ?? [], telling)}
  </article>`;
}

function failureTitle(view: View, { title, demand, first }: FailureGroup): Markup {
  const [row] = first;
  if (demand === undefined || row === undefined) return html`${safe(title)}`;
  return html`${demandMark(view, row)} ${safe(demand.statement)}`;
}

function repeated(view: View, rows: readonly ResultRow[], telling: Telling): Markup {
  if (rows.length === 0) return html``;
  return html`<details class="context">
    <summary>${plural(rows.length, view.set.words.row)} more of the same</summary>
    ${rows.map((row) => failedRow(view, row, telling))}
  </details>`;
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

function failedRow(view: View, row: ResultRow, { told }: Telling): Markup {
  const { name, group } = row;
  const isFirst = !told.has(group);
  told.add(group);
  return html`<section class="check">
    <h4>${outcomeMark("failed")} ${groupLink(view, group)} ${safe(name)}</h4>
    ${title(group)}
    <p class="demand">${citation(row)}</p>
    ${row.baseline === undefined ? "" : html`<p class="note">Baseline: ${baselineStatus(row)}</p>`}
    ${linePlace(row)}${findings(view, row.findings)} ${remarks(row)}
    ${proofs(view, row.exchanges, rowPlace(row))} ${isFirst ? context(view, group) : ""}
    ${isFirst ? replay(view, group.id) : ""}
  </section>`;
}

const title = (group: ResultGroup): Markup =>
  group.title === group.name ? html`` : html`<p class="what">${safe(group.title)}</p>`;

function linePlace(row: ResultRow): Markup {
  const place = placeOf(placed(row));
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
