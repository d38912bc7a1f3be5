import type { Counts, Report } from "../../../specs/types/report.format.d.ts";
import { openCauses } from "../cause.ts";
import { failuresOf, warningsOf } from "../failure.ts";
import { outcomes, outcomeWord, sum } from "../outcome.ts";
import { conclusionSentence, duration, plural } from "../sentence.ts";
import { icon } from "./icon.ts";
import { html, type Markup, outcomeMark, safe, webLink } from "./markup.ts";
import type { View } from "./view.ts";

/** The conclusion with its reasons. */
export function banner({ report }: View): Markup {
  return html`<header class="${report.conclusion}">
    <p class="product">Headwater conformance report</p>
    <h1>
      <span class="badge">${icon(signs[report.conclusion])} ${report.conclusion}</span>
      <span class="target">${safe(report.target.name)}</span>
    </h1>
    <p class="sentence">${safe(gist(report))}</p>
    ${
      report.reasons.length === 0
        ? ""
        : html`<ul class="reasons">
            ${report.reasons.map((reason) => html`<li>${safe(reason)}</li>`)}
          </ul>`
    }
  </header>`;
}

/** Totals, target, run, and where to go from here. */
export function overview({ report }: View): Markup {
  return html`${totals(report)} ${contents(report)} ${facts(report)}`;
}

const signs = {
  conformant: "passed",
  "non-conformant": "failed",
  inconclusive: "untestable",
} as const;

/** The badge says the conclusion already. */
function gist(report: Report): string {
  const sentence = conclusionSentence(report).slice(report.conclusion.length + 2);
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

function facts(report: Report): Markup {
  const rows = [...factsOf(report)];
  return html`<section aria-labelledby="run">
    <h2 id="run">Target and run</h2>
    <dl class="facts">
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function* factsOf({ target, run, suite }: Report): Generator<readonly [string, Markup]> {
  const { implementation } = target;
  if (implementation !== undefined) {
    const name = [implementation.name, implementation.version ?? ""].join(" ").trim();
    yield [
      "Implementation",
      implementation.url === undefined ? html`${safe(name)}` : webLink(implementation.url, name),
    ];
  }
  for (const [api, url] of Object.entries(target.baseUrls)) {
    yield [`${safe(api)} at`, html`<code>${safe(url)}</code>`];
  }
  yield [
    "Claims",
    html`${list(target.claims.profiles, "every profile")};
    ${list(target.claims.sourceTypes, "every source type")}`,
  ];
  yield [
    "Started",
    html`<time datetime="${run.startedAt}">${moment(run.startedAt)}</time>, took
      ${duration(run.durationMs)}`,
  ];
  yield ["Selection", html`${selection(run.selection)}`];
  yield [
    "Order",
    html`seed <code>${run.seed}</code>, ${run.concurrency} at once, ${run.exchanges} exchanges`,
  ];
  if (run.shard !== undefined) yield ["Shard", html`${run.shard.index} of ${run.shard.count}`];
  if (run.faults.length > 0)
    yield ["Faults", html`<strong>started with ${list(run.faults, "none")}</strong>`];
  yield [
    "Headwater",
    html`${safe(suite.version)}, cases
      <code title="${suite.casesDigest}">${suite.casesDigest.slice(0, 12)}</code>, requirements
      <code title="${suite.requirementsDigest}">${suite.requirementsDigest.slice(0, 12)}</code>`,
  ];
}

function moment(time: string): string {
  return time.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
}

function selection({
  patterns,
  profiles,
  requirements,
  sourceTypes,
  level,
}: Report["run"]["selection"]): string {
  const parts = [
    ...named("cases", patterns),
    ...named("profiles", profiles),
    ...named("requirements", requirements),
    ...named("source types", sourceTypes),
  ];
  return safe(
    `${parts.length === 0 ? "everything" : parts.join("; ")}; counts from level ${level}`,
  );
}

const named = (name: string, values: readonly string[]): readonly string[] =>
  values.length === 0 ? [] : [`${name} ${values.join(", ")}`];

function list(values: readonly string[] | undefined, absent: string): string {
  return values === undefined ? absent : safe(values.join(", "));
}

function contents(report: Report): Markup {
  const entries = [
    ["failures", "Failures", failuresOf(report).length],
    ["causes", "Causes", openCauses(report).length],
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
