import type { Outcome, Report } from "../../specs/types/report.format.d.ts";
import { groupBy } from "../group.ts";
import { htmlPage } from "../report/html/frame.ts";
import { icon } from "../report/html/icon.ts";
import { html, type Markup, outcomeMark, safe } from "../report/html/markup.ts";
import { bar } from "../report/html/totals.ts";
import { headlineOf } from "../report/model/conclusion.ts";
import { mustsText } from "../report/model/must-words.ts";
import { outcomes, outcomeWord, sum } from "../report/model/outcome-words.ts";
import { capital } from "../text/capital.ts";
import { plural } from "../text/plural.ts";
import {
  conclusionOf,
  momentOf,
  notable,
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
): string {
  const [told, same] = [all.rows.filter(notable), all.rows.filter((row) => !notable(row))];
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
    main: html`${summary(all, runs)}
    ${grid("differences", runs ? "What changed or does not hold" : "What differs or does not hold", told, all, runs)}
    ${
      same.length === 0
        ? ""
        : html`<section aria-labelledby="same">
            <h2 id="same">The same in all <span class="count">${same.length}</span></h2>
            <details>
              <summary>${plural(same.length, "requirement")}</summary>
              ${table(same, all, runs)}
            </details>
          </section>`
    }`,
    footer: colophon(version),
  });
}

export const colophon = (version: string): Markup =>
  html`<footer><p>Written by Headwater ${safe(version)}.</p></footer>`;

/** A line for each report: what it came to, and its requirements by outcome. */
function summary({ columns }: SideBySide, runs: boolean): Markup {
  return html`<section aria-labelledby="summary">
    <h2 id="summary">
      ${runs ? "Runs" : "Implementations"} <span class="count">${columns.length}</span>
    </h2>
    <div class="scroll" tabindex="0">
      <table class="summary">
        <thead>
          <tr>
            ${["Tested", "Conclusion", "Requirements passed", "failed", "Must requirements", "Started"].map((name) => html`<th scope="col">${name}</th>`)}
            <td class="bars"></td>
          </tr>
        </thead>
        <tbody>
          ${columns.map(({ report, name }) => summaryRow(report, name))}
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

/** Rows by the area of the requirement. */
function table(rows: readonly RequirementAcross[], { columns }: SideBySide, runs: boolean): Markup {
  const areas = groupBy(rows, ({ id }) => id.replace(/-[^-]*$/, ""));
  return html`<div class="scroll" tabindex="0">
    <table class="grid">
      <thead>
        <tr>
          <th scope="col">Requirement</th>
          ${columns.map(({ report, name }) => html`<th scope="col">${safe(runs ? momentOf(report) : name)}</th>`)}
        </tr>
      </thead>
      ${[...areas].map(
        ([area, own]) =>
          html`<tbody>
            <tr class="area-row">
              <th scope="rowgroup" colspan="${columns.length + 1}">${safe(area)}</th>
            </tr>
            ${own.map(gridRow)}
          </tbody>`,
      )}
    </table>
  </div>`;
}

function gridRow({ id, level, statement, outcomes: own }: RequirementAcross): Markup {
  return html`<tr>
    <th scope="row">
      <b>${safe(id)}</b> <span class="level">${level}</span>
      <span class="what">${safe(statement)}</span>
    </th>
    ${own.map((outcome) => cell(outcome))}
  </tr>`;
}

/** Sign and colour; the word is for who hears it, and shows when pointed at. */
const cell = (outcome: Outcome | undefined): Markup =>
  outcome === undefined
    ? html`<td><span class="heard">not in the run</span></td>`
    : html`<td class="${outcome}" title="${capital(outcomeWord[outcome])}">
        ${icon(outcome)}<span class="heard">${outcomeWord[outcome]}</span>
      </td>`;
