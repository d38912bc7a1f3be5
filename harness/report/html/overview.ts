import type { Counts, Report } from "../../../specs/types/report.format.d.ts";
import { openCauses } from "../model/cause.ts";
import { acceptedOf, staleOf, unexpectedOf, warningsOf } from "../model/failure.ts";
import { runNotes } from "../model/run-notes.ts";
import { outcomes, outcomeWord, sum } from "../model/outcome-words.ts";
import { conclusionSentence, headline } from "../model/sentence.ts";
import { plural } from "../../text/plural.ts";
import { facts } from "./facts.ts";
import { icon } from "./icon.ts";
import { html, type Markup, outcomeMark, safe } from "./markup.ts";
import type { View } from "./view.ts";

/** The conclusion with its reasons. */
export function banner({ report }: View): Markup {
  const reasons = [...partial(report), ...report.reasons];
  return html`<header class="${report.conclusion}">
    <p class="product">Headwater conformance report</p>
    <h1>
      <span class="badge">${icon(signs[report.conclusion])} ${report.conclusion}</span>
      ${gateBadge(report)}
      <span class="target">${safe(report.target.name)}</span>
    </h1>
    <p class="sentence">${safe(gist(report))}</p>
    ${
      reasons.length === 0
        ? ""
        : html`<ul class="reasons">
            ${reasons.map((reason) => html`<li>${safe(reason)}</li>`)}
          </ul>`
    }
  </header>`;
}

/** That this is not the whole of a run stands where nobody can miss it. */
const partial = (report: Report): readonly string[] =>
  runNotes(report).flatMap(([name, note]) =>
    name === "stopped" || name === "shard"
      ? [`${name === "shard" ? "Shard" : "Stopped"} ${note}.`]
      : [],
  );

/** Beside the conclusion, what the baseline makes of it. */
function gateBadge({ conclusion, baseline, ...report }: Report): Markup {
  if (baseline === undefined) return html``;
  const words = headline({ ...report, conclusion, baseline }).slice(conclusion.length + 2);
  if (words === "") return html``;
  return html`<span class="badge gate ${baseline.gate}"
    >${icon(gateSigns[baseline.gate])} ${words}</span
  >`;
}

const gateSigns = {
  "as-expected": "passed",
  regressed: "failed",
  unmeasured: "untestable",
  stale: "errored",
} as const;

/** Totals, target, run, and where to go from here. */
export function overview({ report }: View): Markup {
  return html`${totals(report)} ${contents(report)} ${facts(report)}`;
}

const signs = {
  conformant: "passed",
  "non-conformant": "failed",
  inconclusive: "untestable",
} as const;

/** The badges say the headline already. */
function gist(report: Report): string {
  const sentence = conclusionSentence(report).slice(headline(report).length + 2);
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function totals({ totals: all }: Report): Markup {
  return html`<section aria-labelledby="totals">
    <h2 id="totals">Totals</h2>
    <div class="scroll">
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
          ${totalsRow("Cases", all.cases)} ${totalsRow("Checks", all.checks)}
          ${totalsRow("Requirements", all.requirements)}
        </tbody>
      </table>
    </div>
    ${
      all.warnings === 0
        ? ""
        : html`<p class="note">
            Of the failed checks, ${plural(all.warnings, "warning")}: below the level from which
            this run counts.
          </p>`
    }
  </section>`;
}

function totalsRow(name: string, counts: Counts): Markup {
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
  const label = outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${outcomeWord[outcome]}`)
    .join(", ");
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

function contents(report: Report): Markup {
  const extra = (
    [
      ["unstable", "Unstable checks", report.unstable?.length ?? 0],
      ["accepted", "Expected failures", acceptedOf(report).length],
      ["stale", "Stale entries", staleOf(report).length],
    ] as const
  ).filter(([, , count]) => count > 0);
  const entries = [
    ["failures", "Failures", unexpectedOf(report).length],
    ["causes", "Causes", openCauses(report).length],
    ...extra,
    ["warnings", "Warnings", warningsOf(report).length],
    ["requirements", "Requirements", report.requirements.length],
    ["cases", "Cases", report.cases.length],
  ] as const;
  return html`<nav aria-label="Sections">
    <ul>
      ${entries.map(([id, name, count]) =>
        count === 0
          ? html`<li>${name} <span class="count">0</span></li>`
          : html`<li><a href="#${id}">${name}</a> <span class="count">${count}</span></li>`,
      )}
    </ul>
  </nav>`;
}
