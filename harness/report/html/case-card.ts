import { duration } from "../../text/duration.ts";
import { plural } from "../../text/plural.ts";
import { causeLine } from "../model/cause.ts";
import { findingLine, placeOf } from "../model/finding.ts";
import type { ResultGroup, ResultRow, RowFate } from "../model/result-set.ts";
import { demandMark } from "./links.ts";
import { baselineStatus } from "./lists.ts";
import { html, type Markup, outcomeMark, safe } from "./markup.ts";
import { replay } from "./proof.ts";
import { timeline } from "./timeline.ts";
import type { View } from "./view.ts";

/** A group about which there is something to say: what became of its rows, and how it went, from its first exchange on. */
export function caseCard(view: View, group: ResultGroup): Markup {
  const rows = view.set.rowsOf(group);
  const warnings = rows.filter(({ status }) => status === "warning").length;
  const numbers = new Set(view.exchanges.of(group));
  // What the timeline tells where it happened is not told twice.
  const left = rows.filter(
    (row) =>
      row.outcome !== "failed" ||
      !row.exchanges.some((n) => numbers.has(n)) ||
      row.baseline !== undefined ||
      row.flaky !== undefined,
  );
  const place = placeOf(group);
  return html`<details
    class="case"
    id="${view.anchorOf(group.id) ?? ""}"
    data-s="${[group.outcome, ...extras(rows)].join(" ")}"
  >
    <summary>
      ${outcomeMark(group.outcome)} <code>${safe(group.name)}</code>
      ${group.title === group.name ? "" : html`<span class="what">${safe(group.title)}</span>`}
      ${warnings === 0 ? "" : html`<em>${plural(warnings, "warning")}</em>`}
    </summary>
    <p class="meta">
      ${place === undefined ? "" : html`<span><code>${safe(place)}</code></span>`}
      ${group.durationMs === 0 ? "" : html`<span>${duration(group.durationMs)}</span>`}
    </p>
    ${group.cause === undefined ? "" : html`<p>Cause: <code>${safe(causeLine(group.cause))}</code></p>`}
    ${timeline(view, group)}
    ${
      left.length === 0
        ? ""
        : html`<ul class="checks">
            ${left.map((row) => rowItem(view, row))}
          </ul>`
    }
    ${replay(view, group.id)}
  </details>`;
}

/** What a query may ask for beside the outcome. */
export const extras = (rows: readonly RowFate[]): readonly string[] => [
  ...(rows.some(({ status }) => status === "warning") ? ["warning"] : []),
  ...(rows.some(({ flaky }) => flaky !== undefined) ? ["flaky"] : []),
  ...(rows.some(({ status }) => status === "excused") ? ["expected"] : []),
  ...(rows.some(({ status }) => status === "stale") ? ["stale"] : []),
];

function rowItem(view: View, row: ResultRow): Markup {
  const warning = row.status === "warning" ? html`<em>as a warning</em>` : "";
  const notes = [
    ...(row.flaky === undefined ? [] : [row.flaky]),
    ...(row.baseline === undefined ? [] : [html`baseline: ${baselineStatus(row)}`]),
  ];
  const lines = row.findings.map(
    (finding) => html`<br /><code>${safe(findingLine(finding, 100))}</code>`,
  );
  return html`<li>
    ${outcomeMark(row.outcome)} ${warning} ${safe(row.name)} ${demandMark(view, row)}
    ${notes.map((note) => html`<em>${note}</em> `)}${lines}
  </li>`;
}
