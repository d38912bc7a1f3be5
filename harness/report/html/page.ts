import { createHash } from "node:crypto";
import { fileNames } from "../model/file-names.ts";
import type { ResultSet } from "../model/result-set.ts";
import { causesSection, unclaimedSection } from "./causes.ts";
import { factsSection } from "./facts.ts";
import { failuresSection } from "./failures.ts";
import { iconSheet } from "./icon.ts";
import { leftOutSection } from "./left-out.ts";
import { listingSection } from "./listing.ts";
import { listSections } from "./lists.ts";
import { html, type Markup, raw, safe } from "./markup.ts";
import { hasScreenshot } from "./exchange.ts";
import { banner, overview, summaryBar, windowTitle } from "./overview.ts";
import { requirementsSection } from "./requirements.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";
import { tableSections } from "./tables.ts";
import { isListed, type View, viewOf } from "./view.ts";

/** A page beside this one, and what the link to it says. */
export interface Neighbour {
  readonly file: string;
  readonly label: string;
}

/**
 * The results as one file that needs nothing else, not even scripts. Everything in it that a target wrote is escaped, and
 * its own policy forbids the browser to fetch anything or to run any script but the page's.
 */
export function renderHtml(set: ResultSet, neighbour?: Neighbour): string {
  const view = viewOf(set);
  return `${page(view, html`${parts.map((part) => part(view))}`, neighbour).toString()}\n`;
}

const parts = [
  overview,
  failuresSection,
  causesSection,
  listSections,
  leftOutSection,
  requirementsSection,
  tableSections,
  listingSection,
  unclaimedSection,
  factsSection,
];

function page(view: View, content: Markup, neighbour: Neighbour | undefined): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policyFor(view.set)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${windowTitle(view.set)}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        ${iconSheet()}
        <a class="skip" href="#main">Skip to the results</a>
        ${banner(view)} ${summaryBar(view)}
        <main id="main">${content}</main>
        ${colophon(view.set, neighbour)}
        ${isListed(view.set) ? raw(`<script>${script}</script>`) : ""}
      </body>
    </html>`;
}

function colophon({ origin, kind }: ResultSet, neighbour: Neighbour | undefined): Markup {
  const source =
    origin.run === undefined ? "" : html` from the journal of run <code>${safe(origin.run)}</code>`;
  const link =
    neighbour === undefined ? "" : html` <a href="${neighbour.file}">${neighbour.label}</a>`;
  return html`<footer>
    <p>
      Written by Headwater ${safe(origin.headwater)}${source}. The same results for machines:
      <code>${fileNames[kind].json}</code>.${link}
    </p>
  </footer>`;
}

/** Nothing may be fetched, and nothing may run but the page's own style and script, known by their digests. */
const policyFor = ({ evidence }: ResultSet): string =>
  [
    "default-src 'none'",
    `style-src '${sha256(style)}'`,
    `script-src '${sha256(script)}'`,
    ...(Object.values(evidence).some(hasScreenshot) ? ["img-src 'self' file:"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

function sha256(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
