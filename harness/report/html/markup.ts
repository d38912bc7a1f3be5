import { html as escapingHtml, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Outcome } from "../../../specs/types/report.format.d.ts";
import { outcomeWord } from "../model/outcome-words.ts";
import { sanitize, shorten } from "../../text/sanitize.ts";
import { icon } from "./icon.ts";

export type Markup = HtmlEscapedString;

/** Marks text as markup already: for our own style and script only. */
export { raw };

/** The escaping template of hono: whatever is put into it is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Markup {
  const markup = escapingHtml(withoutIndent(strings), ...values);
  if (markup instanceof Promise) throw new TypeError("nothing in a report is awaited");
  return markup;
}

/** Markup piece by piece, each made when it is asked for. */
export interface Pieces {
  readonly pieces: () => Iterable<Markup>;
}

/** What `html` gives, in pieces: what is put into it in pieces never is one text. */
export const htmlPieces = (
  strings: TemplateStringsArray,
  ...values: readonly unknown[]
): Pieces => ({
  *pieces() {
    const [first = "", ...rest] = withoutIndent(strings);
    yield raw(first);
    for (const [index, text] of rest.entries()) {
      yield* inPieces(values[index]);
      yield raw(text);
    }
  },
});

const inPieces = (value: unknown): Iterable<Markup> =>
  isInPieces(value) ? value.pieces() : [html`${value}`];

const isInPieces = (value: unknown): value is Pieces =>
  typeof value === "object" && value !== null && "pieces" in value;

/** What is made of each, one after the other. */
export const each = <T>(items: Iterable<T>, make: (item: T) => unknown): Pieces => ({
  *pieces() {
    for (const item of items) yield* inPieces(make(item));
  },
});

/** Parts of preformatted text one after the other, each escaped unless it is markup: nothing comes between them. */
export const textOf = (...parts: readonly unknown[]): Markup => html`${parts}`;

/** A stretch of preformatted text. b: a name. i: a literal. u: what a case calls it. em: said by us. mark: wrong. ins: expected. */
export const stretch = (
  name: "b" | "i" | "u" | "em" | "mark" | "ins",
  ...parts: readonly unknown[]
): Markup => textOf(raw(`<${name}>`), parts, raw(`</${name}>`));

/** What should have stood at a place, beside what stands there. */
export const wanted = (expected: string): Markup =>
  textOf(" ", stretch("ins", "expected ", shorten(sanitize(expected), 400)));

/** Sign, word and colour of an outcome, with how often there is one. */
export function outcomeMark(outcome: Outcome, count?: number): Markup {
  const words = [...(count === undefined ? [] : [count]), outcomeWord[outcome]].join(" ");
  return html`<span class="mark ${outcome}">${icon(outcome)} ${words}</span>`;
}

/** A link where the address is one of the web; plain text otherwise, so that no report can carry a script in a link. */
export function webLink(url: string, label: string): Markup {
  if (!/^https?:\/\//i.test(url)) return html`${safe(label)}`;
  return html`<a href="${url}" rel="noreferrer noopener">${safe(label)}</a>`;
}

/** Text from outside as code, cut where it would flood the page. */
export function codeOf(text: string, length = 800): Markup {
  if (text === "") return html`<em>nothing</em>`;
  return html`<code>${shorten(sanitize(text), length)}</code>`;
}

/** Text from outside, with control characters and marks of direction shown as escapes. */
export function safe(text: string): string {
  return sanitize(text);
}

const trimmed = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/** The indentation of our source would be a third of the page. Values are left alone, and no literal holds a `<pre>`. */
function withoutIndent(strings: TemplateStringsArray): TemplateStringsArray {
  const known = trimmed.get(strings);
  if (known !== undefined) return known;
  const texts = strings.map((text) => text.replaceAll(/\n\s+/g, "\n"));
  const made: TemplateStringsArray = Object.assign(texts, { raw: texts });
  trimmed.set(strings, made);
  return made;
}
