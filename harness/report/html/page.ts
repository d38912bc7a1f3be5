import { fileNames } from "../model/file-names.ts";
import type { ResultSet } from "../model/result-set.ts";
import { causesSection, unclaimedSection } from "./causes.ts";
import { factsSection } from "./facts.ts";
import { failuresSection } from "./failures.ts";
import { leftOutSection } from "./left-out.ts";
import { listingSection } from "./listing.ts";
import { listSections } from "./lists.ts";
import { pagePieces } from "./frame.ts";
import { each, html, type Markup, type Pieces, safe } from "./markup.ts";
import { hasScreenshot } from "./exchange.ts";
import { banner, overview, summaryBar, windowTitle } from "./overview.ts";
import { requirementsSection } from "./requirements.ts";
import { script } from "./script.ts";
import { tableSections } from "./tables.ts";
import { isListed, type View, viewOf } from "./view.ts";

/** A page beside this one, and what the link to it says. */
export interface Neighbour {
  readonly file: string;
  readonly label: string;
}

/** The results as one file. Everything in it that a target wrote is escaped. */
export const renderHtml = (set: ResultSet, neighbour?: Neighbour): string =>
  [...htmlReport(set, neighbour)].join("");

/** The same in pieces. */
export function htmlReport(set: ResultSet, neighbour?: Neighbour): Iterable<string> {
  const view = viewOf(set);
  return pagePieces({
    title: windowTitle(set),
    header: html`${banner(view)} ${summaryBar(view)}`,
    main: each(parts, (part) => part(view)),
    footer: colophon(set, neighbour),
    ...(isListed(set) && { script }),
    images: Object.values(set.evidence).some(hasScreenshot),
  });
}

const parts: readonly ((view: View) => Markup | Pieces | readonly Markup[])[] = [
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
