import type { CaseRow, CheckRow } from "../../../specs/types/report.format.d.ts";
import { causeLine } from "../model/cause.ts";
import { isWarning } from "../model/failure.ts";
import { findingLine } from "../model/finding.ts";
import { duration } from "../../text/duration.ts";
import { plural } from "../../text/plural.ts";
import { flakyText } from "../model/flaky.ts";
import { standing } from "./baseline.ts";
import { html, type Markup, outcomeMark, requirementLink, safe } from "./markup.ts";
import type { View } from "./view.ts";

/** Every selected case with its checks, passed ones too: what was done to reach the conclusion. */
export function casesSection(view: View): Markup {
  const { cases } = view.report;
  if (cases.length === 0) return html``;
  return html`<section aria-labelledby="cases" data-filter="cases">
    <h2 id="cases">Cases</h2>
    ${cases.map((row) => caseDetails(view, row))}
  </section>`;
}

function caseDetails(view: View, row: CaseRow): Markup {
  return html`<details class="case" id="${view.anchors.get(row.id) ?? ""}">
    <summary>
      ${outcomeMark(row.outcome)} <code>${safe(row.id)}</code>
      <span class="what">${safe(row.title)}</span> ${warnings(view, row)}
    </summary>
    <p class="meta">
      <span>${safe(row.profile)}</span> <span><code>${safe(row.file)}:${row.line}</code></span>
      <span>${duration(row.durationMs)}</span>
    </p>
    ${row.cause === undefined ? "" : html`<p>Cause: <code>${safe(causeLine(row.cause))}</code></p>`}
    <ul class="checks">
      ${row.checks.map((check) => checkItem(view, row.id, check))}
    </ul>
  </details>`;
}

function warnings(view: View, row: CaseRow): Markup {
  const count = row.checks.filter((check) => isWarning(view.report, check)).length;
  return count === 0 ? html`` : html`<em>${plural(count, "warning")}</em>`;
}

function checkItem(view: View, id: string, check: CheckRow): Markup {
  const warning = isWarning(view.report, check) ? html`<em>as a warning</em>` : "";
  const varied = view.unstable.get(`${id}/${check.id}`);
  const notes = [
    ...(varied === undefined ? [] : [flakyText(varied, view.report)]),
    ...(check.baseline === undefined ? [] : [html`baseline: ${standing({ check })}`]),
  ];
  const lines = check.findings.map(
    (finding) => html`<br /><code>${findingLine(finding, 100)}</code>`,
  );
  return html`<li>
    ${outcomeMark(check.outcome)} ${warning} ${safe(check.id)} ${requirementLink(check.requirement)}
    <span class="level">${check.level}</span>
    ${notes.map((note) => html`<em>${note}</em> `)}${lines}
  </li>`;
}
