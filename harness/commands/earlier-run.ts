import path from "node:path";
import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import type { Problem } from "../problem.ts";
import { differences } from "../record/run-identity.ts";
import { judgeStored, type StoredRun } from "../record/stored.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";

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

/**
 * Why a run cannot go on as it began: everything in which what is asked now differs from what its journal says.
 * Problems: RUN_CHANGED, one for each difference.
 */
export const whyNotResumable = (began: HeaderLine, now: HeaderLine): readonly Problem[] =>
  differences(began, now).map(({ part, first, second }) => ({
    code: "RUN_CHANGED",
    message: `${part} changed since the run began: ${first} then, ${second} now`,
    hint: "ask for what the run began with, or begin a new one without --resume",
  }));
