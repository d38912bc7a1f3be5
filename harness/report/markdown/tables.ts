import { plural } from "../../text/plural.ts";
import { outcomeSign, outcomeWord } from "../model/outcome-words.ts";
import type { Cell, ResultSet } from "../model/result-set.ts";
import { cell as codeCell, text } from "./markdown-escape.ts";

/** The tables of the results, each folded; a listing of all rows where there is none, and no requirement tells them. */
export function resultTables({ tables, rows, requirements, words }: ResultSet): readonly string[] {
  const own = tables.map(({ title, columns, rows: cells }) =>
    folded(`${title} (${cells.length})`, table(columns, cells)),
  );
  if (tables.length + requirements.length > 0) return own;
  const listing = Array.from(rows, ({ outcome, group, name }) => [
    `${outcomeSign[outcome]} ${outcomeWord[outcome]}`,
    { code: group.name },
    { code: name },
  ]);
  if (listing.length === 0) return own;
  const head = ["outcome", words.group, words.row];
  return [folded(plural(listing.length, words.row), table(head, listing))];
}

export function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

/** @param align Of all columns but the first. */
export function table(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  align: "left" | "right" = "left",
): string {
  const rule = head.map((_, index) => (align === "right" && index > 0 ? "---:" : "---"));
  return [
    `|${head.map((name) => ` ${name}`.trimEnd()).join(" |")} |`,
    `|${rule.join("|")}|`,
    ...rows.map((row) => `| ${row.map(cellText).join(" | ")} |`),
  ].join("\n");
}

/** Names in one cell at most; a job summary may hold 1 MiB. */
const mostNames = 3;

function cellText(cell: Cell): string {
  if (typeof cell === "number") return String(cell);
  if (typeof cell === "string") return text(cell);
  if ("code" in cell) {
    return `${codeCell(cell.code)}${cell.about === undefined ? "" : ` ${text(cell.about)}`}`;
  }
  if ("strong" in cell) return `**${text(cell.strong)}**`;
  if ("outcome" in cell) return `${outcomeSign[cell.outcome]} ${outcomeWord[cell.outcome]}`;
  if ("level" in cell) return cell.level;
  const more = cell.names.length - mostNames;
  const shown = cell.names.slice(0, mostNames).map(codeCell).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}
