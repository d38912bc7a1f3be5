import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { renderPactHtml } from "./html.ts";
import { renderPactJunit } from "./junit.ts";
import { renderPactMarkdown } from "./markdown.ts";
import type { PactReport } from "./report.ts";

/** Reporter name -> its file and its writer. */
const writers = {
  json: { file: "pact-report.json", render: renderPactJson },
  junit: { file: "pact-junit.xml", render: renderPactJunit },
  markdown: { file: "pact-summary.md", render: renderPactMarkdown },
  html: { file: "pact-report.html", render: renderPactHtml },
};

export const pactReporters: readonly string[] = Object.keys(writers);

export function renderPactJson(report: PactReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** Writes the files of the chosen reporters, of all when none is chosen. A reader never meets half a file. */
export async function writePactBundle(
  folder: string,
  report: PactReport,
  reporters: readonly string[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, { file, render }] of Object.entries(writers)) {
    if (reporters.length > 0 && !reporters.includes(name)) continue;
    const target = path.join(folder, file);
    await writeFile(`${target}.partial`, render(report));
    await rename(`${target}.partial`, target);
  }
}
