import type pc from "picocolors";
import type { Counts, Outcome } from "../../../specs/types/report.format.d.ts";
import { columns, padEnd, padStart } from "../../text/columns.ts";
import { plural } from "../../text/plural.ts";
import { wrap } from "../../text/wrap.ts";
import { oneLine } from "../../text/sanitize.ts";
import { outcomes, outcomeWord, sum } from "../model/outcome-words.ts";
import type { ResultSet } from "../model/result-set.ts";

type Ink = ReturnType<typeof pc.createColors>;

/** Outcomes counted, as a table; outcomes that nothing has are left out, passed and failed always stand. Or the parts, a line each. */
export function totalsBlock(set: ResultSet, ink: Ink, width: number): readonly string[] {
  return [
    ...(set.totals.length === 0 ? [] : countLines(set, ink)),
    ...(set.musts === undefined ? [] : wrap(set.musts.text, width)),
    ...columns(set.parts.map(([name, line]) => [name, oneLine(line)])),
  ];
}

function countLines({ totals, warnings }: ResultSet, ink: Ink): readonly string[] {
  const shown = outcomes.filter(
    (outcome) =>
      outcome === "passed" ||
      outcome === "failed" ||
      totals.some(({ counts }) => counts[outcome] > 0),
  );
  const width = Math.max(...totals.map(({ name }) => name.length));
  const head = ["".padEnd(width), ...shown.map((outcome) => outcomeWord[outcome]), "total"];
  const row = (name: string, counts: Counts) =>
    [
      padEnd(name, width),
      ...shown.map((outcome) => cell(ink, outcome, counts[outcome])),
      padStart(String(sum(counts)), "total".length),
    ].join("  ");
  return [
    ink.dim(head.join("  ")),
    ...totals.map(({ name, counts }) => row(name, counts)),
    ...(warnings === 0 ? [] : [ink.dim(`of the failed checks, ${plural(warnings, "warning")}`)]),
  ];
}

function cell(ink: Ink, outcome: Outcome, count: number): string {
  const text = padStart(String(count), outcomeWord[outcome].length);
  if (count === 0) return ink.dim(text);
  switch (outcome) {
    case "passed":
      return ink.green(text);
    case "failed":
      return ink.red(text);
    case "blocked":
    case "untestable":
    case "errored":
      return ink.yellow(text);
    case "not-applicable":
      return text;
  }
}
