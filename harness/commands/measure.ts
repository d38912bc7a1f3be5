import { randomUUID } from "node:crypto";
import type { Report } from "../../specs/types/report.format.d.ts";
import { headerOf } from "../journal/header.ts";
import type { Limits } from "../implementation/types.ts";
import { createProgress, type Progress } from "../report/terminal/progress.ts";
import { failure, type Result } from "../result.ts";
import { type Edges, run, type RunOptions } from "../run.ts";
import { suiteFacts, type Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";
import { whyNotResumable } from "./earlier-run.ts";

/** What makes a run wait where it is not the target. */
const paceOf = ({ requestsPerSecond }: Limits): string | undefined =>
  requestsPerSecond === undefined
    ? undefined
    : `at most ${requestsPerSecond} requests a second (limits.requestsPerSecond)`;

/** A run as commands make it, with its progress on stderr. Problems: those of the run; RUN_CHANGED for one that goes on. */
export async function measure(
  options: RunOptions,
  { quiet = false }: { readonly quiet?: boolean },
  workspace: Workspace,
  { stderr, version, interrupted }: CommandContext,
): Promise<Result<Report>> {
  const { columns: width, ...stream } = stderr;
  let progress: Progress | undefined;
  const edges: Edges = {
    now: () => new Date(),
    newId: randomUUID,
    version,
    interrupted: interrupted(),
    onStart: ({ cases }) => {
      const pace = paceOf(options.target.limits);
      const total = cases.length;
      progress = createProgress({ ...stream, width, total, quiet, ...(pace && { pace }) });
    },
    onBegin: (id) => progress?.begin(id),
    onCase: ({ row }) => progress?.done(row.id, row.outcome),
  };
  if (options.earlier !== undefined) {
    const now = headerOf(options, suiteFacts(workspace, version), edges);
    const changed = whyNotResumable(options.earlier.header, now);
    if (changed.length > 0) return failure(changed);
  }
  const report = await run(options, workspace, edges);
  progress?.end();
  return report;
}
