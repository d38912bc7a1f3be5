import { capital } from "../../text/capital.ts";
import type { Counts } from "../../../specs/types/report.format.d.ts";
import { plural } from "../../text/plural.ts";
import { countsText } from "../model/flaky.ts";
import { outcomes, sum } from "../model/outcome-words.ts";
import { html, type Markup, outcomeMark, safe } from "./markup.ts";
import type { View } from "./view.ts";

/** Outcomes counted, with a bar; or the parts, a line each. */
export function totalsSection({ set }: View): Markup {
  const { totals, musts, warnings, parts } = set;
  return html`<section aria-labelledby="totals">
    <h2 id="totals">${totals.length === 0 ? "Overall" : "Totals"}</h2>
    ${totals.length === 0 ? "" : countTable(totals)}${musts === undefined ? "" : html`<p>${musts.text}.</p>`}
    ${
      warnings === 0
        ? ""
        : html`<p class="note">
            Of the failed checks, ${plural(warnings, "warning")}: below the level from which this
            run counts.
          </p>`
    }
    ${parts.length === 0 ? "" : partTable(parts)}
  </section>`;
}

function countTable(totals: View["set"]["totals"]): Markup {
  return html`<div class="scroll">
    <table class="totals">
      <thead>
        <tr>
          <td></td>
          ${outcomes.map((outcome) => html`<th scope="col">${outcomeMark(outcome)}</th>`)}
          <th scope="col">total</th>
          <td class="bars"></td>
        </tr>
      </thead>
      <tbody>
        ${totals.map(({ name, counts }) => countRow(capital(name), counts))}
      </tbody>
    </table>
  </div>`;
}

function countRow(name: string, counts: Counts): Markup {
  return html`<tr>
    <th scope="row">${name}</th>
    ${outcomes.map((outcome) => html`<td class="${counts[outcome] === 0 ? "zero" : outcome}">${counts[outcome]}</td>`)}
    <td>${sum(counts)}</td>
    <td class="bars">${bar(name, counts)}</td>
  </tr>`;
}

function bar(name: string, counts: Counts): Markup {
  const all = sum(counts);
  if (all === 0) return html``;
  const label = countsText(counts);
  const parts = outcomes.map((outcome, index) => {
    const before = sum(counts, outcomes.slice(0, index));
    return html`<rect
      class="${outcome}"
      x="${(before / all) * 100}"
      width="${(counts[outcome] / all) * 100}"
      height="10"
    />`;
  });
  return html`<svg
    class="bar"
    viewBox="0 0 100 10"
    preserveAspectRatio="none"
    role="img"
    aria-label="${name}: ${label}"
  >
    ${parts}
  </svg>`;
}

function partTable(parts: View["set"]["parts"]): Markup {
  return html`<table>
    <tbody>
      ${parts.map(
        ([name, line]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${safe(line)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
