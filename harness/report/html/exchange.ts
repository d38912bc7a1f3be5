import type { Evidence, Exchange, Reading } from "../../../specs/types/report.format.d.ts";
import { isScreenshotName, screenshotHeader } from "../../browser/screenshots.ts";
import { isOfPage, pageOutcome } from "../../http/page-outcome.ts";
import { parseJson } from "../../read/json.ts";
import { formatJson } from "../../text/format-json.ts";
import { shorten } from "../../text/sanitize.ts";
import { duration } from "../../text/duration.ts";
import { plural } from "../../text/plural.ts";
import { html, type Markup, safe } from "./markup.ts";

/** Characters of a body that the page shows. */
const longestBody = 4000;

/** One exchange, folded: its line, and inside it the request and the answer as HTTP messages. */
export function exchangeMarkup(number: number, evidence: Evidence): Markup {
  const { exchange } = evidence;
  const [asked, came] = isOfPage(exchange)
    ? ["What the page did", "What came of it"]
    : ["Request", "Answer"];
  return html`<details class="exchange" id="exchange-${number}">
    <summary><span class="number">${number}</span> ${exchangeGist(evidence)}</summary>
    <div class="messages">
      ${message(asked, requestText(exchange))}
      ${message(`${came} after ${duration(exchange.durationMs)}`, answerText(exchange))}${screenshot(exchange)}
    </div>
  </details>`;
}

/** Step, call and answer on one line. */
export function exchangeGist({ step, exchange }: Evidence): Markup {
  const { request, reply } = exchange;
  const answer =
    reply.kind === "answered"
      ? html`answered <b>${safe(pageOutcome(exchange) ?? String(reply.status))}</b>`
      : html`no answer: <b>${reply.reason}</b>`;
  return html`${safe(step)} <code>${safe(request.method)} ${path(request.url)}</code>
    <span class="answer">${answer}</span>`;
}

function path(url: string): string {
  return shorten(safe(url.replace(/^[a-z]+:\/\/[^/?#]*/i, "")), 160);
}

function message(caption: string, text: string): Markup {
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

function requestText({ request }: Exchange): string {
  return httpText(`${request.method} ${request.url}`, request.headers, request.body ?? "");
}

function answerText({ reply }: Exchange): string {
  switch (reply.kind) {
    case "answered":
      return httpText(String(reply.status), reply.headers, reply.body, readingText(reply.reading));
    case "silent":
      return `${reply.reason}: ${safe(reply.message)}`;
  }
}

/** Long bodies are cut anyhow, and indenting what nests deeply multiplies it. */
const indented = (body: string): string =>
  body.length <= 16 * longestBody && parseJson(body).ok ? formatJson(body) : body;

/** How the text was made of the bytes, where that is not plain. */
function readingText(reading: Reading | undefined): readonly string[] {
  if (reading === undefined) return [];
  const { from = [], fault, size } = reading;
  const how = from.length === 0 ? "" : `, read from ${from.join(", ")}`;
  return [
    `(${plural(size, "byte")}${how}${fault === undefined ? "" : `; it cannot be read: ${fault}`})`,
  ];
}

function httpText(
  start: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  notes: readonly string[] = [],
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const shown = body === "" ? "(no body)" : shorten(indented(body), longestBody);
  const head = [start, ...lines, ...notes].map((line) => shorten(line, 1000));
  return safe([...head, "", shown].join("\n"));
}
