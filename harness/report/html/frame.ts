import { createHash } from "node:crypto";
import { iconSheet } from "./icon.ts";
import { htmlPieces, type Markup, type Pieces, raw, safe } from "./markup.ts";
import { style } from "./style.ts";

/** What stands in a page. */
export interface PageContent {
  readonly title: string;
  /** Above the main part. */
  readonly header: Markup;
  readonly main: Markup | Pieces;
  readonly footer: Markup;
  /** Run after the page was read; the page must do without it. */
  readonly script?: string;
  /** It shows images that stand beside it. */
  readonly images?: boolean;
}

/**
 * A page as one file that needs nothing else, not even scripts. Its own policy forbids the browser to fetch anything, or to run any
 * script or style but the page's own, which are known by their digests.
 */
export const htmlPage = (content: PageContent): string => [...pagePieces(content)].join("");

/** The same in pieces. */
export function* pagePieces(content: PageContent): Generator<string> {
  const { title, header, main, footer, script } = content;
  const page = htmlPieces`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policyFor(content)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${safe(title)}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        ${iconSheet()}
        <a class="skip" href="#main">Skip to the results</a>
        ${header}
        <main id="main">${main}</main>
        ${footer} ${script === undefined ? "" : raw(`<script>${script}</script>`)}
      </body>
    </html>`;
  for (const piece of page.pieces()) yield piece.toString();
  yield "\n";
}

const policyFor = ({ script, images }: PageContent): string =>
  [
    "default-src 'none'",
    `style-src '${sha256(style)}'`,
    ...(script === undefined ? [] : [`script-src '${sha256(script)}'`]),
    ...(images === true ? ["img-src 'self' file:"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

const sha256 = (text: string): string =>
  `sha256-${createHash("sha256").update(text).digest("base64")}`;
