import { fileNames } from "../model/file-names.ts";
import type { ResultFinding, ResultRow } from "../model/result-set.ts";
import { exchangeGist } from "./exchange.ts";
import type { Place } from "./evidence.ts";
import { shorten } from "../../text/sanitize.ts";
import { codeOf, html, type Markup, safe } from "./markup.ts";
import type { View } from "./view.ts";

/** Expected beside actual, a row for each finding. */
export function findings(view: View, rows: readonly ResultFinding[]): Markup {
  if (rows.length === 0) return html``;
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
        ${rows.map((row) => findingRow(view, row))}
      </tbody>
    </table>
  </div>`;
}

function findingRow(view: View, finding: ResultFinding): Markup {
  const { step, exchange, at, expected, actual, message } = finding;
  return html`<tr>
    <th scope="row">
      ${safe(step ?? "")} ${exchange === undefined ? "" : numberOf(view, exchange)}
      <code>${safe(at)}</code>
      ${message === undefined ? "" : html`<br />${shorten(safe(message), 800)}`}
    </th>
    <td class="expected">${codeOf(expected)}</td>
    <td class="actual">${codeOf(actual)}</td>
  </tr>`;
}

/** What else there is to say of a row. */
export const remarks = ({ remarks: all }: ResultRow): readonly Markup[] =>
  all.map((remark) => html`<p class="note">${safe(remark)}</p>`);

/** The exchanges in full where this is their place; a line that leads there where it is not. */
export function proofs(view: View, numbers: readonly number[], here: Place): readonly Markup[] {
  return numbers.map((number) => {
    const shown = view.exchanges.get(number);
    return shown !== undefined && view.places.get(number) === here
      ? shown
      : reference(view, number);
  });
}

function reference(view: View, number: number): Markup {
  const { evidence: all, kind } = view.set;
  const evidence = all[String(number)];
  if (evidence === undefined) {
    return html`<p class="elsewhere">
      ${numberOf(view, number)} is in <code>journal.ndjson</code>
    </p>`;
  }
  const where = view.exchanges.has(number)
    ? ""
    : html` in full in <code>${fileNames[kind].json}</code>`;
  return html`<p class="elsewhere">${numberOf(view, number)} ${exchangeGist(evidence)}${where}</p>`;
}

function numberOf({ exchanges }: View, number: number): Markup {
  if (!exchanges.has(number)) return html`<span class="number">${number}</span>`;
  return html`<a class="number" href="#exchange-${number}" aria-label="exchange ${number}"
    >${number}</a
  >`;
}

/** The command that repeats a case by hand. */
export function replay({ set }: View, id: string): Markup {
  const name = set.replays.get(id);
  if (name === undefined) return html``;
  return html`<p class="replay">Repeat it by hand: <code>sh ${name}</code></p>`;
}
