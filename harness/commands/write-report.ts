import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import { copyScreenshots } from "../browser/screenshots.ts";
import { holdAgainst } from "../baseline/gate.ts";
import { bundleFilesIn } from "../journal/bundle-files.ts";
import { type Problem, renderProblem } from "../problem.ts";
import { renderJson } from "../report/json/json.ts";
import { stopWords } from "../report/model/run-notes.ts";
import { runResults } from "../report/model/run-results.ts";
import { renderTerminal } from "../report/terminal/terminal.ts";
import { writeResults } from "../report/write.ts";
import { failure, ok, type Result } from "../result.ts";
import { deleteLeaks } from "../secrets/last-look.ts";
import { keysNamedIn } from "../secrets/trusted-masks.ts";
import { placesOf } from "../implementation/places.ts";
import type { Target } from "../implementation/types.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";
import { codeOfResults, type ExitCode } from "./exit-codes.ts";
import type { OutputOptions } from "./output-options.ts";
import { tellGithub } from "./tell-github.ts";
import { today } from "./today.ts";

/** How a report is written. */
export interface WriteOptions extends OutputOptions {
  /** The bundle's folder, as the user named it. */
  readonly out: string;
  /** What was tested, whose keys no file of the bundle may hold; absent for a bundle that is derived from another. */
  readonly target?: Target;
  /** Absolute paths of the bundles that it is derived from, whose screenshots it shows. */
  readonly from?: readonly string[];
}

/**
 * Holds a report against the baseline, writes the bundle, prints the summary.
 *
 * Problems: those of writing; SECRET_FOUND.
 */
export async function writeReport(
  report: Report,
  { out, reporters, junitDialect, json, baseline, target, from = [] }: WriteOptions,
  { formats }: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { workingFolder, stdout, stderr, environment } = context;
  const held = baseline === undefined ? report : holdAgainst(report, baseline, today());
  const directory = path.resolve(workingFolder, out);
  const results = { ...runResults(held), ...(target && { own: placesOf(target) }) };
  const chosen = {
    ...(reporters.length > 0 && { chosen: reporters }),
    ...(junitDialect && { junitDialect }),
  };
  const onLost = (problem: Problem) => stderr.write(`${renderProblem(problem)}\n`);
  const exchanges = Object.values(report.evidence).map(({ exchange }) => exchange);
  for (const other of from) await copyScreenshots(other, directory, exchanges);
  const written = await writeResults({ directory, results, formats, onLost, ...chosen });
  const secrets = target?.secrets ?? keysNamedIn(report.evidence, environment);
  const leaks = await deleteLeaks(
    await bundleFilesIn(directory),
    { directory, shown: out },
    secrets,
  );
  if (leaks.length > 0) return failure(leaks);
  if (!written.ok) return written;
  const { stopped } = report.run;
  if (stopped !== undefined) stderr.write(`stopped ${stopWords[stopped.by]}: ${stopped.why}\n`);
  const files = written.value.map((file) => path.basename(file));
  const { colour, columns: width } = stdout;
  const shown = { colour, width, out, files };
  stdout.write(json ? renderJson(results, formats) : renderTerminal(results, shown));
  await tellGithub(results, context);
  return ok(codeOfResults(results.conclusion));
}
