import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Report } from "../specs/types/report.format.d.ts";
import { createJournal, type Journal } from "./drive/journal.ts";
import { drivePlan } from "./drive/run.ts";
import { createRedact } from "./http/redact.ts";
import { createSender } from "./http/send.ts";
import { judge } from "./judge/judge.ts";
import { undriven } from "./judge/outcome.ts";
import { createPlan } from "./plan/plan.ts";
import type { Plan, Selection, Shard } from "./plan/types.ts";
import { buildReport, type JudgedCase, judgedCase, type ReportFacts } from "./report/build.ts";
import { failure, ok, type Result } from "./result.ts";
import { createPace } from "./target/pace.ts";
import type { Target } from "./target/types.ts";
import type { Workspace } from "./workspace.ts";

/** What a run is asked to do. */
export interface RunOptions {
  readonly target: Target;
  readonly selection: Selection;
  readonly seed: number;
  readonly shard?: Shard;
  /** Cases under way at once; the target's own limit when absent. */
  readonly concurrency?: number;
  /** Faults that the bundled reference implementation was started with, for the record. */
  readonly faults: readonly string[];
  /** Absolute path of the bundle's folder. */
  readonly directory: string;
}

/** What comes from outside, so that tests can decide it. */
export interface Edges {
  readonly now: () => Date;
  readonly newId: () => string;
  /** Version of Headwater. */
  readonly version: string;
  readonly onStart: (plan: Plan) => void;
  readonly onCase: (judged: JudgedCase) => void;
}

/**
 * The whole pipeline: plan, drive, judge each transcript as it ends, report.
 * The journal is written on the way; the report's other forms are the caller's to write.
 *
 * Problems: those of planning; FILE_UNWRITABLE for the bundle's folder.
 */
export async function run(
  options: RunOptions,
  workspace: Workspace,
  edges: Edges,
): Promise<Result<Report>> {
  const { specs, library } = workspace;
  const plan = createPlan({ library, specs, ...options });
  if (!plan.ok) return plan;
  const started = { id: edges.newId(), at: edges.now() };
  const concurrency = options.concurrency ?? options.target.limits.concurrency;
  const facts = factsOf(options, workspace, edges, { ...started, concurrency });
  const journal = await openJournal(options.directory, facts);
  if (!journal.ok) return journal;
  edges.onStart(plan.value);
  const judged = await execute(plan.value, options, workspace, journal.value, edges, facts.run);
  const finishedAt = edges.now();
  const ended = {
    ...facts.run,
    finishedAt: finishedAt.toISOString(),
    durationMs: finishedAt.getTime() - started.at.getTime(),
    exchanges: journal.value.exchanges(),
  };
  const report = buildReport(judged, { ...facts, run: ended }, specs);
  const { conclusion, totals } = report;
  journal.value.write({
    kind: "footer",
    conclusion,
    totals,
    exchanges: ended.exchanges,
    finishedAt: ended.finishedAt,
  });
  journal.value.close();
  return ok(report);
}

async function execute(
  plan: Plan,
  options: RunOptions,
  { specs, library }: Workspace,
  journal: Journal,
  edges: Edges,
  facts: Report["run"],
): Promise<readonly JudgedCase[]> {
  const { target, selection } = options;
  const { limits } = target;
  const sender = createSender({
    connections: facts.concurrency,
    timeoutMs: limits.timeoutMs,
    bodyBytes: limits.bodyBytes,
  });
  const driver = {
    target,
    schemas: specs.schemas,
    send: sender.send,
    pace: createPace(limits.requestsPerSecond),
    redact: createRedact(target.secrets),
    agent: `headwater/${edges.version}`,
  };
  const judged: JudgedCase[] = [];
  const input = {
    plan,
    driver,
    contracts: library.contracts,
    journal,
    concurrency: facts.concurrency,
    runId: facts.id,
  };
  await drivePlan(input, (planned, transcript) => {
    const { case: one, decision } = planned;
    const checks = one.checks.map(({ id, level, requirement }) => ({
      check: id,
      level,
      requirement,
    }));
    const verdicts =
      decision.kind === "run" ? judge(one, transcript, specs.schemas) : undriven(checks, decision);
    const row = judgedCase(one, verdicts, transcript, selection.level);
    journal.write({
      kind: "verdict",
      case: one.id,
      outcome: row.row.outcome,
      durationMs: row.row.durationMs,
      verdicts,
    });
    judged.push(row);
    edges.onCase(row);
  });
  await sender.close();
  return judged;
}

function factsOf(
  { target, selection, seed, shard, faults }: RunOptions,
  { specs, library }: Workspace,
  { version }: Edges,
  started: { readonly id: string; readonly at: Date; readonly concurrency: number },
): ReportFacts {
  const baseUrls = Object.entries(target.apis).map(([name, api]) => [name, api.baseUrl]);
  const startedAt = started.at.toISOString();
  return {
    suite: { version, casesDigest: library.digest, requirementsDigest: specs.digest },
    target: {
      name: target.name,
      baseUrls: Object.fromEntries(baseUrls),
      ...(target.implementation === undefined ? {} : { implementation: target.implementation }),
      claims: {
        ...(target.claims.profiles === undefined ? {} : { profiles: [...target.claims.profiles] }),
        ...(target.claims.sourceTypes === undefined
          ? {}
          : { sourceTypes: [...target.claims.sourceTypes] }),
      },
    },
    run: {
      id: started.id,
      startedAt,
      finishedAt: startedAt,
      durationMs: 0,
      seed,
      selection: {
        patterns: [...selection.patterns],
        profiles: [...selection.profiles],
        requirements: [...selection.requirements],
        sourceTypes: [...selection.sourceTypes],
        level: selection.level,
      },
      ...(shard === undefined ? {} : { shard }),
      concurrency: started.concurrency,
      faults: [...faults],
      exchanges: 0,
    },
  };
}

/** Files of an earlier run that a new one replaces: an interrupted run must not leave old verdicts. */
const bundleFiles = [
  "report.json",
  "junit.xml",
  "ctrf.json",
  "summary.md",
  "report.html",
  "replay",
];

async function openJournal(directory: string, facts: ReportFacts): Promise<Result<Journal>> {
  try {
    await mkdir(directory, { recursive: true });
    for (const name of bundleFiles) {
      await rm(path.join(directory, name), { recursive: true, force: true });
    }
    const journal = createJournal(path.join(directory, "journal.ndjson"));
    const {
      finishedAt: _finishedAt,
      durationMs: _durationMs,
      exchanges: _exchanges,
      ...begun
    } = facts.run;
    journal.write({
      kind: "header",
      format: 1,
      suite: facts.suite,
      target: facts.target,
      run: begun,
    });
    return ok(journal);
  } catch (error) {
    const message = `cannot be written: ${error instanceof Error ? error.message : String(error)}`;
    return failure([{ code: "FILE_UNWRITABLE", at: { file: directory }, message }]);
  }
}
