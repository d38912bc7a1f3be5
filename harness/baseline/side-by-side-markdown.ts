import { outcomeSign, outcomes, outcomeWord, sum } from "../report/model/outcome-words.ts";
import { cell, text } from "../report/markdown/markdown-escape.ts";
import { type History, stepText } from "./history.ts";
import type { SideBySideTitle } from "./side-by-side-page.ts";
import { momentOf, notable, partial, type SideBySide } from "./side-by-side.ts";

/** A comment may hold 65,536 characters on GitHub. */
const mostRows = 100;

/** Reports side by side as Markdown, for a README or a comment. */
export function renderSideBySideMarkdown(
  all: SideBySide,
  { title, sentence, runs }: SideBySideTitle,
  history?: History,
): string {
  const blocks = [
    `**${text(title)}**`,
    text(sentence),
    summaryTable(all),
    ...all.cautions.map(text),
    ...(history === undefined ? [] : historyBlocks(history)),
    ...gridBlocks(all, runs),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function summaryTable({ columns }: SideBySide): string {
  const heads = [
    "",
    "tested",
    "started",
    "conclusion",
    "requirements passed",
    "failed",
    "musts verified",
  ];
  return table(
    heads,
    columns.map(({ report, name }, index) => [
      String(index + 1),
      text(name),
      momentOf(report),
      report.conclusion,
      `${report.totals.requirements.passed} of ${sum(report.totals.requirements)}`,
      String(report.totals.requirements.failed),
      report.musts === undefined ? "-" : `${report.musts.verified} of ${report.musts.of}`,
    ]),
  );
}

function historyBlocks({ steps, unstable, columns }: History): readonly string[] {
  const told = steps.map((step) => {
    const worse = step.changes.filter(({ way }) => way === "worse");
    const ids = worse.slice(0, 10).map(({ requirement }) => requirement.id);
    const named = ids.length === 0 ? "" : ` (worse: ${ids.join(", ")})`;
    const report = columns[step.run]?.report;
    return `- run ${step.run + 1}, ${report === undefined ? "" : momentOf(report)}: ${text(`${stepText(step)}${named}`)}`;
  });
  if (unstable.length === 0) return [told.join("\n")];
  const cases = unstable
    .slice(0, mostRows)
    .map(({ id, changes }) => [cell(id), String(changes)] as const);
  return [
    told.join("\n"),
    `### Unstable cases (${unstable.length})`,
    table(["case", "changes of its outcome"], cases),
  ];
}

function gridBlocks({ columns, rows }: SideBySide, runs: boolean): readonly string[] {
  const told = rows.filter(notable);
  if (told.length === 0) return [];
  const there = outcomes.filter((outcome) => told.some((row) => row.outcomes.includes(outcome)));
  const legend = [
    ...there.map((outcome) => `${outcomeSign[outcome]} ${outcomeWord[outcome]}`),
    ...(told.some(partial) ? ["· not in the run"] : []),
  ];
  const grid = told
    .slice(0, mostRows)
    .map(({ id, level, outcomes: own }) => [
      `${text(id)} (${level})`,
      ...own.map((outcome) => (outcome === undefined ? "·" : outcomeSign[outcome])),
    ]);
  const more = told.length - mostRows;
  return [
    `### ${runs ? "What changed or does not hold" : "What differs or does not hold"} (${told.length})`,
    table(["requirement", ...columns.map((_, index) => String(index + 1))], grid),
    ...(more > 0 ? [`And ${more} more.`] : []),
    legend.join(", "),
  ];
}
