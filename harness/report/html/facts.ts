import type { Report } from "../../../specs/types/report.format.d.ts";
import { runNotes } from "../model/run-notes.ts";
import { duration } from "../../text/duration.ts";
import { html, type Markup, safe, webLink } from "./markup.ts";

/** Target and run: what was tested, when, and what of it. */
export function facts(report: Report): Markup {
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

function* factsOf(report: Report): Generator<readonly [string, Markup]> {
  const { target, run, suite } = report;
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
  for (const [name, note] of runNotes(report)) {
    yield [name.charAt(0).toUpperCase() + name.slice(1), html`<strong>${safe(note)}</strong>`];
  }
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
