import type { Report } from "../../specs/types/report.format.d.ts";
import { html, type Markup, safe } from "../report/html/markup.ts";
import { bar } from "../report/html/totals.ts";
import { headlineOf } from "../report/model/conclusion.ts";
import { mustsText } from "../report/model/must-words.ts";
import { sum } from "../report/model/outcome-words.ts";
import { conclusionOf, momentOf } from "./side-by-side.ts";

/** What was run, before and after, and what it came to. */
export const twoRuns = (before: Report, after: Report): Markup =>
  html`<section aria-labelledby="runs">
    <h2 id="runs">The two runs</h2>
    <table class="sides">
      <thead>
        <tr>
          ${["Of the run", "Before", "After"].map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${facts.map(
          ([name, of]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class="before">${of(before)}</td>
              <td class="after">${of(after)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;

type Fact = readonly [string, (report: Report) => Markup | string];

const facts: readonly Fact[] = [
  ["Conclusion", conclusionMarkup],
  ["Target", ({ target }) => safe(target.name)],
  ["Implementation", ({ target }) => safe(target.implementation?.name ?? "not said")],
  ["Version", ({ target }) => safe(target.implementation?.version ?? "not said")],
  ["Started", (report) => `${momentOf(report)} UTC`],
  ["Cases passed", (report) => passed(report, "cases")],
  ["Checks passed", (report) => passed(report, "checks")],
  ["Requirements passed", (report) => passed(report, "requirements")],
  ["Must requirements", ({ musts }) => (musts === undefined ? "not said" : safe(mustsText(musts)))],
  ["Headwater", ({ suite }) => safe(`${suite.version}, cases ${suite.casesDigest.slice(0, 12)}`)],
];

function conclusionMarkup(report: Report): Markup {
  const conclusion = conclusionOf(report);
  return html`<span class="tone ${conclusion.tone}">${headlineOf(conclusion)}</span>`;
}

function passed({ totals }: Report, kind: "cases" | "checks" | "requirements"): Markup {
  const counts = totals[kind];
  return html`${counts.passed} of ${sum(counts)} ${bar(kind, counts)}`;
}
