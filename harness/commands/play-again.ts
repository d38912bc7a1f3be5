import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import type { CaseRow, Report } from "../../specs/types/report.format.d.ts";
import { renderReplayed } from "../baseline/replayed-text.ts";
import { type Replayed, replayed, type ReplayedCheck } from "../baseline/replayed.ts";
import { isBaseUrl } from "../implementation/base-url.ts";
import type { OpenTarget } from "../implementation/open-target.ts";
import type { Target } from "../implementation/types.ts";
import type { Problem } from "../problem.ts";
import { reportStored } from "../record/rejudge.ts";
import { unknownCase } from "../record/replay-case.ts";
import { judgeStored } from "../record/stored.ts";
import { runResults } from "../report/model/run-results.ts";
import { failure, ok, type Result } from "../result.ts";
import { whyNotShown } from "../secrets/last-look.ts";
import { oneLine } from "../text/sanitize.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";
import { codeOfReplay, type ExitCode } from "./exit-codes.ts";
import { asJson } from "./json.ts";
import { ownPaths, withOwnCases } from "./own-cases.ts";
import { measure } from "./measure.ts";
import { withBrowser } from "./with-browser.ts";
import { withTarget } from "./with-workspace.ts";

/** Which case is played again, and where. */
export interface PlayFlags {
  readonly case: string;
  /** As `--target` of a run; where the run was when absent. */
  readonly target?: string;
  readonly browser?: string;
  readonly json?: true;
}

/**
 * Plays a case of a stored run again: with the same seed, as often, on the same target, and where the run had started the
 * bundled reference implementation, on one that is broken in the same ways. Both are judged by the present suite.
 *
 * Problems: those of reading the bundle and of opening the target; UNKNOWN_CASE; USAGE where the target must be named;
 * SECRET_FOUND in what would be printed.
 */
export async function playAgain(
  directory: string,
  flags: PlayFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const folder = { path: path.resolve(context.workingFolder, directory), shown: directory };
  const stored = await judgeStored(folder, workspace);
  if (!stored.ok) return stored;
  const { header, gone } = stored.value;
  const isUnknown = gone.includes(flags.case) && (context.own ?? []).length === 0;
  const own = isUnknown ? ownOf(header, context) : [];
  if (own.length > 0) {
    const both = await withOwnCases(workspace, own, context);
    return both.ok ? playAgain(directory, flags, both.value, { ...context, own }) : both;
  }
  const { cases } = reportStored(stored.value, workspace, context.version);
  const before = cases.find(({ id }) => id === flags.case);
  if (before === undefined) return failure([missing(flags.case, gone, cases)]);
  const target = flags.target ?? placeOf(header);
  if (target === undefined) return failure([unnamedTarget(header)]);
  const faults = target === "reference" ? header.run.faults : [];
  if (header.suite.casesDigest !== workspace.library.digest) context.stderr.write(otherSuite);
  return withTarget({ target, fault: faults }, workspace, context, async (opened) => {
    const run = { ...header.run, faults };
    const report = await playOn(opened, run, flags, workspace, context);
    if (!report.ok) return report;
    return tell(before, report.value, flags, opened.target, context);
  });
}

const otherSuite = "the suite has changed since the run: both are judged by the present one\n";

/** The files and folders of cases of the user's own that the run named. */
const ownOf = ({ run: { selection } }: HeaderLine, context: CommandContext): readonly string[] =>
  ownPaths(selection.patterns, context).own;

/** Where a run was, as `--target` names it; undefined for a target file, whose keys no journal has. */
const placeOf = ({ target: { ephemeral, name } }: HeaderLine): string | undefined =>
  ephemeral ? "reference" : isBaseUrl(name) ? name : undefined;

/** The case alone, into a folder that is gone afterwards. */
async function playOn(
  opened: OpenTarget,
  run: HeaderLine["run"],
  flags: PlayFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<Report>> {
  const { level } = run.selection;
  const every = { profiles: [], requirements: [], sourceTypes: [] };
  const selection = { ...every, patterns: [flags.case], level };
  const target = await withBrowser(opened, selection, flags, workspace, context);
  if (!target.ok) return target;
  const directory = await mkdtemp(path.join(tmpdir(), "headwater-replay-"));
  const { seed, repeat, faults, traceHeader } = run;
  const options = {
    target: target.value,
    directory,
    selection,
    seed,
    faults,
    ...(repeat && { repeat }),
    ...(traceHeader && { traceHeader }),
  };
  return measure(options, { quiet: true }, workspace, context).finally(() =>
    rm(directory, { recursive: true, force: true }),
  );
}

function tell(
  before: CaseRow,
  report: Report,
  { json }: PlayFlags,
  { secrets }: Target,
  { stdout }: CommandContext,
): Result<ExitCode> {
  const after = report.cases.find(({ id }) => id === before.id);
  if (after === undefined)
    return failure([{ code: "UNKNOWN_CASE", message: `no case "${before.id}"` }]);
  const { target, run } = report;
  const replay = replayed(before, after, run.selection.level);
  const { faults, seed } = run;
  const where = { target: target.name, baseUrls: target.baseUrls, faults, seed };
  const broken = faults.length === 0 ? "" : `, ${faults.join(", ")}`;
  const head = `${oneLine(before.id)} on ${oneLine(target.name)} (seed ${seed}${broken})`;
  const text = json
    ? asJson({ case: before.id, ...where, ...dataOf(replay) })
    : `${head}\n${renderReplayed(replay)}`;
  const leaks = whyNotShown("the replay", text, secrets);
  if (leaks.length > 0) return failure(leaks);
  stdout.write(text);
  return ok(codeOfReplay(replay, runResults(report).conclusion));
}

const dataOf = ({ recurrence, failed, others, cause }: Replayed) => ({
  recurrence,
  checks: [...failed, ...others].map(checkData),
  ...(cause !== undefined && { cause }),
});

const checkData = ({ before, after }: ReplayedCheck) => ({
  check: after.id,
  requirement: after.requirement,
  level: after.level,
  before: { outcome: before.outcome, findings: before.findings },
  after: { outcome: after.outcome, findings: after.findings },
});

const missing = (id: string, gone: readonly string[], cases: readonly CaseRow[]): Problem =>
  gone.includes(id)
    ? {
        code: "UNKNOWN_CASE",
        message: `the suite has no case "${id}" any more`,
        hint: "a case of your own is taken in with --cases",
      }
    : unknownCase(id, new Set(cases.map((one) => one.id)));

const unnamedTarget = ({ target: { name } }: HeaderLine): Problem => ({
  code: "USAGE",
  message: `the run was on ${name}, and no bundle holds the keys of its target file`,
  hint: "name it with --target FILE",
});
