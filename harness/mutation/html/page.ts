import { createHash } from "node:crypto";
import type { Mutation } from "../../../specs/types/mutation.format.d.ts";
import { iconSheet } from "../../report/html/icon.ts";
import { html, type Markup, raw, safe } from "../../report/html/markup.ts";
import { style } from "../../report/html/style.ts";
import { duration } from "../../text/duration.ts";
import { found } from "../findings.ts";
import { summary } from "../terminal.ts";
import { faultSections } from "./faults.ts";
import { otherSections } from "./parts.ts";

/**
 * mutation.html: one file that needs nothing else and runs no script.
 *
 * @param hasReport A report.html stands beside it.
 */
export function renderMutationHtml(mutation: Mutation, hasReport = false): string {
  const content = [
    overview(mutation),
    ...openSections(mutation),
    ...faultSections(mutation),
    ...otherSections(mutation),
  ];
  return `${page(mutation, content, hasReport).toString()}\n`;
}

function page(mutation: Mutation, content: readonly Markup[], hasReport: boolean): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${mutation.conclusion}: the suite - Headwater</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        ${iconSheet()}
        <a class="skip" href="#main">Skip to the results</a>
        ${banner(mutation)}
        <main id="main">${content}</main>
        <footer>
          <p>
            Written by Headwater ${safe(mutation.suite.version)} for the cases
            <code>${mutation.suite.casesDigest.slice(0, 12)}</code>. The same for machines:
            <code>mutation.json</code>.
          </p>
          ${hasReport ? html`<p><a href="report.html">The report of the run beside it</a></p>` : ""}
        </footer>
      </body>
    </html>`;
}

/** The style sheet knows conclusions of runs. */
const colours = {
  proved: "conformant",
  unproved: "non-conformant",
  inconclusive: "inconclusive",
} as const;

function banner({ conclusion, reasons, run, baseline }: Mutation): Markup {
  return html`<header class="${colours[conclusion]}">
    <p class="product">Headwater proof of the suite</p>
    <h1><span class="badge">${conclusion}</span></h1>
    <p class="sentence">
      ${baseline.passed} of ${baseline.cases} cases pass on the reference implementation. Tried:
      ${run.parts.join(", ")}, in ${duration(run.durationMs)}.
    </p>
    ${
      reasons.length === 0
        ? ""
        : html`<ul class="reasons">
            ${reasons.map((reason) => html`<li>${safe(reason)}</li>`)}
          </ul>`
    }
  </header>`;
}

/** The parts in a line each, and the way to their sections. */
function overview(mutation: Mutation): Markup {
  const { faults, edits, degenerate, isolation } = mutation;
  const sections = [
    ["requirements", faults],
    ["faults", faults],
    ["cases", faults],
    ["edited-transcripts", edits],
    ["degenerate-servers", degenerate],
    ["order-and-company", isolation],
  ] as const;
  const ids = sections.flatMap(([id, part]) => (part === undefined ? [] : [id]));
  return html`<section>
      <h2>Overall</h2>
      <table>
        <tbody>
          ${summary(mutation).map(
            ([name, line]) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td>${line}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>
    <nav aria-label="Sections">
      <ul>
        ${ids.map((id) => html`<li><a href="#${id}">${id.replaceAll("-", " ")}</a></li>`)}
      </ul>
    </nav>`;
}

/** What is open, each kind a section. */
function openSections(mutation: Mutation): readonly Markup[] {
  return found(mutation).map(
    ({ title, lines }) =>
      html`<section>
        <h2>${title} <span class="count">${lines.length}</span></h2>
        <ul class="names">
          ${lines.map((line) => html`<li><code>${safe(line)}</code></li>`)}
        </ul>
      </section>`,
  );
}

/** Nothing may be fetched, and nothing may run. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
