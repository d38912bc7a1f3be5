import { duration } from "../text/duration.ts";
import { plural } from "../text/plural.ts";
import { oneLine } from "../text/sanitize.ts";
import { groupBy } from "../group.ts";
import type { Limits } from "../implementation/types.ts";
import { type Estimate, estimate } from "../plan/estimate.ts";
import { plannedCases } from "../plan/plan.ts";
import type { Decision, PlannedCase } from "../plan/types.ts";
import { ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import { readClaims } from "./read-claims.ts";
import { plannedMustLines, plannedMusts } from "./planned-musts.ts";
import type { CommandContext } from "./context.ts";
import { codeOfPlan, type ExitCode } from "./exit-codes.ts";
import { asJson } from "./json.ts";
import type { Wanted } from "./selection-options.ts";
import type { BrowserFlags } from "./with-browser.ts";

/** What is asked of `headwater run --dry-run`. */
export interface DryRunOptions extends Wanted, BrowserFlags {
  readonly target: string;
  readonly json: boolean;
}

/** Shows what would run on the target, what would not, and why. Nothing is started, nothing sent. */
export async function dryRun(
  options: DryRunOptions,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const target = await readClaims(options, workspace, context);
  if (!target.ok) return target;
  const { selection, shard, json } = options;
  const planned = plannedCases({
    ...workspace,
    selection,
    target: target.value,
    ...(shard && { shard }),
  });
  if (!planned.ok) return planned;
  const cases = planned.value;
  const musts = plannedMusts(cases, workspace.specs.requirements.values());
  const rows = cases.map(readRow).toSorted((a, b) => a.id.localeCompare(b.id));
  const { name, limits } = target.value;
  const { stdout } = context;
  const cost = estimate(cases, workspace.library.fixtures, target.value);
  if (json) {
    stdout.write(asJson({ target: name, ...summaryOf(rows), estimate: cost, musts, cases: rows }));
  } else {
    const lines = [costText(cost, limits), ...plannedMustLines(musts)];
    stdout.write(`${asText(name, rows)}${lines.join("\n")}\n`);
  }
  return ok(codeOfPlan(countsOf(rows).run));
}

/** `about 9800 requests, at 20 a second (limits.requestsPerSecond) in 8 min 10 s`. */
function costText({ requests, atLeastMs }: Estimate, { requestsPerSecond }: Limits): string {
  const count = `about ${plural(requests, "request")}`;
  if (atLeastMs === undefined) return count;
  return `${count}, at ${requestsPerSecond} a second (limits.requestsPerSecond) in ${duration(atLeastMs)}`;
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

const summaryOf = (rows: readonly Row[]) => ({ counts: countsOf(rows), reasons: reasonsOf(rows) });

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
  return `${rows.length} cases selected for ${oneLine(target)}; nothing was sent (--json names them)\n${lines.join("\n")}\n`;
}
