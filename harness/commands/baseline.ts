import { readFile } from "node:fs/promises";
import path from "node:path";
import { Option } from "commander";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { BaselineUpdate, EntryForm, NewEntry } from "../baseline/update.ts";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { day } from "./option-values.ts";
import { today } from "./today.ts";
import { withWorkspace } from "./with-workspace.ts";
import { writeWhole } from "../read/write-whole.ts";

interface UpdateFlags extends Partial<NewEntry> {
  /** The bundle whose failures are accepted. */
  readonly from: string;
  /** File of the baseline. */
  readonly baseline: string;
  readonly by: EntryForm;
}

/** baseline update: a file that accepts the failures of a run. */
export const baselineCommand: AddCommand = (program, action) => {
  program
    .command("baseline")
    .description("The failures that are known and accepted.")
    .command("update")
    .description("Accept the failures of a run; entries that stay keep what they say.")
    .requiredOption("--from <dir>", "the bundle whose failures are accepted")
    .requiredOption("--baseline <file>", "the file to write")
    .option("--reason <text>", "why new ones are accepted")
    .option("--owner <name>", "who mends new ones")
    .option("--expires <day>", "when new ones count again (default: in 30 days)", day)
    .addOption(
      new Option(
        "--by <what>",
        "what new entries name; a requirement only where all of its checks fail",
      )
        .choices(["check", "requirement"])
        .default("check"),
    )
    .action(
      action((context: CommandContext, flags: UpdateFlags) =>
        withWorkspace(context, (workspace) => update(flags, workspace, context)),
      ),
    );
};

async function update(
  flags: UpdateFlags,
  workspace: Workspace,
  { workingFolder, stdout }: CommandContext,
): Promise<Result<ExitCode>> {
  const entry = newEntry(flags);
  const unfitEntry = whyNoEntry(entry, workspace);
  if (unfitEntry.length > 0) return failure(unfitEntry);
  const { parseBaseline } = await import("../baseline/parse.ts");
  const { updateBaseline } = await import("../baseline/update.ts");
  const { readReport } = await import("../record/stored-report.ts");
  const { from, baseline } = flags;
  const report = await readReport(path.resolve(workingFolder, from), from, workspace.formats);
  if (!report.ok) return report;
  const unfit = whyUnfit(report.value, from);
  if (unfit.length > 0) return failure(unfit);
  const file = path.resolve(workingFolder, baseline);
  const text = await readOld(file, baseline, workspace);
  if (!text.ok) return text;
  const known = new Map(
    workspace.library.cases.flatMap(({ id, checks }) =>
      checks.map((check) => [`${id}/${check.id}`, check.requirement] as const),
    ),
  );
  const updated = updateBaseline({
    text: text.value,
    report: report.value,
    known,
    entry,
    form: flags.by,
    today: today(),
  });
  // What is written must be what a run reads.
  const readBack = parseBaseline({ file: baseline, text: updated.text }, workspace);
  if (!readBack.ok) return readBack;
  try {
    await writeWhole(file, updated.text);
  } catch (error) {
    const message = `cannot be written: ${String(error)}`;
    return failure([{ code: "FILE_UNWRITABLE", at: { file: baseline }, message }]);
  }
  stdout.write(told(updated, baseline));
  return ok(0);
}

/** What no run would accept in an entry, by the option that said it. */
function whyNoEntry(entry: NewEntry, { formats }: Workspace): readonly Problem[] {
  const named = { check: "case/check", ...entry };
  const checked = formats.checkData("baseline", { baseline: [named] }, "");
  if (checked.ok) return [];
  return checked.problems.map(({ message, hint }) => ({
    code: "USAGE",
    message: message.replace(/^baseline\.0\./, "--"),
    ...(hint !== undefined && { hint }),
  }));
}

/** A run that was stopped, or that found nothing out, accepts nothing. */
function whyUnfit({ run, totals }: Report, from: string): readonly Problem[] {
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
  const { parseYaml } = await import("../read/yaml.ts");
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

const newEntry = ({ reason, owner, expires }: UpdateFlags): NewEntry => ({
  reason: reason ?? "not explained yet",
  owner: owner ?? "nobody yet",
  expires: expires ?? new Date(Date.now() + thirtyDaysMs).toISOString().slice(0, 10),
});

function told({ added, kept, removed, expired, flaky }: BaselineUpdate, file: string): string {
  const lines = [
    ...added.map((name) => `added     ${name}`),
    ...removed.map((name) => `removed   ${name}`),
    ...expired.map((name) => `expired   ${name}: give it a later day, or mend it`),
    ...flaky.map((name) => `flaky     ${name}: it fails now and then, which no entry excuses`),
  ];
  const sum = `${file}: ${added.length} added, ${kept.length} kept, ${removed.length} removed`;
  return `${[...lines, sum].join("\n")}\n`;
}
