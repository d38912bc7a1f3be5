import { plural } from "../../text/plural.ts";
import type { FirstCause } from "../model/first-causes.ts";
import { findingLine, placed, placeOf } from "../model/finding.ts";
import type { FailureGroup, ResultRow } from "../model/result-set.ts";
import { demandMark, groupLink } from "./links.ts";
import { baselineStatus } from "./lists.ts";
import { html, type Markup, outcomeMark, safe, webLink } from "./markup.ts";
import { excerpts, exchangeLink, findings, remarks, replay } from "./proof.ts";
import type { View } from "./view.ts";

/** Rows of one failure that are told with all that shows them; more are a line each. */
const mostInFull = 4;

/** Every row that counts against the target, by what one mends in one go: what is demanded, what came, and the proof. */
export function failuresSection(view: View): Markup {
  const { failures } = view.set;
  if (failures.length === 0) return html``;
  return html`<section aria-labelledby="failures" data-box>
    <h2 id="failures">
      Failures <span class="count">${plural(failures.length, "requirement")}</span>
    </h2>
    ${view.causes.map((cause) => causeMarkup(view, cause))}
  </section>`;
}

/** Requirements that one answer explains, under what it was. */
function causeMarkup(view: View, { text, failures }: FirstCause): Markup {
  if (text === undefined)
    return html`${failures.map((failure) => failureArticle(view, failure, "h3"))}`;
  const rows = failures.flatMap(({ first, more }) => [...first, ...more]);
  const groups = new Set(rows.map(({ group }) => group));
  return html`<div class="first-cause" data-box>
    <h3>
      ${plural(failures.length, "requirement")}, wrong first in one way
      <span class="what"
        >In ${groups.size === 1 ? "the case" : `all ${groups.size} cases`} the first that was wrong:
        <code>${safe(text)}</code></span
      >
    </h3>
    ${failures.map((failure) => failureArticle(view, failure, "h4"))}
  </div>`;
}

/** One requirement that is broken: each check that says so once, and a line for each that only repeats one of them. */
function failureArticle(view: View, failure: FailureGroup, level: "h3" | "h4"): Markup {
  const rows = failure.first.slice(0, mostInFull);
  const more = [...failure.first.slice(mostInFull), ...failure.more];
  const title = failureTitle(view, failure);
  const [row] = rows;
  return html`<article
    class="${view.later.has(failure) ? "failure later" : "failure"}"
    id="${view.failureAnchors.get(failure) ?? ""}"
    data-box
  >
    <div class="title">
      ${level === "h3" ? html`<h3>${title}</h3>` : html`<h4>${title}</h4>`}
      ${neighbours(view, failure)}
    </div>
    ${row === undefined ? "" : html`<p class="demand">${citation(row)}</p>`}
    ${rows.map((one) => failedRow(view, one))} ${repeated(view, more)}
  </article>`;
}

function failureTitle(view: View, { title, demand, first }: FailureGroup): Markup {
  const [row] = first;
  if (demand === undefined || row === undefined) return html`${safe(title)}`;
  return html`${demandMark(view, row)} ${safe(demand.statement)}`;
}

/** Links to the failure before and to the one after. */
function neighbours({ causes, failureAnchors }: View, failure: FailureGroup): Markup {
  const all = causes.flatMap(({ failures }) => failures);
  const at = all.indexOf(failure);
  const link = (other: FailureGroup | undefined, label: string) =>
    other === undefined
      ? ""
      : html`<a href="#${failureAnchors.get(other) ?? ""}" aria-label="${label} failure"
          >${label}</a
        > `;
  const own = html`<a href="#${failureAnchors.get(failure) ?? ""}" aria-label="Link to this failure"
    >link</a
  >`;
  return html`<span class="neighbours"
    >${link(all[at - 1], "previous")}${link(all[at + 1], "next")}${own}</span
  >`;
}

function repeated(view: View, rows: readonly ResultRow[]): Markup {
  if (rows.length === 0) return html``;
  return html`<details class="context" data-box>
    <summary>${plural(rows.length, view.set.words.row)} more of the same</summary>
    <ul class="checks">
      ${rows.map((row) => repeatedRow(view, row))}
    </ul>
  </details>`;
}

function repeatedRow(view: View, row: ResultRow): Markup {
  const [finding] = row.findings;
  return html`<li class="check" ${attributes(view, row)}>
    ${groupLink(view, row.group)} ${safe(row.name)}
    ${finding === undefined ? "" : html`<code class="what">${safe(findingLine(finding, 100))}</code>`}
  </li>`;
}

/** What the query asks of a failure. */
const attributes = ({ checkAnchors, set }: View, row: ResultRow): Markup =>
  html`id="${checkAnchors.get(row) ?? ""}" data-s="failed" data-p="${row.group.suite}"
  data-r="${row.requirement ?? ""}" data-w="${set.words.row}"`;

function failedRow(view: View, row: ResultRow): Markup {
  const { name, group } = row;
  const place = placeOf(placed(row));
  const told = row.exchanges.filter(
    (number) =>
      row.findings.length === 0 || row.findings.some(({ exchange }) => exchange === number),
  );
  return html`<section class="check" ${attributes(view, row)}>
    <p class="name">${outcomeMark("failed")} ${groupLink(view, group)} <b>${safe(name)}</b></p>
    <p class="meta">
      ${group.title === group.name ? "" : html`<span>${safe(group.title)}</span>`}
      ${place === undefined ? "" : html`<span><code>${safe(place)}</code></span>`}
    </p>
    ${row.baseline === undefined ? "" : html`<p class="note">Baseline: ${baselineStatus(row)}</p>`}
    ${findings(view, row)} ${remarks(row)}
    ${told.map((number) => html`<p class="evidence">${exchangeLink(view, number)}</p>`)}
    ${excerpts(view, row)} ${replay(view, group.id)}
  </section>`;
}

function citation({ demand }: ResultRow): Markup {
  if (demand === undefined) return html``;
  const { page, heading, url } = demand.citation;
  return html`<cite>${webLink(url, `${page}, “${heading}”`)}</cite>`;
}
