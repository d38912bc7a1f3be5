import { createHash } from "node:crypto";
import { iconSheet } from "../report/html/icon.ts";
import { html, type Markup, outcomeMark, raw, safe } from "../report/html/markup.ts";
import { style } from "../report/html/style.ts";
import type { InteractionRow, PactReport } from "./report.ts";
import { summarySentence, whyLine } from "./sentence.ts";

/** One file that needs nothing else; what a target or a pact wrote is escaped, and no script runs. */
export function renderPactHtml(report: PactReport): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Pacts ${report.conclusion}: ${safe(report.target.name)} - Headwater</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        ${iconSheet()}
        <header class="${bannerOf[report.conclusion]}">
          <p class="product">Headwater pact report</p>
          <h1>
            <span class="badge">${report.conclusion}</span>
            <span class="target">${safe(report.target.name)}</span>
          </h1>
          <p class="sentence">${safe(summarySentence(report))}</p>
        </header>
        <main id="main">${contractsSection(report)}</main>
      </body>
    </html>`;
  return `${page.toString()}\n`;
}

const bannerOf = {
  verified: "conformant",
  broken: "non-conformant",
  inconclusive: "inconclusive",
} as const;

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** What is open first, in full; then every interaction as a row. */
export function contractsSection({ interactions }: PactReport): Markup {
  const open = interactions.filter((row) => row.outcome !== "passed");
  return html`<section aria-labelledby="open">
      <h2 id="open">Open interactions</h2>
      ${open.length === 0 ? html`<p>None.</p>` : open.map(openArticle)}
    </section>
    <section aria-labelledby="interactions">
      <h2 id="interactions">Interactions</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">outcome</th>
              <th scope="col">consumer</th>
              <th scope="col">interaction</th>
            </tr>
          </thead>
          <tbody>
            ${interactions.map(
              (row) =>
                html`<tr>
                  <td>${outcomeMark(row.outcome)}</td>
                  <td>${safe(row.consumer)}</td>
                  <td>${safe(row.description)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
}

function openArticle(row: InteractionRow): Markup {
  const why = whyLine(row);
  return html`<article>
    <h3>${outcomeMark(row.outcome)} ${safe(row.description)}</h3>
    <p>
      Consumer <code>${safe(row.consumer)}</code>, in <code>${safe(row.file)}</code>. States:
      ${row.states.length === 0 ? "none" : safe(row.states.join(", "))}.
    </p>
    ${why === undefined ? "" : html`<p>${safe(why)}</p>`}
    ${row.mismatches.length === 0 ? "" : mismatchTable(row)}
  </article>`;
}

const mismatchTable = ({ mismatches }: InteractionRow): Markup =>
  html`<div class="scroll">
    <table class="findings">
      <thead>
        <tr>
          <th scope="col">where</th>
          <th scope="col">expected</th>
          <th scope="col">actual</th>
        </tr>
      </thead>
      <tbody>
        ${mismatches.map(
          ({ path, expected, actual, message }) =>
            html`<tr>
              <th scope="row"><code>${safe(path)}</code><br />${safe(message)}</th>
              <td class="expected"><code>${safe(expected)}</code></td>
              <td class="actual"><code>${safe(actual)}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
