import type { Cell, ResultTable } from "../model/result-set.ts";
import { html, type Markup, outcomeMark, safe } from "./markup.ts";
import type { View } from "./view.ts";

/** The tables of the results, a section each. */
export const tableSections = ({ set }: View): readonly Markup[] => set.tables.map(tableSection);

/** Where a table stands on the page. */
export const tableId = ({ title }: ResultTable): string => title.toLowerCase().replaceAll(" ", "-");

function tableSection(table: ResultTable): Markup {
  const { title, note, columns, rows } = table;
  return html`<section id="${tableId(table)}" data-box>
    <h2>${title} <span class="count">${rows.length}</span></h2>
    <p class="note">${note}</p>
    <div class="scroll" tabindex="0">
      <table>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(tableRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** The first cell of a row is its header. */
function tableRow([head = "", ...cells]: readonly Cell[]): Markup {
  return html`<tr>
    <th scope="row">${cellMarkup(head)}</th>
    ${cells.map((cell) => html`<td>${cellMarkup(cell)}</td>`)}
  </tr>`;
}

function cellMarkup(cell: Cell): Markup | string | number {
  if (typeof cell === "number") return cell;
  if (typeof cell === "string") return safe(cell);
  if ("code" in cell) {
    const about = cell.about === undefined ? "" : html` <cite>${safe(cell.about)}</cite>`;
    return html`<code>${safe(cell.code)}</code>${about}`;
  }
  if ("strong" in cell) return html`<strong>${safe(cell.strong)}</strong>`;
  if ("outcome" in cell) return outcomeMark(cell.outcome);
  if ("level" in cell) return html`<span class="level">${cell.level}</span>`;
  return names(cell.names, cell.shown);
}

function names(all: readonly string[], shown: number): Markup {
  if (all.length === 0) return html`<em>none</em>`;
  const list = html`${all.map((name) => html`<code>${safe(name)}</code><br />`)}`;
  if (all.length <= shown) return list;
  return html`<details>
    <summary>${all.length}</summary>
    ${list}
  </details>`;
}
