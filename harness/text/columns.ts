import stringWidth from "string-width";

/** Rows as aligned columns, two spaces between them; the last column is not padded. For a terminal, and for grep and awk. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, index) =>
    Math.max(...rows.map((row) => stringWidth(row[index] ?? ""))),
  );
  return rows.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : padEnd(cell, widths[index] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

/** Text filled up with spaces to as many columns of a terminal; colours take none, wide letters two. */
export const padEnd = (text: string, width: number): string => `${text}${gap(text, width)}`;

export const padStart = (text: string, width: number): string => `${gap(text, width)}${text}`;

const gap = (text: string, width: number): string =>
  " ".repeat(Math.max(0, width - stringWidth(text)));
