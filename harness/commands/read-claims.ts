import { openTarget } from "../implementation/open-target.ts";
import type { Target } from "../implementation/types.ts";
import type { Selection } from "../plan/types.ts";
import { ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";
import { type BrowserFlags, withBrowser } from "./with-browser.ts";

/** Whose claims are read, for which cases. */
export interface ClaimsWanted extends BrowserFlags {
  readonly target: string;
  readonly selection: Selection;
  readonly faults?: readonly string[];
}

/**
 * A target of which only is asked what it offers and claims: nothing is started, and no variable must be set.
 * Problems: those of its file; FILE_UNREADABLE for a Chromium that the user named and that is not there.
 */
export async function readClaims(
  { target: name, selection, faults = [], ...flags }: ClaimsWanted,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<Target>> {
  const isReference = name === "reference";
  const opened = await openTarget(
    isReference ? "http://reference.invalid" : name,
    isReference ? [] : faults,
    workspace,
    { ...context, mayBeUnset: true },
  );
  if (!opened.ok) return opened;
  const complete = await withBrowser(opened.value, selection, flags, workspace, context);
  if (!complete.ok) return complete;
  const target = complete.value;
  return ok(isReference ? { ...target, name: "the bundled reference implementation" } : target);
}
