import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { Problem } from "../problem.ts";
import { parseYaml } from "../read/yaml.ts";
import { type BaselineUpdate, type NewEntry, updateBaseline } from "../baseline/update.ts";
import { failure, ok, type Result } from "../result.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { today } from "./finish.ts";
import { reportProblems } from "./problems.ts";
import { readReport } from "./stored-report.ts";

/** Options of `headwater baseline update`. */
export interface BaselineUpdateCommand extends Partial<NewEntry> {
  /** The bundle whose failures are accepted. */
  readonly from: string;
  /** File of the baseline. */
  readonly baseline: string;
}

/** Writes a baseline that accepts the failures of a run. */
export async function baselineUpdateCommand(
  command: BaselineUpdateCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context);
  const { workingFolder, stdout } = context;
  const report = await readReport(command.from, workingFolder, workspace.value.formats);
  if (!report.ok) return reportProblems(report.problems, context);
  const unfit = whyUnfit(report.value, command);
  if (unfit.length > 0) return reportProblems(unfit, context);
  const file = path.resolve(workingFolder, command.baseline);
  const text = await readOld(file, command.baseline, workspace.value);
  if (!text.ok) return reportProblems(text.problems, context);
  const { cases } = workspace.value.library;
  const known = new Set(
    cases.flatMap((testCase) => testCase.checks.map(({ id }) => `${testCase.id}/${id}`)),
  );
  const update = updateBaseline(text.value, report.value, known, newEntry(command), today());
  try {
    await writeFile(file, update.text);
  } catch (error) {
    const message = `cannot be written: ${String(error)}`;
    return reportProblems(
      [{ code: "FILE_UNWRITABLE", at: { file: command.baseline }, message }],
      context,
    );
  }
  stdout.write(told(update, command.baseline));
  return 0;
}

/** A run that was stopped, or that found nothing out, accepts nothing. */
function whyUnfit({ run, totals }: Report, { from }: BaselineUpdateCommand): readonly Problem[] {
  if (run.stopped === undefined && totals.checks.passed + totals.checks.failed > 0) return [];
  const why = run.stopped?.why ?? "no check has a verdict";
  return [
    {
      code: "JOURNAL_INCOMPLETE",
      at: { file: from },
      message: `no baseline can be made of this run: ${why}`,
    },
  ];
}

/** The file as it was; undefined when there is none. */
async function readOld(
  file: string,
  shown: string,
  { formats }: Workspace,
): Promise<Result<string | undefined>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return ok(undefined);
    return failure([{ code: "FILE_UNREADABLE", at: { file: shown }, message: String(error) }]);
  }
  const document = parseYaml({ file: shown, text });
  if (!document.ok) return document;
  const checked = formats.check("baseline", document.value);
  return checked.ok ? ok(text) : checked;
}

const thirtyDaysMs = 30 * 24 * 60 * 60 * 1000;

const newEntry = ({ reason, owner, expires }: BaselineUpdateCommand): NewEntry => ({
  reason: reason ?? "not explained yet",
  owner: owner ?? "nobody yet",
  expires: expires ?? new Date(Date.now() + thirtyDaysMs).toISOString().slice(0, 10),
});

function told({ added, kept, removed, expired, unstable }: BaselineUpdate, file: string): string {
  const lines = [
    ...added.map((name) => `added     ${name}`),
    ...removed.map((name) => `removed   ${name}`),
    ...expired.map((name) => `expired   ${name}: give it a later day, or mend it`),
    ...unstable.map((name) => `unstable  ${name}: it fails now and then, which no entry excuses`),
  ];
  const sum = `${file}: ${added.length} added, ${kept.length} kept, ${removed.length} removed`;
  return `${[...lines, sum].join("\n")}\n`;
}
