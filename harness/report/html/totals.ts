import { capital } from "../../text/capital.ts";
import type { Counts, Outcome } from "../../../specs/types/report.format.d.ts";
import { plural } from "../../text/plural.ts";
import { countsText } from "../model/flaky.ts";
import { outcomes, outcomeWord, sum } from "../model/outcome-words.ts";
import { type Area, areasOf, queryLink } from "./areas.ts";
import { html, type Markup, outcomeMark, safe } from "./markup.ts";
import { isListed, type View } from "./view.ts";

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

/** Areas by outcome: which part of the product is wrong. A number leads to its rows. */
export function areaSection({ set }: View): Markup {
  if (!isListed(set)) return html``;
  const areas = areasOf(set);
  if (areas.length < 2) return html``;
  const shown = outcomes.filter((outcome) => areas.some(({ groups }) => groups.has(outcome)));
  return html`<section aria-labelledby="areas">
    <h2 id="areas">Areas</h2>
    <div class="scroll" tabindex="0">
      <table class="totals areas">
        <thead>
          <tr>
            <th scope="col">${capital(set.words.group)}s of</th>
            ${shown.map((outcome) => html`<th scope="col">${outcomeMark(outcome)}</th>`)}
            <td class="bars"></td>
          </tr>
        </thead>
        <tbody>
          ${areas.map((area) => areaRow(area, shown))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function areaRow(area: Area, shown: readonly Outcome[]): Markup {
  const counts = Object.fromEntries(
    outcomes.map((outcome) => [outcome, area.groups.get(outcome)?.length ?? 0]),
  ) as unknown as Counts;
  return html`<tr>
    <th scope="row"><a href="#${area.anchor}">${safe(area.name)}</a></th>
    ${shown.map((outcome) =>
      counts[outcome] === 0
        ? html`<td class="zero">0</td>`
        : html`<td class="${outcome}">
            <a
              href="${queryLink(outcome, area)}"
              aria-label="${counts[outcome]} ${outcomeWord[outcome]} of ${area.name}"
              >${counts[outcome]}</a
            >
          </td>`,
    )}
    <td class="bars">${bar(area.name, counts)}</td>
  </tr>`;
}

function countTable(totals: View["set"]["totals"]): Markup {
  return html`<div class="scroll" tabindex="0">
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

/** Counts as a bar, with the same in words. */
export function bar(name: string, counts: Counts): Markup {
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
