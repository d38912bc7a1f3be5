import type { Outcome, Report } from "../../specs/types/report.format.d.ts";
import { groupBy } from "../group.ts";
import { htmlPage } from "../report/html/frame.ts";
import { icon } from "../report/html/icon.ts";
import { html, type Markup, outcomeMark, safe } from "../report/html/markup.ts";
import { bar } from "../report/html/totals.ts";
import { capital } from "../text/capital.ts";
import type { Change, Comparison } from "./compare.ts";
import { changeGroups, isMeasured, naming, sumOf } from "./comparison.ts";
import { colophon, toneIcons } from "./side-by-side-page.ts";

/** The comparison of two runs as one page: what got worse first, by requirement. */
export function renderComparisonPage(
  comparison: Comparison,
  before: Report,
  after: Report,
  version: string,
): string {
  const tone = comparison.regressions.length > 0 ? "bad" : isMeasured(comparison) ? "good" : "open";
  const word = { bad: "worse", good: "no regression", open: "cannot be told" }[tone];
  return htmlPage({
    title: `${word}: ${naming(before)} and ${naming(after)} - Headwater`,
    header: html`<header class="${tone}">
      <p class="product">Headwater comparison of two runs</p>
      <h1><span class="badge">${icon(toneIcons[tone])} ${word}</span></h1>
      <p class="sentence">From ${safe(naming(before))} to ${safe(naming(after))}</p>
      <p>${capital(sumOf(comparison))}.</p>
    </header>`,
    main: html`${totals(before, after)}
    ${changeGroups.map(([key, title]) => section(key, title.all, comparison[key]))}
    ${tolerances(comparison)}`,
    footer: colophon(version),
  });
}

function totals(before: Report, after: Report): Markup {
  const kinds = ["cases", "checks", "requirements"] as const;
  return html`<section aria-labelledby="totals">
    <h2 id="totals">Totals</h2>
    <div class="scroll" tabindex="0">
      <table class="totals">
        <thead>
          <tr>
            <th scope="col">Counted</th>
            <th scope="col">${outcomeMark("passed")} before</th>
            <th scope="col">after</th>
            <th scope="col">${outcomeMark("failed")} before</th>
            <th scope="col">after</th>
            <td class="bars"></td>
          </tr>
        </thead>
        <tbody>
          ${kinds.map((kind) => {
            const [a, b] = [before.totals[kind], after.totals[kind]];
            return html`<tr>
              <th scope="row">${capital(kind)}</th>
              <td>${a.passed}</td>
              <td>${b.passed}</td>
              <td class="${a.failed === 0 ? "zero" : "failed"}">${a.failed}</td>
              <td class="${b.failed === 0 ? "zero" : "failed"}">${b.failed}</td>
              <td class="bars">${bar(`${kind} before`, a)} ${bar(`${kind} after`, b)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** What is worth reading is open; what only came or went is folded where it is much. */
const mostOpen = 40;

function section(key: string, title: string, changes: readonly Change[]): Markup {
  if (changes.length === 0) return html``;
  const rows = table(changes);
  return html`<section aria-labelledby="${key}">
    <h2 id="${key}">${title} <span class="count">${changes.length}</span></h2>
    ${
      changes.length > mostOpen && key !== "regressions"
        ? html`<details>
            <summary>All ${changes.length}</summary>
            ${rows}
          </details>`
        : rows
    }
  </section>`;
}

function table(changes: readonly Change[]): Markup {
  const byRequirement = groupBy(changes, ({ requirement }) => requirement);
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          ${["Requirement", "Check", "Before", "After"].map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${[...byRequirement.values()].flatMap((own) => own.map(changeRow))}
      </tbody>
    </table>
  </div>`;
}

const changeRow = ({ check, requirement, level, before, after }: Change): Markup =>
  html`<tr>
    <th scope="row">${safe(requirement)} <span class="level">${level}</span></th>
    <td><code>${safe(check)}</code></td>
    <td>${outcomeOr(before)}</td>
    <td>${outcomeOr(after)}</td>
  </tr>`;

const outcomeOr = (outcome: Outcome | undefined): Markup =>
  outcome === undefined ? html`<span class="note">not there</span>` : outcomeMark(outcome);

function tolerances({ tolerances: all }: Comparison): Markup {
  if (all.length === 0) return html``;
  return html`<section aria-labelledby="tolerances">
    <h2 id="tolerances">Changed tolerances <span class="count">${all.length}</span></h2>
    <div class="scroll" tabindex="0">
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
