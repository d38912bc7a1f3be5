import type { OpenTarget } from "../implementation/open-target.ts";
import type { Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";

/** What `use` makes of the specification, the suite and the user's own cases. Problems: theirs, or those of `use`. */
export async function withWorkspace<T>(
  context: CommandContext,
  use: (workspace: Workspace) => Promise<Result<T>>,
): Promise<Result<T>> {
  const workspace = await context.loadWorkspace(context.folders);
  if (!workspace.ok) return workspace;
  const { own = [] } = context;
  if (own.length === 0) return use(workspace.value);
  const { withOwnCases } = await import("./own-cases.ts");
  const both = await withOwnCases(workspace.value, own, context);
  return both.ok ? use(both.value) : both;
}

/** The same, but nothing that an earlier command left in the cache is relied on. */
export const compilingAnew = (context: CommandContext): CommandContext => ({
  ...context,
  folders: { ...context.folders, cache: undefined },
});

/** Which target, and with which faults. */
export interface TargetFlags {
  readonly target: string;
  readonly fault?: readonly string[];
}

/** What `use` makes of the target that `--target` names; afterwards it is stopped. Problems: of opening it, or of `use`. */
export async function withTarget<T>(
  { target, fault = [] }: TargetFlags,
  workspace: Workspace,
  context: CommandContext,
  use: (opened: OpenTarget) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { openTarget } = await import("../implementation/open-target.ts");
  const opened = await openTarget(target, fault, workspace, context);
  if (!opened.ok) return opened;
  try {
    return await use(opened.value);
  } finally {
    opened.value.stop();
  }
}
