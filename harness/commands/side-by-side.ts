import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { History } from "../baseline/history.ts";
import type { SideBySide } from "../baseline/side-by-side.ts";
import type { SideBySideTitle } from "../baseline/side-by-side-page.ts";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import type { CommandContext } from "./context.ts";
import { type FormFlags, type Forms, giveForms } from "./forms.ts";
import { asJson } from "./json.ts";

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
  const twice = runsGivenTwice(names, read);
  if (twice.length > 0) return failure(twice);
  return ok(read.flatMap((one) => (one.ok ? [one.value] : [])));
}

/** A folder and the report in it are one run, and so are a run and what was judged of it again. */
function runsGivenTwice(
  names: readonly string[],
  read: readonly Result<Report>[],
): readonly Problem[] {
  const ids = read.map((one) => (one.ok ? one.value.run.id : undefined));
  return ids.flatMap((id, index): readonly Problem[] => {
    const first = ids.indexOf(id);
    const [file = "", earlier = ""] = [names[index], names[first]];
    if (first === index) return [];
    const message = `this is the run of ${earlier} again (${id})`;
    return [{ code: "USAGE", at: { file }, message, hint: "name each run once" }];
  });
}

const tooFew: Problem = {
  code: "USAGE",
  message: "one report alone cannot be laid beside another",
  hint: "name two or more bundles or reports",
};

/** Gives reports side by side; runs of one thing with their history. Problems: FILE_UNWRITABLE. */
export function giveSideBySide(
  name: string,
  all: SideBySide,
  title: SideBySideTitle,
  flags: FormFlags,
  context: CommandContext,
  history?: History,
): Promise<Result<undefined>> {
  const { stdout, version } = context;
  const forms: Forms = {
    text: async () => {
      const { renderSideBySide } = await import("../baseline/side-by-side-text.ts");
      return renderSideBySide(all, stdout.columns, title, history);
    },
    markdown: async () => {
      const { renderSideBySideMarkdown } = await import("../baseline/side-by-side-markdown.ts");
      return renderSideBySideMarkdown(all, title, history);
    },
    html: async () => {
      const { renderSideBySidePage } = await import("../baseline/side-by-side-page.ts");
      return renderSideBySidePage(all, version, title, history);
    },
    json: () => asJson({ ...dataOf(all), ...(history && historyData(history)) }),
  };
  return giveForms(name, forms, flags, context);
}

const historyData = ({ steps, unstable }: History) => ({
  steps: steps.map(({ run, changes, ...step }) => ({
    run: run + 1,
    changes: changes.map(({ requirement, ...change }) => ({
      requirement: requirement.id,
      ...change,
    })),
    ...step,
  })),
  unstable: unstable.map((one) => ({
    ...one,
    outcomes: one.outcomes.map((outcome) => outcome ?? null),
  })),
});

const dataOf = ({ columns, rows, cautions }: SideBySide) => ({
  columns: columns.map(({ report, name }) => ({
    name,
    run: report.run.id,
    startedAt: report.run.startedAt,
    implementation: report.target.implementation ?? null,
    conclusion: report.conclusion,
    musts: report.musts ?? null,
    requirements: report.totals.requirements,
  })),
  requirements: rows.map(({ id, level, outcomes }) => ({
    id,
    level,
    outcomes: outcomes.map((outcome) => outcome ?? null),
  })),
  cautions,
});
