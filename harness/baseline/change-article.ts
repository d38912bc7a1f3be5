import type {
  CheckRow,
  Finding,
  Outcome,
  RequirementRow,
} from "../../specs/types/report.format.d.ts";
import { codeOf, html, type Markup, outcomeMark, safe, webLink } from "../report/html/markup.ts";
import { plural } from "../text/plural.ts";
import type { Change } from "./compare.ts";

/** What two runs say of their checks, by case id, a slash, check id; and the requirements of both. */
export interface BothSides {
  readonly before: ReadonlyMap<string, CheckRow>;
  readonly after: ReadonlyMap<string, CheckRow>;
  readonly demands: ReadonlyMap<string, RequirementRow>;
}

/** Checks that are shown at once; the others of a requirement stand behind a fold. */
const mostRows = 3;

/** Findings of a check on one side. */
const mostFindings = 4;

/** The changed checks of one requirement, case by case, with what both runs found side by side. */
export function changeArticle(changes: readonly Change[], sides: BothSides): Markup {
  const [first] = changes;
  if (first === undefined) return html``;
  const { requirement, level } = first;
  const rest = changes.slice(mostRows);
  return html`<article>
    <h3>${safe(requirement)} <span class="level">${level}</span></h3>
    ${demand(sides.demands.get(requirement))} ${table(changes.slice(0, mostRows), sides)}
    ${
      rest.length === 0
        ? ""
        : html`<details>
            <summary>${plural(rest.length, "check")} more</summary>
            ${table(rest, sides)}
          </details>`
    }
  </article>`;
}

function demand(row: RequirementRow | undefined): Markup {
  if (row === undefined) return html``;
  const { page, heading, url } = row.citation;
  return html`<p class="demand">
    ${safe(row.statement)} <cite>${webLink(url, `${page}, “${heading}”`)}</cite>
  </p>`;
}

const table = (changes: readonly Change[], sides: BothSides): Markup =>
  html`<table class="sides">
    <thead>
      <tr>
        ${["Case and check", "Before", "After"].map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${changes.map((change) => changeRow(change, sides))}
    </tbody>
  </table>`;

/** A check id holds no slash; a case id might. */
function changeRow({ check, before, after }: Change, sides: BothSides): Markup {
  const slash = check.lastIndexOf("/");
  return html`<tr>
    <th scope="row">
      <code>${safe(check.slice(0, slash))}</code>
      <span class="what">${safe(check.slice(slash + 1))}</span>
    </th>
    <td class="before">${side(before, sides.before.get(check))}</td>
    <td class="after">${side(after, sides.after.get(check))}</td>
  </tr>`;
}

function side(outcome: Outcome | undefined, row: CheckRow | undefined): Markup {
  if (outcome === undefined) return html`<span class="note">not in this run</span>`;
  const { findings = [], cause } = row ?? {};
  const more = findings.length - mostFindings;
  return html`${outcomeMark(outcome)}
  ${cause === undefined ? "" : html`<p class="note">${safe(cause)}</p>`}
  ${findings.slice(0, mostFindings).map(findingLine)}
  ${more > 0 ? html`<p class="note">and ${plural(more, "finding")} more</p>` : ""}`;
}

const findingLine = ({ step, at, expected, actual }: Finding): Markup =>
  html`<p class="found">
    <span class="what">${safe(step)}:</span> ${safe(at)} was ${codeOf(actual, 300)}, expected
    ${codeOf(expected, 300)}
  </p>`;
