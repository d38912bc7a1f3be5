import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Mutation, ProofPart } from "../../specs/types/mutation.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import { loadReasons } from "../mutation/degenerate/catalogue.ts";
import type { FaultScope } from "../mutation/run-faults.ts";
import { runMutation } from "../mutation/run-mutation.ts";
import { renderMutation } from "../mutation/terminal.ts";
import { writeMutation } from "../mutation/write.ts";
import { failure, type Result } from "../result.ts";
import { run } from "../run.ts";
import type { Target } from "../implementation/types.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";
import { loadFaults, openTarget, unknownFaults } from "./target.ts";

/** Options of `headwater mutate`. */
export interface MutateCommand {
  /** Names of faults; all of the catalogue when empty. */
  readonly faults: readonly string[];
  /** All when empty. */
  readonly parts: readonly ProofPart[];
  readonly matrix: FaultScope;
  readonly out: string;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Proves the suite on the bundled reference implementation, writes mutation.json and mutation.html. */
export async function mutateCommand(
  command: MutateCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, command.json);
  const mutation = await unlessInterrupted(proveOn(command, workspace.value, context), context);
  if (mutation === undefined) return 3;
  if (!mutation.ok) return reportProblems(mutation.problems, context, command.json);
  const { stdout } = context;
  if (command.json) stdout.write(`${JSON.stringify(mutation.value, null, 2)}\n`);
  else stdout.write(renderMutation(mutation.value, { colour: stdout.colour, out: command.out }));
  return exitCode(mutation.value);
}

/** Every part, in the order in which they are proved. */
export const proofParts: readonly ProofPart[] = ["faults", "edits", "degenerate", "isolation"];

/** undefined when the user ended it; nothing is written then. */
async function unlessInterrupted<T>(
  work: Promise<T>,
  { interrupted, stderr }: CommandContext,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!interrupted.aborted) throw error;
    stderr.write("interrupted: nothing was written\n");
    return undefined;
  }
}

async function proveOn(
  command: MutateCommand,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<Mutation>> {
  const unknown = await unknownFaults(command.faults, context);
  if (unknown.length > 0) return failure(unknown);
  const catalogue = await loadFaults(context);
  if (!catalogue.ok) return catalogue;
  const reasons = await loadReasons(workspace.folders, workspace.formats);
  if (!reasons.ok) return reasons;
  const opened = await openTarget("reference", [], workspace, context);
  if (!opened.ok) return opened;
  const { faults, parts, matrix } = command;
  const onProgress = progress(command, context);
  try {
    const mutation = await runMutation({
      material: { ...workspace, version: context.version },
      sandbox: opened.value.target,
      parts: parts.length === 0 ? proofParts : parts,
      faults: catalogue.value.filter(({ name }) => faults.length === 0 || faults.includes(name)),
      selected: faults.length > 0,
      scope: matrix,
      reasons: reasons.value,
      concurrency: 32,
      measure: (target) => measure(target, workspace, context),
      now: () => new Date(),
      signal: context.interrupted,
      onProgress,
    });
    onProgress("");
    if (!mutation.ok) return mutation;
    const directory = path.resolve(context.workingFolder, command.out);
    return await writeMutation(mutation.value, directory, workspace.formats);
  } finally {
    opened.value.stop();
  }
}

/** The suite against a target as `headwater run` does it, its bundle in a folder that does not stay. */
async function measure(
  target: Target,
  workspace: Workspace,
  { version, interrupted }: CommandContext,
): Promise<Result<Report>> {
  const directory = await mkdtemp(path.join(tmpdir(), "headwater-"));
  const selection = {
    patterns: [],
    profiles: [],
    requirements: [],
    sourceTypes: [],
    level: "must",
  } as const;
  const edges = {
    now: () => new Date(),
    newId: randomUUID,
    version,
    onStart: () => {},
    onCase: () => {},
    interrupted,
  };
  try {
    const options = { target, selection, seed: 1, faults: [], directory };
    return await run(options, workspace, edges);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A line that is drawn anew on a terminal; elsewhere a line for each thing that begins. */
function progress({ quiet }: MutateCommand, { stderr }: CommandContext): (text: string) => void {
  if (quiet) return () => {};
  if (stderr.isTerminal) return (text) => stderr.write(`\r\u001b[K${text}`);
  let last = "";
  return (text) => {
    const begun = text.split(":", 1)[0] ?? text;
    if (begun !== last && begun !== "") stderr.write(`${begun}\n`);
    last = begun;
  };
}

function exitCode({ conclusion }: Mutation): ExitCode {
  switch (conclusion) {
    case "proved":
      return 0;
    case "unproved":
      return 1;
    case "inconclusive":
      return 3;
  }
}
