import { oneLine } from "../../text/sanitize.ts";
import { findingLine, placed } from "../model/finding.ts";
import type { ResultRow, ResultSet } from "../model/result-set.ts";

/** GitHub shows so many of each kind that a step prints. */
const shown = 10;

/**
 * What GitHub Actions makes annotations of: a command for each failed row, on the line of its check; errors first, then what does not
 * count. Nothing in it can end its line or begin another command.
 */
export function annotationsOf({ telling }: ResultSet): readonly string[] {
  const errors = telling.filter(({ status }) => status === "failed" || status === "open");
  const warnings = telling.filter(({ status }) => status === "warning" || status === "stale");
  return [
    ...errors.slice(0, shown).map((row) => command("error", row)),
    ...warnings.slice(0, shown).map((row) => command("warning", row)),
  ];
}

function command(kind: "error" | "warning", row: ResultRow): string {
  const { file, line } = placed(row);
  const title = [row.level, row.requirement, row.outcome].filter((part) => part !== undefined);
  const [finding] = row.findings;
  const why = finding === undefined ? (row.why ?? row.outcome) : findingLine(finding);
  const properties = [
    ...(file === undefined ? [] : [`file=${property(file)}`, `line=${line ?? 1}`]),
    `title=${property(title.join(" "))}`,
  ];
  return `::${kind} ${properties.join(",")}::${data(`${row.id}: ${why}`)}`;
}

const data = (text: string): string => oneLine(text).replaceAll("%", "%25");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
