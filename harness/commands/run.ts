import { randomInt, randomUUID } from "node:crypto";
import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { Problem } from "../problem.ts";
import type { Selection, Shard } from "../plan/types.ts";
import { hinted } from "../read/suggest.ts";
import { formatNames, writeBundle } from "../report/bundle.ts";
import { renderJson } from "../report/json.ts";
import { createProgress, type Progress } from "../report/progress.ts";
import { renderTerminal } from "../report/terminal.ts";
import { run } from "../run.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";
import { openTarget } from "./target.ts";

/** Options of `headwater run`. */
export interface RunCommand {
  readonly target: string;
  readonly selection: Selection;
  readonly faults: readonly string[];
  readonly out: string;
  readonly reporters: readonly string[];
  readonly quiet: boolean;
  readonly json: boolean;
  readonly seed?: number;
  readonly shard?: Shard;
  readonly concurrency?: number;
}

/** Drives and judges the selected cases, writes the bundle, prints the summary. */
export async function runCommand(command: RunCommand, context: CommandContext): Promise<ExitCode> {
  const reporters = unknownReporters(command.reporters);
  if (reporters.length > 0) return reportProblems(reporters, context, command.json);
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, command.json);
  const opened = await openTarget(command.target, command.faults, workspace.value, context);
  if (!opened.ok) return reportProblems(opened.problems, context, command.json);
  try {
    return await runOn(opened.value.target, command, workspace.value, context);
  } finally {
    opened.value.stop();
  }
}

async function runOn(
  target: Parameters<typeof run>[0]["target"],
  command: RunCommand,
  workspace: Workspace,
  context: CommandContext,
): Promise<ExitCode> {
  const { stderr } = context;
  let progress: Progress | undefined;
  const directory = path.resolve(context.workingFolder, command.out);
  const options = { ...command, target, directory, seed: command.seed ?? randomInt(2 ** 31) };
  const report = await run(options, workspace, {
    now: () => new Date(),
    newId: randomUUID,
    version: context.version,
    onStart: (plan) => {
      const { columns: width, ...stream } = stderr;
      progress = createProgress({
        ...stream,
        width,
        total: plan.cases.length,
        quiet: command.quiet,
      });
    },
    onCase: ({ row }) => progress?.done(row.id, row.outcome),
  });
  progress?.end();
  if (!report.ok) return reportProblems(report.problems, context, command.json);
  const schemas = path.join(workspace.folders.specs, "formats");
  const formats = command.reporters.length === 0 ? undefined : command.reporters;
  const written = await writeBundle({
    directory,
    report: report.value,
    schemas,
    ...(formats && { formats }),
  });
  if (!written.ok) return reportProblems(written.problems, context, command.json);
  print(report.value, written.value, command, context);
  return exitCode(report.value);
}

const unknownReporters = (names: readonly string[]): readonly Problem[] =>
  names
    .filter((name) => !formatNames.includes(name))
    .map((name) => ({
      code: "UNKNOWN_NAME",
      message: `there is no reporter "${name}"`,
      ...hinted(name, formatNames),
    }));

function print(
  report: Report,
  written: readonly string[],
  { json, out }: RunCommand,
  { stdout }: CommandContext,
): void {
  const files = written.map((file) => path.basename(file));
  const { colour, columns: width } = stdout;
  stdout.write(json ? renderJson(report) : renderTerminal(report, { colour, width, out, files }));
}

function exitCode({ conclusion }: Report): ExitCode {
  switch (conclusion) {
    case "conformant":
      return 0;
    case "non-conformant":
      return 1;
    case "inconclusive":
      return 3;
  }
}
