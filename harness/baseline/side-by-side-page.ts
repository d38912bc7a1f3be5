import type { Report } from "../../specs/types/report.format.d.ts";
import { groupBy } from "../group.ts";
import { htmlPage } from "../report/html/frame.ts";
import { icon } from "../report/html/icon.ts";
import { html, type Markup, outcomeMark, safe } from "../report/html/markup.ts";
import { bar } from "../report/html/totals.ts";
import { headlineOf } from "../report/model/conclusion.ts";
import { mustsText } from "../report/model/must-words.ts";
import { outcomes, sum } from "../report/model/outcome-words.ts";
import { plural } from "../text/plural.ts";
import type { History } from "./history.ts";
import { gridCell, stepsSection, unstableSection } from "./history-sections.ts";
import { mustChart } from "./must-chart.ts";
import {
  conclusionOf,
  momentOf,
  nameOf,
  notable,
  outcomeTotals,
  partial,
  type RequirementAcross,
  type SideBySide,
} from "./side-by-side.ts";

/** What a page that lays reports side by side says above them. */
export interface SideBySideTitle {
  readonly product: string;
  readonly title: string;
  readonly sentence: string;
  /** Whether columns are runs of one thing: told apart by when they began. */
  readonly runs: boolean;
}

/** Reports side by side as one page: what each came to, and each requirement as a row. What is the same in all of them is folded. */
export function renderSideBySidePage(
  all: SideBySide,
  version: string,
  { product, title, sentence, runs }: SideBySideTitle,
  history?: History,
): string {
  const told = all.rows.filter(notable);
  const quiet = all.rows.filter((row) => !notable(row));
  const [some, same] = [quiet.filter(partial), quiet.filter((row) => !partial(row))];
  return htmlPage({
    title: `${title} - Headwater`,
    header: html`<header>
      <p class="product">${product}</p>
      <h1>${safe(title)}</h1>
      <p class="sentence">${safe(sentence)}</p>
      ${
        all.cautions.length === 0
          ? ""
          : html`<ul class="reasons">
              ${all.cautions.map((caution) => html`<li>${caution}</li>`)}
            </ul>`
      }
    </header>`,
    main: html`${summary(all, runs)} ${runs ? "" : totals(all)}
    ${history === undefined ? "" : stepsSection(history)}
    ${grid("differences", runs ? "What changed or does not hold" : "What differs or does not hold", told, all, runs)}
    ${history === undefined ? "" : unstableSection(history)}
    ${folded("partial", "Held where it was run, and not in every run", some, all, runs)}
    ${folded("same", "The same in all", same, all, runs)}`,
    footer: colophon(version),
  });
}

function folded(
  id: string,
  title: string,
  rows: readonly RequirementAcross[],
  all: SideBySide,
  runs: boolean,
): Markup {
  if (rows.length === 0) return html``;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title} <span class="count">${rows.length}</span></h2>
    <details>
      <summary>${plural(rows.length, "requirement")}</summary>
      ${table(rows, all, runs)}
    </details>
  </section>`;
}

export const colophon = (version: string): Markup =>
  html`<footer><p>Written by Headwater ${safe(version)}.</p></footer>`;

/** A line for each report: what it came to, and its requirements by outcome. */
function summary({ columns }: SideBySide, runs: boolean): Markup {
  return html`<section aria-labelledby="summary">
    <h2 id="summary">
      ${runs ? "Runs" : "Implementations"} <span class="count">${columns.length}</span>
    </h2>
    ${runs ? mustChart(columns) : ""}
    <div class="scroll" tabindex="0">
      <table class="summary">
        <thead>
          <tr>
            ${["Tested", "Conclusion", "Requirements passed", "failed", "Must requirements", "Started"].map((name) => html`<th scope="col">${name}</th>`)}
            <td class="bars"></td>
          </tr>
        </thead>
        <tbody>
          ${columns.map(({ report, name }, index) => summaryRow(report, runs ? `${index + 1}  ${nameOf(report)}` : name))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function summaryRow(report: Report, name: string): Markup {
  const { requirements: counts } = report.totals;
  const conclusion = conclusionOf(report);
  return html`<tr>
    <th scope="row">${safe(name)}</th>
    <td class="tone ${conclusion.tone}">
      ${icon(toneIcons[conclusion.tone])} ${headlineOf(conclusion)}
    </td>
    <td>${counts.passed} of ${sum(counts)}</td>
    <td class="${counts.failed === 0 ? "zero" : "failed"}">${counts.failed}</td>
    <td>
      ${report.musts === undefined ? "" : safe(mustsText(report.musts).replace(" must requirements", ""))}
    </td>
    <td class="moment">${momentOf(report)}</td>
    <td class="bars">${bar(name, counts)}</td>
  </tr>`;
}

/** Requirements by outcome, a row for each report. */
function totals(all: SideBySide): Markup {
  const shown = [...outcomes, undefined].filter(
    (outcome) => outcome === "passed" || outcomeTotals(all, outcome).some((count) => count > 0),
  );
  return html`<section aria-labelledby="totals">
    <h2 id="totals">Requirements by outcome</h2>
    <div class="scroll" tabindex="0">
      <table class="totals">
        <thead>
          <tr>
            <th scope="col">Tested</th>
            ${shown.map((outcome) => html`<th scope="col">${outcome === undefined ? "not in the run" : outcomeMark(outcome)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${all.columns.map(
            ({ name }, index) =>
              html`<tr>
                <th scope="row">${safe(name)}</th>
                ${shown.map((outcome) => {
                  const count = outcomeTotals(all, outcome)[index] ?? 0;
                  return html`<td class="${count === 0 ? "zero" : (outcome ?? "")}">${count}</td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

export const toneIcons = {
  good: "passed",
  bad: "failed",
  open: "untestable",
  stale: "errored",
} as const;

function grid(
  id: string,
  title: string,
  rows: readonly RequirementAcross[],
  all: SideBySide,
  runs: boolean,
): Markup {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title} <span class="count">${rows.length}</span></h2>
    ${rows.length === 0 ? html`<p>Nothing.</p>` : html`${legend(rows)} ${table(rows, all, runs)}`}
  </section>`;
}

function legend(rows: readonly RequirementAcross[]): Markup {
  const there = new Set(rows.flatMap((row) => row.outcomes));
  const shown = outcomes.filter((outcome) => there.has(outcome));
  return html`<p class="legend">
    ${shown.map((outcome) => html`${outcomeMark(outcome)} `)}
    ${there.has(undefined) ? html`<span class="note">blank: not in the run</span>` : ""}
  </p>`;
}

/** Rows by the area of the requirement; the head of an area has what passed of all its requirements. */
function table(rows: readonly RequirementAcross[], all: SideBySide, runs: boolean): Markup {
  const areas = groupBy(rows, areaOf);
  const whole = groupBy(all.rows, areaOf);
  return html`<div class="scroll" tabindex="0">
    <table class="grid">
      <thead>
        <tr>
          <th scope="col">Requirement</th>
          ${all.columns.map(({ report, name }) => html`<th scope="col">${safe(runs ? momentOf(report) : name)}</th>`)}
        </tr>
      </thead>
      ${[...areas].map(
        ([area, own]) =>
          html`<tbody>
            <tr class="area-row">
              <th scope="row">${safe(area)}</th>
              ${all.columns.map((_, index) => html`<td class="note">${passedOf(whole.get(area) ?? [], index)}</td>`)}
            </tr>
            ${own.map(gridRow)}
          </tbody>`,
      )}
    </table>
  </div>`;
}

/** `DR-DETACH-3` is in the area `DR-DETACH`. */
const areaOf = ({ id }: RequirementAcross): string => id.replace(/-[^-]*$/, "");

/** `4 of 5`: what passed of the requirements that the run lists. */
function passedOf(rows: readonly RequirementAcross[], column: number): string {
  const there = rows.filter(({ outcomes: own }) => own[column] !== undefined);
  const passed = there.filter(({ outcomes: own }) => own[column] === "passed");
  return there.length === 0 ? "" : `${passed.length} of ${there.length}`;
}

function gridRow({ id, level, statement, outcomes: own }: RequirementAcross): Markup {
  return html`<tr>
    <th scope="row">
      <b>${safe(id)}</b> <span class="level">${level}</span>
      <span class="what">${safe(statement)}</span>
    </th>
    ${own.map((outcome) => gridCell(outcome))}
  </tr>`;
}
