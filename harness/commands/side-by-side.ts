import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { SideBySide } from "../baseline/side-by-side.ts";
import type { SideBySideTitle } from "../baseline/side-by-side-page.ts";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import type { CommandContext } from "./context.ts";
import { asJson } from "./json.ts";

export interface SideBySideFlags {
  readonly html?: true;
  readonly json?: true;
}

/** Reads reports, and says what is wrong with any of them at once. Problems: those of reports; USAGE for less than two. */
export async function readReports(
  names: readonly string[],
  { folders, workingFolder }: CommandContext,
): Promise<Result<readonly Report[]>> {
  if (names.length < 2) return failure([tooFew]);
  const { loadFormats } = await import("../read/format.ts");
  const { readReport } = await import("../record/stored-report.ts");
  const formats = await loadFormats(path.join(folders.specs, "formats"));
  const read = await Promise.all(
    names.map((shown) => readReport(path.resolve(workingFolder, shown), shown, formats)),
  );
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return failure(problems);
  return ok(read.flatMap((one) => (one.ok ? [one.value] : [])));
}

const tooFew: Problem = {
  code: "USAGE",
  message: "one report alone cannot be laid beside another",
  hint: "name two or more bundles or reports",
};

/** Prints reports side by side, as text, JSON or a page. */
export async function printSideBySide(
  all: SideBySide,
  title: SideBySideTitle,
  { html, json }: SideBySideFlags,
  { stdout, version }: CommandContext,
): Promise<void> {
  if (json) stdout.write(asJson(dataOf(all)));
  else if (html) {
    const { renderSideBySidePage } = await import("../baseline/side-by-side-page.ts");
    stdout.write(renderSideBySidePage(all, version, title));
  } else {
    const { renderSideBySide } = await import("../baseline/side-by-side-text.ts");
    stdout.write(renderSideBySide(all));
  }
}

const dataOf = ({ columns, rows, cautions }: SideBySide) => ({
  columns: columns.map(({ report, name }) => ({
    name,
    run: report.run.id,
    startedAt: report.run.startedAt,
    conclusion: report.conclusion,
    requirements: report.totals.requirements,
  })),
  requirements: rows.map(({ id, level, outcomes }) => ({
    id,
    level,
    outcomes: outcomes.map((outcome) => outcome ?? null),
  })),
  cautions,
});
