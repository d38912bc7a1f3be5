import { widthOf } from "./width.ts";
import { wrap } from "./wrap.ts";

type Rows = readonly (readonly string[])[];

/** Rows as aligned columns, two spaces between them; the last column is not padded. For a terminal, and for grep and awk. */
export function columns(rows: Rows): readonly string[] {
  const widths = widthsOf(rows);
  return rows.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : padEnd(cell, widths[index] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

/**
 * The same on lines of so many columns of a terminal: the last cell is wrapped, beside the others where there is room for
 * it, else below them. No other cell is cut, for ids are copied.
 */
export function columnsWithin(rows: Rows, width: number): readonly string[] {
  const before = rows.map((row) => row.slice(0, -1));
  const indent = widthsOf(before).reduce((sum, each) => sum + each + 2, 0);
  return columns(before).flatMap((head, index) => {
    const text = rows[index]?.at(-1) ?? "";
    const longest = Math.max(...text.split(" ").map(widthOf));
    const isBeside = width - indent >= Math.max(narrowest, longest);
    const left = " ".repeat(isBeside ? indent : 4);
    const lines = wrap(text, Math.max(narrowest, width - left.length));
    if (!isBeside) return [head, ...lines.map((line) => left + line)];
    return lines.map((line, turn) => (turn === 0 ? padEnd(head, indent) + line : left + line));
  });
}

/** A column that has less room is no column. */
const narrowest = 24;

/** Cell by cell: no call takes as many arguments as there may be rows. */
function widthsOf(rows: Rows): readonly number[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
  return widths;
}

/** Text filled up with spaces to as many columns of a terminal; colours take none, wide letters two. */
export const padEnd = (text: string, width: number): string => `${text}${gap(text, width)}`;

export const padStart = (text: string, width: number): string => `${gap(text, width)}${text}`;

const gap = (text: string, width: number): string => " ".repeat(Math.max(0, width - widthOf(text)));
