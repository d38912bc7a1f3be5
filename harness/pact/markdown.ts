import { cell, code, text } from "../report/markdown/markdown-escape.ts";
import type { InteractionRow, PactReport } from "./report.ts";
import { summarySentence, whyLine } from "./sentence.ts";

/** Most interactions in full: a job summary may hold 1 MiB. */
const most = 50;

/** The summary of a CI job: the conclusion, what is open, and every interaction folded. */
export function renderPactMarkdown(report: PactReport): string {
  const open = report.interactions.filter((row) => row.outcome !== "passed");
  const more = open.length > most ? [`And ${open.length - most} more in pact-report.json.`] : [];
  const rows = report.interactions.map(
    (row) => `| ${row.outcome} | ${cell(row.consumer)} | ${cell(row.description)} |`,
  );
  return `${[
    `# ${signs[report.conclusion]} Pacts ${report.conclusion}`,
    text(summarySentence(report)),
    ...open.slice(0, most).map(openInteraction),
    ...more,
    `<details><summary>${rows.length} interactions</summary>\n\n| outcome | consumer | interaction |\n|---|---|---|\n${rows.join("\n")}\n\n</details>`,
  ].join("\n\n")}\n`;
}

const signs = { verified: "✓", broken: "✗", inconclusive: "?" } as const;

function openInteraction(row: InteractionRow): string {
  const head = `## ${row.outcome === "failed" ? "✗" : "?"} ${code(row.description)}`;
  const why = whyLine(row);
  const table = [
    "| where | expected | actual |",
    "|---|---|---|",
    ...row.mismatches.map(
      ({ path, expected, actual }) => `| ${cell(path)} | ${cell(expected)} | ${cell(actual)} |`,
    ),
  ].join("\n");
  return [
    head,
    `Consumer ${code(row.consumer)}, in ${code(row.file)}.`,
    ...(why === undefined ? [] : [text(why)]),
    ...(row.mismatches.length === 0 ? [] : [table]),
  ].join("\n\n");
}
