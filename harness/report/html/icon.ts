import { raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Outcome } from "../../../specs/types/report.format.d.ts";
import { outcomes } from "../model/outcome-words.ts";

/** The sign of an outcome: drawn, because not every font has one; always beside its word, so not read aloud. */
export function icon(outcome: Outcome): HtmlEscapedString {
  return raw(`<svg class="icon" aria-hidden="true"><use href="#sign-${outcome}"/></svg>`);
}

/** The drawings that `icon` refers to, once a page. */
export function iconSheet(): HtmlEscapedString {
  const symbols = outcomes.map(
    (outcome) =>
      `<symbol id="sign-${outcome}" viewBox="0 0 16 16"><path d="${drawings[outcome]}"/></symbol>`,
  );
  return raw(`<svg class="sheet" aria-hidden="true">${symbols.join("")}</svg>`);
}

/** Strokes on a field of 16 by 16: tick, cross, barred circle, question mark, dash, exclamation mark. */
const drawings: Readonly<Record<Outcome, string>> = {
  passed: "M2.5 8.8 6.3 12.6 13.5 4",
  failed: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  blocked: "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M3.8 3.8l8.4 8.4",
  untestable: "M4.8 5.6a3.2 3.2 0 1 1 4.6 2.9C8.3 9 8 9.6 8 10.6M8 14v.1",
  "not-applicable": "M3 8h10",
  errored: "M8 2v7.5M8 13.6v.1",
};
