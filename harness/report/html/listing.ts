import { groupBy } from "../../group.ts";
import { capital } from "../../text/capital.ts";
import { plural } from "../../text/plural.ts";
import { causeLine } from "../model/cause.ts";
import { findingLine } from "../model/finding.ts";
import type { ResultGroup, ResultRow } from "../model/result-set.ts";
import { groupMeta } from "./failures.ts";
import { demandMark } from "./links.ts";
import { baselineStatus } from "./lists.ts";
import { html, type Markup, outcomeMark, safe } from "./markup.ts";
import { isListed, type View } from "./view.ts";

/** Every group with its rows, passed ones too: what was done to reach the conclusion. */
export function listingSection(view: View): Markup {
  const { set } = view;
  if (!isListed(set)) return html``;
  const rows = groupBy(set.rows, ({ group }) => group);
  return html`<section aria-labelledby="cases" data-filter="${set.words.group}s">
    <h2 id="cases">${capital(set.words.group)}s</h2>
    ${set.groups.map((group) => groupDetails(view, group, rows.get(group) ?? []))}
  </section>`;
}

function groupDetails(view: View, group: ResultGroup, rows: readonly ResultRow[]): Markup {
  const warnings = rows.filter(({ status }) => status === "warning").length;
  return html`<details class="case" id="${view.anchors.get(group.id) ?? ""}">
    <summary>
      ${outcomeMark(group.outcome)} <code>${safe(group.name)}</code>
      ${group.title === group.name ? "" : html`<span class="what">${safe(group.title)}</span>`}
      ${warnings === 0 ? "" : html`<em>${plural(warnings, "warning")}</em>`}
    </summary>
    ${groupMeta(view, group, false)}
    ${group.cause === undefined ? "" : html`<p>Cause: <code>${safe(causeLine(group.cause))}</code></p>`}
    <ul class="checks">
      ${rows.map((row) => rowItem(view, row))}
    </ul>
  </details>`;
}

function rowItem(view: View, row: ResultRow): Markup {
  const warning = row.status === "warning" ? html`<em>as a warning</em>` : "";
  const notes = [
    ...(row.flaky === undefined ? [] : [row.flaky]),
    ...(row.baseline === undefined ? [] : [html`baseline: ${baselineStatus(row)}`]),
  ];
  const lines = row.findings.map(
    (finding) => html`<br /><code>${findingLine(finding, 100)}</code>`,
  );
  return html`<li>
    ${outcomeMark(row.outcome)} ${warning} ${safe(row.name)} ${demandMark(view, row)}
    ${notes.map((note) => html`<em>${note}</em> `)}${lines}
  </li>`;
}
