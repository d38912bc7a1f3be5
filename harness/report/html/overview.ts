import { capital } from "../../text/capital.ts";
import { plural } from "../../text/plural.ts";
import { duration } from "../../text/duration.ts";
import { isOpen } from "../model/cause.ts";
import { headlineOf } from "../model/conclusion.ts";
import type { Conclusion, ResultSet, Tone } from "../model/result-set.ts";
import { icon } from "./icon.ts";
import { leftOutCount } from "./left-out.ts";
import { outcomes } from "../model/outcome-words.ts";
import { queryLink } from "./areas.ts";
import { html, type Markup, outcomeMark, safe } from "./markup.ts";
import { tableId } from "./tables.ts";
import { areaSection, totalsSection } from "./totals.ts";
import { isListed, type View } from "./view.ts";

/** The conclusion with its reasons. */
export function banner({ set }: View): Markup {
  const { conclusion, subject, title, notes } = set;
  // That these are not all results stands where nobody can miss it.
  const partial = notes.filter((note) => note.partial);
  const reasons = [
    ...partial.map(({ name, text }) => `${capital(name)} ${text}.`),
    ...set.reasons,
    ...(set.inCommon ?? []).map((line) => `${line}.`),
  ];
  return html`<header class="${conclusion.tone}" id="top">
    <p class="product">${title}</p>
    <h1>
      <span class="badge">${icon(icons[conclusion.tone])} ${conclusion.word}</span>
      ${gateBadge(conclusion)}
      <span class="target">${safe(subject.name)}</span>
    </h1>
    <p class="sentence">${safe(capital(set.gist === "" ? partsGist(set) : set.gist))}</p>
    ${
      reasons.length === 0
        ? ""
        : html`<ul class="reasons">
              ${reasons.slice(0, fewReasons).map(reasonItem)}
            </ul>
            ${
              reasons.length > fewReasons
                ? html`<details class="reasons-more">
                    <summary>${plural(reasons.length - fewReasons, "reason")} more</summary>
                    <ul class="reasons">
                      ${reasons.slice(fewReasons).map(reasonItem)}
                    </ul>
                  </details>`
                : ""
            }`
    }
  </header>`;
}

/** Reasons that the first screen has room for. */
const fewReasons = 3;

const reasonItem = (reason: string): Markup => html`<li>${safe(reason)}</li>`;

const partsGist = ({ parts, origin }: ResultSet): string =>
  `${parts[0]?.[1] ?? ""}. Tried: ${parts
    .slice(1)
    .map(([name]) => name)
    .join(", ")}, in ${duration(origin.durationMs)}.`;

/** Beside the conclusion, what the baseline makes of it. */
function gateBadge({ gate }: Conclusion): Markup {
  if (gate === undefined || gate.text === "") return html``;
  return html`<span class="badge gate ${gate.tone}">${icon(icons[gate.tone])} ${gate.text}</span>`;
}

const icons = {
  good: "passed",
  bad: "failed",
  open: "untestable",
  stale: "errored",
} as const satisfies Readonly<Record<Tone, string>>;

/** The title of the window. */
export const windowTitle = ({ conclusion, subject }: ResultSet): string =>
  `${headlineOf(conclusion)}: ${safe(subject.name)} - Headwater`;

/** Areas, totals, and where to go from here. */
export function overview(view: View): Markup {
  return html`${areaSection(view)} ${totalsSection(view)} ${contents(view)}`;
}

function contents(view: View): Markup {
  const { set } = view;
  const { lists, tables, requirements, groups, causes, words } = set;
  const entries: readonly (readonly [string, string, number])[] = [
    ["failures", "Failures", set.failures.length],
    ["causes", "Causes", causes.filter(isOpen).length],
    ...lists.map(({ id, title, items }) => [id, title, items.length] as const),
    ...tables.map((table) => [tableId(table), table.title, table.rows.length] as const),
    ["left-out", "Left out by the claims", leftOutCount(view)],
    ["requirements", "Requirements", requirements.length],
    ["cases", `${capital(words.group)}s`, isListed(set) ? groups.length : 0],
    ["run", "What was tested", 0],
  ];
  const shown = entries.filter(
    ([id, , count]) => count > 0 || id === "run" || (id === "failures" && tables.length === 0),
  );
  return html`<nav aria-label="Sections">
    <ul>
      ${shown.map(([id, name, count]) =>
        id === "run"
          ? html`<li><a href="#${id}">${name}</a></li>`
          : count === 0
            ? html`<li>${name} <span class="count">0</span></li>`
            : html`<li><a href="#${id}">${name}</a> <span class="count">${count}</span></li>`,
      )}
    </ul>
  </nav>`;
}

/** What stays in sight: the conclusion, and the outcomes, each of which leads to its rows. The script adds a query to it. */
export function summaryBar({ set }: View): Markup {
  if (!isListed(set)) return html``;
  const { conclusion, words } = set;
  const cases = set.groups;
  const counted = outcomes.flatMap((outcome) => {
    const count = cases.filter((group) => group.outcome === outcome).length;
    return count === 0 ? [] : [[outcome, count] as const];
  });
  return html`<nav class="bar-top ${conclusion.tone}" aria-label="Summary and query">
    <a class="verdict-word" href="#top">${icon(icons[conclusion.tone])} ${conclusion.word}</a>
    <ul class="chips" aria-label="${capital(words.group)}s by outcome">
      ${counted.map(
        ([outcome, count]) =>
          html`<li>
            <a class="chip" data-term="s:${outcome}" href="${queryLink(outcome)}"
              >${outcomeMark(outcome, count)}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}
