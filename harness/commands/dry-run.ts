import { groupBy } from "../group.ts";
import { createPlan } from "../plan/plan.ts";
import type { Decision, PlannedCase } from "../plan/types.ts";
import { ok, type Result } from "../result.ts";
import type { Target } from "../implementation/types.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";
import type { SelectionFlags } from "./run.ts";
import { openTarget } from "./target.ts";

/** Options of `headwater run --dry-run`. */
export interface DryRunCommand extends SelectionFlags {
  readonly target: string;
  readonly json: boolean;
}

/** Shows what would run on the target, what would not, and why. Nothing is started, nothing sent. */
export async function dryRunCommand(
  command: DryRunCommand,
  context: CommandContext,
): Promise<ExitCode> {
  const { json } = command;
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, json);
  return dryRun(command, workspace.value, context);
}

/** The same with a workspace at hand. */
export async function dryRun(
  command: DryRunCommand,
  workspace: Workspace,
  context: CommandContext,
): Promise<ExitCode> {
  const { json } = command;
  const target = await readTarget(command, workspace, context);
  if (!target.ok) return reportProblems(target.problems, context, json);
  const { patterns, profiles, requirements, sourceTypes, level = "must", shard } = command;
  const plan = createPlan({
    ...workspace,
    selection: { patterns, profiles, requirements, sourceTypes, level },
    target: target.value,
    seed: 0,
    ...(shard && { shard }),
  });
  if (!plan.ok) return reportProblems(plan.problems, context, json);
  const rows = plan.value.cases.map(readRow).toSorted((a, b) => a.id.localeCompare(b.id));
  const running = rows.filter((row) => row.decision === "run");
  const name = target.value.name;
  context.stdout.write(json ? asJson(name, rows) : asText(name, rows));
  return running.length > 0 ? 0 : 3;
}

/** The reference implementation is not started: its target file alone says what it offers. */
async function readTarget(
  { target: name, faults }: DryRunCommand,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<Target>> {
  const isReference = name === "reference";
  const opened = await openTarget(
    isReference ? "http://reference.invalid" : name,
    isReference ? [] : faults,
    workspace,
    context,
  );
  if (!opened.ok) return opened;
  const { target } = opened.value;
  return ok(isReference ? { ...target, name: "the bundled reference implementation" } : target);
}

interface Row {
  readonly id: string;
  readonly decision: Decision["kind"];
  readonly cause?: string;
}

const readRow = ({ case: { id }, decision }: PlannedCase): Row => ({
  id,
  decision: decision.kind,
  ...(decision.kind === "run" ? {} : { cause: decision.cause }),
});

const kinds = ["run", "not-applicable", "untestable"] as const;

/** Cases that do not run, by reason; the reason of most cases first. */
function reasonsOf(rows: readonly Row[]) {
  const groups = groupBy(
    rows.filter((row) => row.cause !== undefined),
    (row) => `${row.decision}: ${row.cause}`,
  );
  return [...groups.values()]
    .map((group) => ({ decision: group[0]?.decision, cause: group[0]?.cause, cases: group.length }))
    .toSorted((a, b) => b.cases - a.cases);
}

const countsOf = (rows: readonly Row[]) =>
  Object.fromEntries(
    kinds.map((kind) => [kind, rows.filter((row) => row.decision === kind).length]),
  ) as Readonly<Record<Decision["kind"], number>>;

const asJson = (target: string, rows: readonly Row[]): string =>
  `${JSON.stringify({ target, counts: countsOf(rows), reasons: reasonsOf(rows), cases: rows }, null, 2)}\n`;

const words: Readonly<Record<Decision["kind"], string>> = {
  run: "would run",
  "not-applicable": "not applicable",
  untestable: "untestable",
};

function asText(target: string, rows: readonly Row[]): string {
  const counts = countsOf(rows);
  const width = String(rows.length).length;
  const lines = kinds
    .filter((kind) => kind === "run" || counts[kind] > 0)
    .flatMap((kind) => [
      `${String(counts[kind]).padStart(width)} ${words[kind]}`,
      ...reasonsOf(rows)
        .filter((reason) => reason.decision === kind)
        .map(
          (reason) =>
            `${" ".repeat(width)}   ${String(reason.cases).padStart(width)} ${reason.cause}`,
        ),
    ]);
  return `${rows.length} cases selected for ${target}; nothing was sent (--json names them)\n${lines.join("\n")}\n`;
}
