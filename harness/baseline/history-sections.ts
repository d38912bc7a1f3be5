import type { Outcome } from "../../specs/types/report.format.d.ts";
import { icon } from "../report/html/icon.ts";
import { html, type Markup, outcomeMark, safe } from "../report/html/markup.ts";
import { outcomeWord } from "../report/model/outcome-words.ts";
import { plural } from "../text/plural.ts";
import { type History, type Step, stepText, type UnstableCase } from "./history.ts";
import { momentOf } from "./side-by-side.ts";

/** Changes of a step that are shown at once. */
const mostChanges = 12;

/** What changed in which run, the latest first. */
export function stepsSection(history: History): Markup {
  return html`<section aria-labelledby="steps">
    <h2 id="steps">What changed in which run</h2>
    ${history.steps.toReversed().map((step) => stepArticle(step, history))}
  </section>`;
}

function stepArticle(step: Step, { columns }: History): Markup {
  const column = columns[step.run];
  if (column === undefined) return html``;
  const { changes, tolerances } = step;
  const rest = changes.slice(mostChanges);
  return html`<article>
    <h3>
      Run ${step.run + 1}, ${momentOf(column.report)}
      <span class="what">${safe(column.name)}</span>
    </h3>
    <p>${stepText(step)}</p>
    ${changes.length === 0 ? "" : changeTable(step, changes.slice(0, mostChanges))}
    ${
      rest.length === 0
        ? ""
        : html`<details>
            <summary>${plural(rest.length, "requirement")} more</summary>
            ${changeTable(step, rest)}
          </details>`
    }
    ${
      tolerances.length === 0
        ? ""
        : html`<ul class="reasons">
            ${tolerances.slice(0, mostChanges).map((one) => html`<li>${safe(`${one.of}: ${one.before} → ${one.after}`)}</li>`)}
            ${tolerances.length > mostChanges ? html`<li>and ${tolerances.length - mostChanges} more</li>` : ""}
          </ul>`
    }
  </article>`;
}

const changeTable = ({ run }: Step, changes: Step["changes"]): Markup =>
  html`<table class="sides">
    <thead>
      <tr>
        ${["Requirement", `Run ${run}`, `Run ${run + 1}`].map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${changes.map(
        ({ requirement: { id, level, statement }, before, after }) =>
          html`<tr>
            <th scope="row">
              ${safe(id)} <span class="level">${level}</span>
              <span class="what">${safe(statement)}</span>
            </th>
            <td class="before">${outcomeMark(before)}</td>
            <td class="after">${outcomeMark(after)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

/** Cases that are listed. */
const mostCases = 200;

/** Cases whose outcome changed more than once. */
export function unstableSection({ unstable, columns }: History): Markup {
  if (unstable.length === 0) return html``;
  const more = unstable.length - mostCases;
  return html`<section aria-labelledby="unstable">
    <h2 id="unstable">Unstable cases <span class="count">${unstable.length}</span></h2>
    <p class="note">Their outcome changed more than once.</p>
    <div class="scroll" tabindex="0">
      <table class="grid">
        <thead>
          <tr>
            <th scope="col">Case</th>
            ${columns.map((_, index) => html`<th scope="col">${index + 1}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${unstable.slice(0, mostCases).map(unstableRow)}
        </tbody>
      </table>
    </div>
    ${more > 0 ? html`<p class="note">and ${plural(more, "case")} more: --json has all</p>` : ""}
  </section>`;
}

const unstableRow = ({ id, changes, outcomes }: UnstableCase): Markup =>
  html`<tr>
    <th scope="row"><code>${safe(id)}</code> <span class="what">${changes} changes</span></th>
    ${outcomes.map((outcome) => gridCell(outcome))}
  </tr>`;

/** Sign and colour; the word is for who hears it, and shows when pointed at. */
export const gridCell = (outcome: Outcome | undefined): Markup =>
  outcome === undefined
    ? html`<td><span class="heard">not in the run</span></td>`
    : html`<td class="${outcome}" title="${outcomeWord[outcome]}">
        ${icon(outcome)}<span class="heard">${outcomeWord[outcome]}</span>
      </td>`;
