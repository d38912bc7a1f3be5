import { openTarget } from "../implementation/open-target.ts";
import type { Target } from "../implementation/types.ts";
import { ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";

/**
 * A target of which only is asked what it offers and claims: nothing is started, and no variable must be set.
 * Problems: those of its file.
 */
export async function readClaims(
  name: string,
  workspace: Workspace,
  context: CommandContext,
  faults: readonly string[] = [],
): Promise<Result<Target>> {
  const isReference = name === "reference";
  const opened = await openTarget(
    isReference ? "http://reference.invalid" : name,
    isReference ? [] : faults,
    workspace,
    { ...context, mayBeUnset: true },
  );
  if (!opened.ok) return opened;
  const { target } = opened.value;
  return ok(isReference ? { ...target, name: "the bundled reference implementation" } : target);
}
