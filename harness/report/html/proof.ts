import { fileNames } from "../model/file-names.ts";
import { replayCommand } from "../model/replay-command.ts";
import type { ResultFinding, ResultRow } from "../model/result-set.ts";
import { exchangeGist, exchangeMarkup, excerpt } from "./exchange.ts";
import { sanitize, shorten } from "../../text/sanitize.ts";
import { codeOf, html, type Markup, safe } from "./markup.ts";
import { type Names, namesIn } from "./names.ts";
import type { View } from "./view.ts";

/** Answers of one row that are shown around the place that was wrong. */
const mostExcerpts = 2;

/** Expected beside actual, a row for each finding. */
export function findings(view: View, { group, findings: rows }: ResultRow): Markup {
  if (rows.length === 0) return html``;
  const names = view.exchanges.names(group);
  return html`<div class="scroll">
    <table class="findings">
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col">Expected</th>
          <th scope="col">Actual</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => findingRow(view, row, names))}
      </tbody>
    </table>
  </div>`;
}

function findingRow(view: View, finding: ResultFinding, names: Names): Markup {
  const { step, exchange, at, expected, actual, message } = finding;
  return html`<tr>
    <th scope="row">
      ${safe(step ?? "")} ${exchange === undefined ? "" : numberOf(view, exchange)}
      <code>${safe(at)}</code>
      ${message === undefined ? "" : html`<br />${shorten(safe(message), 800)}`}
    </th>
    <td class="expected">
      ${codeOf(expected)} ${namesIn(expected, names).map((name) => html`<u>{${safe(name)}}</u> `)}
    </td>
    <td class="actual">${codeOf(actual)}</td>
  </tr>`;
}

/** The answers of a row, each around the place where it was not as expected. */
export function excerpts({ exchanges }: View, row: ResultRow): readonly Markup[] {
  const told = row.exchanges.filter((number) =>
    row.findings.some(({ exchange }) => exchange === number),
  );
  return told.slice(0, mostExcerpts).flatMap((number) => {
    const [one, view] = [exchanges.get(number), exchanges.view(number)];
    if (one === undefined || view === undefined) return [];
    const own = row.findings.filter(({ exchange }) => exchange === number);
    return [excerpt(one.exchange, { ...view, findings: own })];
  });
}

/** What else there is to say of a row. */
export const remarks = ({ remarks: all }: ResultRow): readonly Markup[] =>
  all.map((remark) => html`<p class="note">${safe(remark)}</p>`);

/** An exchange in full, or its line where there is no room. */
export function exchangeAt({ exchanges, set }: View, number: number): Markup {
  const [one, view] = [exchanges.get(number), exchanges.view(number)];
  if (one === undefined)
    return html`<p class="elsewhere">${number} is in <code>journal.ndjson</code></p>`;
  if (view !== undefined) return exchangeMarkup(number, one, view);
  const file = fileNames[set.kind].json;
  return html`<p class="elsewhere" id="exchange-${number}">
    ${exchangeGist(number, one)} in full in <a href="${file}">${file}</a>
  </p>`;
}

/** The line of an exchange, which leads to it. */
export function exchangeLink({ exchanges }: View, number: number): Markup {
  const one = exchanges.get(number);
  if (one === undefined)
    return html`<span class="elsewhere">${number} is in <code>journal.ndjson</code></span>`;
  return html`<a class="proof" href="#exchange-${number}">${exchangeGist(number, one)}</a>`;
}

function numberOf({ exchanges }: View, number: number): Markup {
  if (exchanges.get(number) === undefined) return html`<span class="number">${number}</span>`;
  return html`<a class="number" href="#exchange-${number}" aria-label="exchange ${number}"
    >${number}</a
  >`;
}

/** The command that repeats a case by hand. */
export function replay({ set }: View, id: string): Markup {
  const command = replayCommand(set, id);
  if (command === undefined) return html``;
  const how = set.subject.ephemeral ? "Play it again, in this folder" : "Repeat it by hand";
  return html`<p class="replay">${how}: <code>${sanitize(command)}</code></p>`;
}
