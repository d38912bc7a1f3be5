import { createHash } from "node:crypto";
import type { Report } from "../../../specs/types/report.format.d.ts";
import { headline } from "../model/sentence.ts";
import { acceptedSection, staleSection } from "./baseline.ts";
import { casesSection } from "./cases.ts";
import { causesSection, unclaimedSection } from "./causes.ts";
import { failuresSection } from "./failures.ts";
import { iconSheet } from "./icon.ts";
import { html, type Markup, raw, safe } from "./markup.ts";
import { banner, overview } from "./overview.ts";
import { requirementsSection } from "./requirements.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";
import { unstableSection } from "./unstable.ts";
import { type View, viewOf } from "./view.ts";
import { warningsSection } from "./warnings.ts";

/**
 * report.html: one file that needs nothing else, not even scripts. Everything in it that a target wrote is escaped, and
 * its own policy forbids the browser to fetch anything or to run any script but the page's.
 *
 * @param proof Name of the page beside it that proves the suite, where there is one.
 */
export function renderHtml(report: Report, proof?: string): string {
  const view = viewOf(report);
  return `${page(view, html`${parts.map((part) => part(view))}`, proof).toString()}\n`;
}

const parts = [
  overview,
  failuresSection,
  causesSection,
  unstableSection,
  acceptedSection,
  staleSection,
  warningsSection,
  requirementsSection,
  casesSection,
  unclaimedSection,
];

function page(view: View, content: Markup, proof: string | undefined): Markup {
  const { target } = view.report;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${headline(view.report)}: ${safe(target.name)} - Headwater</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        ${iconSheet()}
        <a class="skip" href="#main">Skip to the results</a>
        ${banner(view)}
        <main id="main">${content}</main>
        ${colophon(view, proof)} ${raw(`<script>${script}</script>`)}
      </body>
    </html>`;
}

function colophon({ report }: View, proof: string | undefined): Markup {
  const link =
    proof === undefined
      ? ""
      : html` <a href="${proof}">How well these cases tell right from wrong</a>`;
  return html`<footer>
    <p>
      Written by Headwater ${safe(report.suite.version)} from the journal of run
      <code>${safe(report.run.id)}</code>. The same results for machines: <code>report.json</code>,
      <code>junit.xml</code>, <code>ctrf.json</code>.${link}
    </p>
  </footer>`;
}

/** Nothing may be fetched, and nothing may run but the page's own style and script, known by their digests. */
const policy = [
  "default-src 'none'",
  `style-src '${sha256(style)}'`,
  `script-src '${sha256(script)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function sha256(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
