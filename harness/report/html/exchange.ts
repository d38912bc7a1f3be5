import type { Evidence, Exchange, Reading } from "../../../specs/types/report.format.d.ts";
import { isScreenshotName, screenshotHeader } from "../../browser/screenshots.ts";
import { isOfPage, pageOutcome } from "../../http/page-outcome.ts";
import { journalName } from "../../journal/bundle-files.ts";
import { parseJson } from "../../read/json.ts";
import { duration } from "../../text/duration.ts";
import { plural } from "../../text/plural.ts";
import { shorten } from "../../text/sanitize.ts";
import type { ResultFinding } from "../model/result-set.ts";
import { jsonView } from "./json-view.ts";
import { html, type Markup, safe, stretch, textOf, wanted } from "./markup.ts";
import { namedPath, type Names } from "./names.ts";

/** How an exchange is shown. */
export interface ExchangeView {
  readonly names: Names;
  /** What was not as expected of its answer. */
  readonly findings: readonly ResultFinding[];
  /** Characters of a body. */
  readonly length: number;
  /** The request as a command; absent: no shell sends it. */
  readonly curl?: string;
}

/** One exchange, folded: its line, and inside it the request and the answer as HTTP messages, and the request as a command. */
export function exchangeMarkup(number: number, evidence: Evidence, view: ExchangeView): Markup {
  const { exchange } = evidence;
  const [asked, came] = isOfPage(exchange)
    ? ["What the page did", "What came of it"]
    : ["Request", "Answer"];
  const written = namedPath(exchange.request.url, view.names);
  return html`<details class="exchange" id="exchange-${number}">
    <summary>${exchangeGist(number, evidence)}</summary>
    <p class="note">
      ${written === undefined ? "" : html`In the case <code>${safe(exchange.request.method)} ${safe(written)}</code> · `}<a
        href="#exchange-${number}"
        >link to this exchange</a
      >
    </p>
    <div class="messages">
      ${message(asked, requestText(exchange, view))}
      ${message(`${came} after ${duration(exchange.durationMs)}`, answerText(exchange, view))}${screenshot(exchange)}
    </div>
    ${
      view.curl === undefined
        ? ""
        : html`<details class="curl">
            <summary>As a command</summary>
            <pre tabindex="0">${safe(view.curl)}</pre>
          </details>`
    }
  </details>`;
}

/** Number, call and answer on one line. */
export function exchangeGist(number: number, { exchange }: Evidence): Markup {
  const { request, reply } = exchange;
  const answer =
    reply.kind === "answered"
      ? html`answered <b>${safe(pageOutcome(exchange) ?? String(reply.status))}</b>`
      : html`no answer: <b>${reply.reason}</b>`;
  return html`<span class="number">${number}</span>
    <code>${safe(request.method)} ${path(request.url)}</code>
    <span class="answer">${answer}</span>`;
}

function path(url: string): string {
  return shorten(safe(url.replace(/^[a-z]+:\/\/[^/?#]*/i, "")), 160);
}

/** The answer alone: where it was not as expected, and what stands around that place. */
export function excerpt(exchange: Exchange, view: ExchangeView): Markup {
  const { reply } = exchange;
  const isBody = view.findings.some(({ at }) => at === "body" || at.startsWith("body."));
  if (reply.kind !== "answered" || !isBody || !isTree(reply.body)) return html``;
  const { names, length } = view;
  return html`<pre class="excerpt" tabindex="0">
${jsonView(reply.body, { marks: marksIn(view), names, length, excerpt: true })}</pre>`;
}

function message(caption: string, text: Markup): Markup {
  return html`<figure>
    <figcaption>${caption}</figcaption>
    <pre tabindex="0">${text}</pre>
  </figure>`;
}

/** How the page looked in the end, from a file beside the report. */
function screenshot({ reply }: Exchange): Markup {
  const name = screenshotOf(reply);
  if (name === undefined) return html``;
  return html`<figure>
    <figcaption>The page in the end</figcaption>
    <img src="${name}" width="640" alt="The page after this step" />
  </figure>`;
}

export const hasScreenshot = ({ exchange }: Evidence): boolean =>
  screenshotOf(exchange.reply) !== undefined;

function screenshotOf(reply: Exchange["reply"]): string | undefined {
  const name = reply.kind === "answered" ? (reply.headers[screenshotHeader] ?? "") : "";
  return isScreenshotName(name) ? name : undefined;
}

function requestText({ request }: Exchange, { names, length }: ExchangeView): Markup {
  const head = [
    line(`${request.method} ${request.url}`),
    ...Object.entries(request.headers).map(([name, value]) => headerLine(name, value, undefined)),
  ];
  return httpText(head, bodyText(request.body ?? "", { marks: [], names, length }));
}

function answerText({ reply }: Exchange, view: ExchangeView): Markup {
  if (reply.kind === "silent")
    return textOf(stretch("mark", reply.reason), ": ", safe(reply.message));
  const expected = (at: string) => view.findings.find((finding) => finding.at === at)?.expected;
  const lacking = view.findings.filter(
    ({ at }) =>
      at.startsWith("headers.") && reply.headers[at.slice("headers.".length)] === undefined,
  );
  const head = [
    marked(textOf(reply.status), expected("status")),
    ...Object.entries(reply.headers).map(([name, value]) =>
      headerLine(name, value, expected(`headers.${name}`)),
    ),
    ...lacking.map(({ at, expected: what }) =>
      marked(textOf(stretch("b", safe(at.slice("headers.".length))), ": nothing"), what),
    ),
    ...readingText(reply.reading).map(line),
  ];
  const marks = marksIn(view);
  return httpText(head, bodyText(reply.body, { ...view, marks }));
}

const marked = (what: Markup, expected: string | undefined): Markup =>
  expected === undefined ? what : textOf(stretch("mark", what), wanted(expected));

const headerLine = (name: string, value: string, expected: string | undefined): Markup =>
  marked(textOf(stretch("b", shorten(safe(name), 200)), ": ", shorten(safe(value), 800)), expected);

const line = (text: string): Markup => textOf(shorten(safe(text), 1000));

const marksIn = ({ findings }: ExchangeView) =>
  findings.flatMap(({ at, expected }) =>
    at === "body" || at.startsWith("body.") ? [{ path: at.slice("body.".length), expected }] : [],
  );

const isTree = (body: string): boolean => /^\s*[[{]/.test(body) && parseJson(body).ok;

/** A long one is cut: of JSON to what leads to a mark, of other text to its beginning. What is missing, the journal has. */
function bodyText(body: string, view: Parameters<typeof jsonView>[1]): Markup {
  if (body === "") return stretch("em", "no body");
  const shown = isTree(body)
    ? jsonView(body, view)
    : textOf(safe(body.slice(0, view.length).replace(/[\uD800-\uDBFF]$/, "")));
  if (body.length <= view.length) return shown;
  const link = html`<a href="${journalName}">${journalName}</a>`;
  return textOf(
    shown,
    "\n",
    stretch("em", `cut: all ${plural(body.length, "character")} are in `, link),
  );
}

/** How the text was made of the bytes, where that is not plain. */
function readingText(reading: Reading | undefined): readonly string[] {
  if (reading === undefined) return [];
  const { from = [], fault, size } = reading;
  const how = from.length === 0 ? "" : `, read from ${from.join(", ")}`;
  return [
    `(${plural(size, "byte")}${how}${fault === undefined ? "" : `; it cannot be read: ${fault}`})`,
  ];
}

const httpText = (head: readonly Markup[], body: Markup): Markup =>
  textOf(
    head.map((one) => [one, "\n"]),
    "\n",
    body,
  );
