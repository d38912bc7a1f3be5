import { html, type Markup, safe } from "../../report/html/markup.ts";

/** A cell: text, a number, or markup. */
export type Cell = Markup | string | number;

/** A table with its heading; the first cell of a row is its header. */
export function tableSection(
  title: string,
  note: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Markup {
  return html`<section id="${title.toLowerCase().replaceAll(" ", "-")}">
    <h2>${title} <span class="count">${rows.length}</span></h2>
    <p class="note">${note}</p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([head, ...cells]) =>
              html`<tr>
                <th scope="row">${head}</th>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** Names as code, one below the other; behind a fold where there are more than `shown`. */
export function names(all: readonly string[], shown = 4): Markup {
  if (all.length === 0) return html`<em>none</em>`;
  const list = html`${all.map((name) => html`<code>${safe(name)}</code><br />`)}`;
  if (all.length <= shown) return list;
  return html`<details>
    <summary>${all.length}</summary>
    ${list}
  </details>`;
}
