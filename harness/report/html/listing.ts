import type { Outcome } from "../../../specs/types/report.format.d.ts";
import { capital } from "../../text/capital.ts";
import { plural } from "../../text/plural.ts";
import { outcomeWord } from "../model/outcome-words.ts";
import type { ResultGroup, ResultRow } from "../model/result-set.ts";
import { type Area, areasOf, outcomeAnchor } from "./areas.ts";
import { caseCard, extras } from "./case-card.ts";
import { each, html, htmlPieces, type Markup, outcomeMark, type Pieces, safe } from "./markup.ts";
import { isListed, type View } from "./view.ts";

/** Every group by area and outcome: a card where there is something to say, a line where all is well. */
export function listingSection(view: View): Markup | Pieces {
  const { set } = view;
  if (!isListed(set)) return html``;
  return htmlPieces`<section class="listing" aria-labelledby="cases" data-box>
    <h2 id="cases">${capital(set.words.group)}s <span class="count">${set.groups.length}</span></h2>
    ${each(areasOf(set), (area) => areaSection(view, area))}
  </section>`;
}

const areaSection = (view: View, area: Area): Pieces =>
  htmlPieces`<section id="${area.anchor}" data-box data-p="${area.name}">
    <h3>
      ${safe(area.name)}
      <span class="tally"
        >${[...area.groups].map(([outcome, groups]) => html`${outcomeMark(outcome, groups.length)} `)}</span
      >
    </h3>
    ${each(area.groups, ([outcome, groups]) => outcomeGroup(view, area, outcome, groups))}
  </section>`;

function outcomeGroup(
  view: View,
  area: Area,
  outcome: Outcome,
  groups: readonly ResultGroup[],
): Pieces {
  const anchor = outcomeAnchor(area, outcome);
  const plain = groups.filter((group) => !isTelling(view, group));
  const without = new Set(plain);
  const telling = groups.filter((group) => !without.has(group));
  const cards = each(telling, (group) => caseCard(view, group));
  if (plain.length === 0) return htmlPieces`<div id="${anchor}" data-box>${cards}</div>`;
  return htmlPieces`${cards}
    <details class="lines" id="${anchor}" data-box data-s="${outcome}">
      <summary>${outcomeMark(outcome)} ${plural(plain.length, view.set.words.group)}</summary>
      <ul>
        ${each(plain, (group) => groupLine(view, group))}
      </ul>
    </details>`;
}

/** Whether there is more to say than that it passed, or does not apply. */
function isTelling({ set }: View, group: ResultGroup): boolean {
  if (!(group.outcome === "passed" || group.outcome === "not-applicable")) return true;
  const fates = set.fatesOf(group);
  return fates.some(({ outcome }) => outcome === "failed") || extras(fates).length > 0;
}

function groupLine(view: View, group: ResultGroup): Markup {
  const anchor = view.anchorOf(group.id) ?? "";
  const title = group.title === group.name ? "" : ` ${safe(group.title)}`;
  return html`<li class="case" id="${anchor}">
    <code>${safe(group.name)}</code>${title}<small
      >${view.set.rowsOf(group).map(rowText).join(", ")}</small
    >
  </li>`;
}

/** `attach-answers-2xx DR-ATTACH-1` */
function rowText({ name, requirement, outcome, group }: ResultRow): string {
  const other = outcome === group.outcome ? [] : [outcomeWord[outcome]];
  return [safe(name), ...(requirement === undefined ? [] : [requirement]), ...other].join(" ");
}
