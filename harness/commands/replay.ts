import path from "node:path";
import type { Transcript } from "../drive/transcript.ts";
import type { Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import { reportStored } from "../record/rejudge.ts";
import { type BundleFolder, judgeStored, readBundle } from "../record/stored.ts";
import { evidenceOf } from "../report/judged.ts";
import { renderCase } from "../report/replay.ts";
import { failure, ok, type Result } from "../result.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";

/** Options of `headwater replay`. */
export interface ReplayCommand {
  /** Folder of the bundle. */
  readonly directory: string;
  /** Id of the case. */
  readonly case: string;
}

/** Prints a case of a stored run, passed or not, as a shell script of curl calls. */
export async function replayCommand(
  { directory, case: id }: ReplayCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context);
  const folder = { path: path.resolve(context.workingFolder, directory), shown: directory };
  const text = await replay(folder, id, workspace.value, context.version);
  if (!text.ok) return reportProblems(text.problems, context);
  context.stdout.write(text.value);
  return 0;
}

async function replay(
  folder: BundleFolder,
  id: string,
  workspace: Workspace,
  version: string,
): Promise<Result<string>> {
  const stored = await judgeStored(folder, workspace);
  if (!stored.ok) return stored;
  const transcript = await transcriptOf(folder, id, workspace);
  if (!transcript.ok) return transcript;
  const evidence = evidenceOf(transcript.value);
  if (Object.keys(evidence).length === 0) return failure([nothingSent(id)]);
  return ok(renderCase({ ...reportStored(stored.value, workspace, version), evidence }, id));
}

/** What the run did in a case; of several rounds, the first in which it did not pass. */
async function transcriptOf(
  folder: BundleFolder,
  id: string,
  { formats }: Workspace,
): Promise<Result<Transcript>> {
  const names = new Set<string>();
  const passed: Transcript[] = [];
  const others: Transcript[] = [];
  const read = await readBundle(folder, formats, ({ transcript, verdict }) => {
    names.add(transcript.case);
    if (transcript.case === id) (verdict?.outcome === "passed" ? passed : others).push(transcript);
  });
  if (!read.ok) return read;
  const open = read.value.unfinished.map(({ transcript }) => transcript);
  const own = open.filter((transcript) => transcript.case === id);
  const [found] = [...others, ...passed, ...own];
  return found === undefined ? failure([unknownCase(id, names)]) : ok(found);
}

const unknownCase = (id: string, names: ReadonlySet<string>): Problem => ({
  code: "UNKNOWN_CASE",
  message: `the run has no case "${id}"`,
  ...hinted(id, names),
});

const nothingSent = (id: string): Problem => ({
  code: "UNKNOWN_CASE",
  message: `the run sent nothing for "${id}"`,
  hint: "report.html says why it was not driven",
});
