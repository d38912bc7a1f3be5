import type { Report } from "../../specs/types/report.format.d.ts";
import { groupBy } from "../group.ts";
import { htmlPage } from "../report/html/frame.ts";
import { icon } from "../report/html/icon.ts";
import { html, type Markup, safe } from "../report/html/markup.ts";
import { capital } from "../text/capital.ts";
import { plural } from "../text/plural.ts";
import type { Change, Comparison } from "./compare.ts";
import { changeGroups, isMeasured, naming, sumOf } from "./comparison.ts";
import { type BothSides, changeArticle } from "./change-article.ts";
import { colophon, toneIcons } from "./side-by-side-page.ts";
import { checksOf } from "./strictness-changes.ts";
import { twoRuns } from "./two-runs.ts";

/** The comparison of two runs as one page: counts first, then what got worse, by requirement, with what both runs found. */
export function renderComparisonPage(
  comparison: Comparison,
  before: Report,
  after: Report,
  version: string,
): string {
  const tone = comparison.regressions.length > 0 ? "bad" : isMeasured(comparison) ? "good" : "open";
  const word = { bad: "worse", good: "no regression", open: "cannot be told" }[tone];
  const sides = sidesOf(before, after);
  return htmlPage({
    title: `${word}: ${naming(before)} and ${naming(after)} - Headwater`,
    header: html`<header class="${tone}">
      <p class="product">Headwater comparison of two runs</p>
      <h1><span class="badge">${icon(toneIcons[tone])} ${word}</span></h1>
      <p class="sentence">From ${safe(naming(before))} to ${safe(naming(after))}</p>
      <p>${capital(sumOf(comparison))}.</p>
    </header>`,
    main: html`${counts(comparison)} ${twoRuns(before, after)}
    ${changeGroups.map(([key, title]) => section(key, title.all, comparison[key], sides))}
    ${tolerances(comparison)}`,
    footer: colophon(version),
  });
}

function sidesOf(before: Report, after: Report): BothSides {
  const demands = [...before.requirements, ...after.requirements].map(
    (row) => [row.id, row] as const,
  );
  return { before: checksOf(before), after: checksOf(after), demands: new Map(demands) };
}

/** How many checks changed in which way, and how many requirements and cases they are of; each leads to its section. */
function counts(comparison: Comparison): Markup {
  const shown = changeGroups.filter(([key]) => comparison[key].length > 0);
  return html`<section aria-labelledby="changes">
    <h2 id="changes">What changed</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="changes">
      <table class="totals">
        <thead>
          <tr>
            ${["Change", "Checks", "Cases", "Requirements"].map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map(([key, { all }]) => countRow(key, all, comparison[key]))}
          <tr>
            <th scope="row">Unchanged</th>
            <td>${comparison.same}</td>
            <td></td>
            <td></td>
          </tr>
        </tbody>
      </table>
    </div>
  </section>`;
}

function countRow(key: string, title: string, changes: readonly Change[]): Markup {
  const distinct = (of: (change: Change) => string) => new Set(changes.map(of)).size;
  const colour = key === "regressions" ? "failed" : key === "fixes" ? "passed" : "";
  return html`<tr>
    <th scope="row"><a href="#${key}">${title}</a></th>
    <td class="${colour}">${changes.length}</td>
    <td>${distinct(({ check }) => check.slice(0, check.lastIndexOf("/")))}</td>
    <td>${distinct(({ requirement }) => requirement)}</td>
  </tr>`;
}

/** What is worth reading is open; what only came or went is folded where it is much. */
const mostOpen = 40;

function section(key: string, title: string, changes: readonly Change[], sides: BothSides): Markup {
  if (changes.length === 0) return html``;
  const byRequirement = [...groupBy(changes, ({ requirement }) => requirement).values()];
  const articles = html`${byRequirement.map((own) => changeArticle(own, sides))}`;
  const isFolded = changes.length > mostOpen && key !== "regressions";
  return html`<section aria-labelledby="${key}">
    <h2 id="${key}">${title} <span class="count">${changes.length}</span></h2>
    ${
      isFolded
        ? html`<details>
            <summary>
              ${plural(changes.length, "check")} of ${plural(byRequirement.length, "requirement")}
            </summary>
            ${articles}
          </details>`
        : articles
    }
  </section>`;
}

function tolerances({ tolerances: all }: Comparison): Markup {
  if (all.length === 0) return html``;
  return html`<section aria-labelledby="tolerances">
    <h2 id="tolerances">Changed tolerances <span class="count">${all.length}</span></h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="tolerances">
      <table>
        <thead>
          <tr>
            ${["Of", "Before", "After"].map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${all.map(
            (one) =>
              html`<tr>
                <th scope="row">${safe(one.of)}</th>
                <td>${safe(one.before)}</td>
                <td>${safe(one.after)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
