import path from "node:path";
import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import type { Problem } from "../problem.ts";
import { differences } from "../record/run-identity.ts";
import { type BeginEdges, type Beginning, headerOf } from "../journal/begin.ts";
import { judgeStored, type StoredRun } from "../record/stored.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";
import type { SelectionFlags } from "./run.ts";

/** The part of a run that `--resume` names; undefined without it. Problems: those of its journal; USAGE. */
export async function readEarlier(
  { resume, out }: { readonly resume?: string; readonly out?: string },
  workspace: Workspace,
  { workingFolder }: CommandContext,
): Promise<Result<StoredRun | undefined>> {
  if (resume === undefined) return ok(undefined);
  const folder = { path: path.resolve(workingFolder, resume), shown: resume };
  if (out === undefined || path.resolve(workingFolder, out) === folder.path) {
    return judgeStored(folder, workspace);
  }
  const message = `a resumed run goes on in its own folder, ${resume}`;
  return failure([{ code: "USAGE", message, hint: "leave --out away" }]);
}

/** What the user wants; what was not said is as the run began. */
export function selectionFlags(wishes: SelectionFlags, began?: HeaderLine): SelectionFlags {
  const { patterns, profiles, requirements, sourceTypes, faults } = wishes;
  const run = began?.run;
  const level = wishes.level ?? run?.selection.level;
  const seed = wishes.seed ?? run?.seed;
  const shard = wishes.shard ?? run?.shard;
  const repeat = wishes.repeat ?? run?.repeat;
  return {
    patterns: orElse(patterns, run?.selection.patterns),
    profiles: orElse(profiles, run?.selection.profiles),
    requirements: orElse(requirements, run?.selection.requirements),
    sourceTypes: orElse(sourceTypes, run?.selection.sourceTypes),
    faults: orElse(faults, run?.faults),
    ...(level && { level }),
    ...(seed !== undefined && { seed }),
    ...(shard && { shard }),
    ...(repeat && { repeat }),
  };
}

const orElse = (said: readonly string[], began: readonly string[] = []): readonly string[] =>
  said.length > 0 ? said : began;

/**
 * Why a run cannot go on as it began: everything in which what is asked now differs from what its journal says.
 * Problems: RUN_CHANGED, one for each difference.
 */
export function whyNotResumable(
  earlier: StoredRun | undefined,
  options: Beginning,
  workspace: Workspace,
  edges: BeginEdges,
): readonly Problem[] {
  if (earlier === undefined) return [];
  const now = headerOf(options, workspace, edges);
  return differences(earlier.header, now).map(({ aspect, first, second }) => ({
    code: "RUN_CHANGED",
    message: `${aspect} changed since the run began: ${first} then, ${second} now`,
    hint: "ask for what the run began with, or begin a new one without --resume",
  }));
}
