import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { Secret } from "../secrets/redact.ts";
import type { Problem } from "../problem.ts";
import { readText } from "../read/files.ts";
import { journalName } from "../journal/begin.ts";
import { hinted } from "../read/suggest.ts";
import { type Baseline, parseBaseline } from "../baseline/parse.ts";
import { formatNames, writeBundle } from "../report/formats.ts";
import { holdAgainst } from "../baseline/gate.ts";
import { renderJson } from "../report/json/json.ts";
import { stopWords } from "../report/model/run-notes.ts";
import { deleteLeaks } from "../secrets/last-look.ts";
import { renderTerminal } from "../report/terminal/terminal.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";

/** What every command that ends with a report may be asked. */
export interface OutputOptions {
  readonly reporters: readonly string[];
  readonly json: boolean;
  /** File of the baseline, as the user named it. */
  readonly baseline?: string;
}

/** The same, read and checked. */
export interface Output {
  readonly reporters: readonly string[];
  readonly json: boolean;
  readonly baseline?: Baseline;
  /** What no file of the bundle may hold; none for a bundle that is derived from another. */
  readonly secrets?: readonly Secret[];
}

/** Reads what a report will need at its end, so that a mistake shows before anything is sent. */
export async function readFinish(
  { reporters, json, baseline }: OutputOptions,
  workspace: Workspace,
  { workingFolder }: CommandContext,
): Promise<Result<Output>> {
  const unknown = unknownReporters(reporters);
  if (unknown.length > 0) return failure(unknown);
  if (baseline === undefined) return ok({ reporters, json });
  const text = await readText(path.resolve(workingFolder, baseline), baseline);
  const read = text.ok ? parseBaseline(text.value, workspace) : text;
  return read.ok ? ok({ reporters, json, baseline: read.value }) : read;
}

/**
 * Holds a report against the baseline, writes the bundle, prints the summary.
 *
 * @param out The bundle's folder, as the user named it.
 */
export async function finish(
  report: Report,
  out: string,
  { reporters, json, baseline, secrets = [] }: Output,
  { folders }: Workspace,
  context: CommandContext,
): Promise<ExitCode> {
  const held = baseline === undefined ? report : holdAgainst(report, baseline, today());
  const directory = path.resolve(context.workingFolder, out);
  const written = await writeBundle({
    directory,
    report: held,
    schemas: path.join(folders.specs, "formats"),
    ...(reporters.length > 0 && { formats: reporters }),
  });
  const bundle = [path.join(directory, journalName), ...(written.ok ? written.value : [])];
  const leaks = await deleteLeaks(bundle, { directory, shown: out }, secrets);
  if (leaks.length > 0) return reportProblems(leaks, context, json);
  if (!written.ok) return reportProblems(written.problems, context, json);
  const { stopped } = report.run;
  if (stopped !== undefined) {
    context.stderr.write(`stopped ${stopWords[stopped.by]}: ${stopped.why}\n`);
  }
  const files = written.value.map((file) => path.basename(file));
  const { colour, columns: width } = context.stdout;
  const text = json ? renderJson(held) : renderTerminal(held, { colour, width, out, files });
  context.stdout.write(text);
  return exitCode(held);
}

/** The day in UTC, so that a baseline runs out at the same moment everywhere. */
export const today = (): string => new Date().toISOString().slice(0, 10);

const unknownReporters = (names: readonly string[]): readonly Problem[] =>
  names
    .filter((name) => !formatNames.includes(name))
    .map((name) => ({
      code: "UNKNOWN_NAME",
      message: `there is no reporter "${name}"`,
      ...hinted(name, formatNames),
    }));

function exitCode(report: Report): ExitCode {
  if (report.run.stopped?.by === "live-mode" || report.run.stopped?.by === "limit") return 5;
  if (report.baseline === undefined) return conclusionCode(report.conclusion);
  switch (report.baseline.gate) {
    case "as-expected":
      return 0;
    case "regressed":
      return 1;
    case "unmeasured":
      return 3;
    case "stale":
      return 4;
  }
}

function conclusionCode(conclusion: Report["conclusion"]): ExitCode {
  switch (conclusion) {
    case "conformant":
      return 0;
    case "non-conformant":
      return 1;
    case "inconclusive":
      return 3;
  }
}
