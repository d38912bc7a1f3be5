import { html, type Markup } from "../report/html/markup.ts";
import { momentOf, type ReportColumn } from "./side-by-side.ts";

const [width, height] = [360, 110];
/** Room around the line, for what stands at the axes. */
const [left, right, top, bottom] = [30, 12, 12, 18];

/** Must requirements verified from run to run; the table of the runs says the same. Nothing where less than two runs count them. */
export function mustChart(columns: readonly ReportColumn[]): Markup {
  const counted = columns.flatMap(({ report }, index) =>
    report.musts === undefined ? [] : [{ report, index, ...report.musts }],
  );
  const [first, last] = [counted[0], counted.at(-1)];
  if (first === undefined || last === undefined || counted.length < 2) return html``;
  const most = Math.max(...counted.map(({ of }) => of));
  const least = lowest(Math.min(...counted.map(({ verified }) => verified)), most);
  const x = (index: number) => left + (index / (columns.length - 1)) * (width - left - right);
  const y = (count: number) =>
    top + ((most - count) / Math.max(1, most - least)) * (height - top - bottom);
  const points = counted.map(({ index, verified }) => [x(index), y(verified)] as const);
  const label = `Must requirements verified: ${counted.map(({ index, verified, of }) => `run ${index + 1} ${verified} of ${of}`).join(", ")}`;
  return html`<figure class="trend">
    <figcaption>Must requirements verified, of ${most}</figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
      ${[most, least].map(
        (count) =>
          html`<path class="axis" d="M${left} ${y(count)}H${width - right}" /><text
              x="${left - 5}"
              y="${y(count) + 3}"
              text-anchor="end"
            >
              ${count}
            </text>`,
      )}
      <polyline
        points="${points.map((point) => point.map((at) => at.toFixed(1)).join(",")).join(" ")}"
      />
      ${points.map(([cx, cy]) => html`<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="3" />`)}
      <text x="${left}" y="${height - 4}">${momentOf(first.report)}</text>
      <text x="${width - right}" y="${height - 4}" text-anchor="end">${momentOf(last.report)}</text>
    </svg>
  </figure>`;
}

/** Where the axis begins: at 0, unless all that happens is far above it. */
const lowest = (least: number, most: number): number =>
  least < most / 2 ? 0 : Math.max(0, Math.floor(least - Math.max(2, (most - least) / 2)));
