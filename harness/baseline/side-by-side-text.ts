import { outcomeSign, sum } from "../report/model/outcome-words.ts";
import { columns } from "../text/columns.ts";
import { oneLine } from "../text/sanitize.ts";
import { plural } from "../text/plural.ts";
import { momentOf, notable, type SideBySide } from "./side-by-side.ts";

/** Reports side by side as plain text: a line each, then a line for each requirement that differs or does not hold. */
export function renderSideBySide(all: SideBySide): string {
  const heads = all.columns.map(({ report, name }, index) => {
    const { requirements: counts } = report.totals;
    const passed = `${counts.passed} of ${sum(counts)} requirements passed`;
    return [String(index + 1), momentOf(report), oneLine(name), report.conclusion, passed];
  });
  const told = all.rows.filter(notable);
  const rows = told.map(({ id, level, outcomes }) => [
    outcomes.map((outcome) => (outcome === undefined ? " " : outcomeSign[outcome])).join(" "),
    `${level.toUpperCase()} ${oneLine(id)}`,
  ]);
  const numbers = all.columns.map((_, index) => String((index + 1) % 10)).join(" ");
  return `${[
    ...columns(heads),
    ...(rows.length === 0 ? [] : ["", ...columns([[numbers, "requirement"], ...rows])]),
    "",
    ...all.cautions,
    `${plural(told.length, "requirement")} of ${all.rows.length} not the same in all, or not passed`,
  ].join("\n")}\n`;
}
