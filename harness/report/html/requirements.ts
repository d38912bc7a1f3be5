import type { RequirementRow } from "../../../specs/types/report.format.d.ts";
import { groupBy } from "../../group.ts";
import { outcomes } from "../model/outcome-words.ts";
import { plural } from "../../text/plural.ts";
import { requirementQuery } from "./areas.ts";
import { html, type Markup, outcomeMark, safe, webLink } from "./markup.ts";
import type { View } from "./view.ts";

/** Requirement by requirement: what holds, what does not, and which checks say so; grouped by the prefix of the id. */
export function requirementsSection(view: View): Markup {
  const { requirements } = view.set;
  if (requirements.length === 0) return html``;
  const areas = groupBy(requirements, (row) => areaOf(row.id));
  return html`<section aria-labelledby="requirements" data-box>
    <h2 id="requirements">Requirements <span class="count">${requirements.length}</span></h2>
    ${[...areas].map(([name, rows]) => areaDetails(view, name, rows))}
  </section>`;
}

/** `DR-DETACH-3` is in the area `DR-DETACH`. */
function areaOf(id: string): string {
  return id.replace(/-[^-]*$/, "");
}

function areaDetails(view: View, name: string, rows: readonly RequirementRow[]): Markup {
  const failed = rows.some((row) => row.outcome === "failed");
  return html`<details class="area" ${failed ? "open" : ""} data-box>
    <summary>
      <strong>${safe(name)}</strong> ${plural(rows.length, "requirement")}
      <span class="tally">${tally(rows)}</span>
    </summary>
    <div class="scroll">
      <table class="requirements">
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Requirement</th>
            <th scope="col">Statement</th>
            <th scope="col">Checks</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => requirementRow(view, row))}
        </tbody>
      </table>
    </div>
  </details>`;
}

function tally(rows: readonly RequirementRow[]): readonly (Markup | string)[] {
  return outcomes.flatMap((outcome) => {
    const count = rows.filter((row) => row.outcome === outcome).length;
    return count === 0 ? [] : [outcomeMark(outcome, count), " "];
  });
}

function requirementRow(view: View, row: RequirementRow): Markup {
  const { page, heading, url } = row.citation;
  const warned = view.warned.has(row.id);
  return html`<tr
    id="requirement-${row.id}"
    data-s="${row.outcome}${warned ? " warning" : ""}"
    data-r="${row.id}"
  >
    <td>${outcomeMark(row.outcome)} ${warned ? html`<em>with a warning</em>` : ""}</td>
    <th scope="row">${safe(row.id)} <span class="level">${row.level}</span></th>
    <td>${safe(row.statement)} <cite>${webLink(url, `${page}, “${heading}”`)}</cite></td>
    <td>
      <ul class="names">
        ${checkItems(view, row)}
      </ul>
    </td>
  </tr>`;
}

/** Checks that are named of a requirement; the cases tell the others. */
const mostChecks = 3;

/** What did not pass comes first. */
function checkItems(view: View, { id, checks }: RequirementRow): readonly Markup[] {
  const bad = checks.filter((name) => view.bad.has(name));
  const names = [...bad, ...checks.filter((name) => !view.bad.has(name))];
  const more = names.length - mostChecks;
  return [
    ...names.slice(0, more === 1 ? names.length : mostChecks).map((name) => checkItem(view, name)),
    ...(more > 1 ? [html`<li><a href="${requirementQuery(id)}">and ${more} more</a></li>`] : []),
  ];
}

/** A check id holds no slash; a case id might. */
function checkItem(view: View, name: string): Markup {
  const slash = name.lastIndexOf("/");
  const [id, check] = [name.slice(0, slash), name.slice(slash + 1)];
  const anchor = view.anchorOf(id) ?? "cases";
  return html`<li>
    <a href="#${anchor}"
      ><code>${safe(id)}<wbr />/${safe(check)}</code></a
    >
  </li>`;
}
