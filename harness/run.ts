import type { HeaderLine } from "../specs/types/journal.format.d.ts";
import type { Report } from "../specs/types/report.format.d.ts";
import { dropEmptyFolder, dropScreenshots, screenshotsOf } from "./browser/screenshots.ts";
import type { Case } from "./case/types.ts";
import { openDriver } from "./execute/driver.ts";
import { executePlan } from "./execute/execute-plan.ts";
import { createStopper, type Stop } from "./execute/stop.ts";
import type { Exchange } from "./http/types.ts";
import type { Journal } from "./journal/append.ts";
import { type BeginEdges, type Beginning, headerOf } from "./journal/header.ts";
import { openJournal, whileWritable } from "./journal/open.ts";
import { roundName } from "./journal/parse.ts";
import type { Transcript } from "./journal/transcript.ts";
import { gatherCases, type JudgedCases } from "./judge/judged-cases.ts";
import { type JudgedCase, judgeCase, judgeUnfinished } from "./judge/judged-case.ts";
import { createPlan } from "./plan/plan.ts";
import type { Plan, PlannedCase } from "./plan/types.ts";
import { conclude, verdictLine } from "./record/conclude.ts";
import { reportStored } from "./record/rejudge.ts";
import type { StoredRun } from "./record/stored.ts";
import { ok, type Result } from "./result.ts";
import { suiteFacts, type Workspace } from "./workspace.ts";

/** What a run is asked to do. */
export interface RunOptions extends Beginning {
  /** Absolute path of the bundle's folder. */
  readonly directory: string;
  /** Whether the pages of failed cases are shown by screenshots, in that folder. */
  readonly screenshots?: boolean;
  /** Whether the run stops at this case. */
  readonly bail?: (judged: JudgedCase) => boolean;
  /** The part of this run that is in the folder already; its finished cases are not run again. */
  readonly earlier?: StoredRun;
}

/** What comes from outside, so that tests can decide it. */
export interface Edges extends BeginEdges {
  /** Told what is still to be run. */
  readonly onStart: (plan: Plan) => void;
  /** Told of each case as it begins, by its id. */
  readonly onBegin?: (id: string) => void;
  readonly onCase: (judged: JudgedCase) => void;
  /** Aborted when the user interrupts. */
  readonly interrupted?: AbortSignal;
}

/**
 * The whole pipeline: plan, drive, judge each transcript as it ends, report.
 * The journal is written on the way; the report's other forms are the caller's to write.
 *
 * Problems: those of planning; FILE_UNWRITABLE for the bundle's folder, before the first request or at any later one.
 */
export async function run(
  options: RunOptions,
  workspace: Workspace,
  edges: Edges,
): Promise<Result<Report>> {
  const { earlier, directory } = options;
  if (earlier?.end.state === "whole") return ok(reportStored(earlier, workspace, edges.version));
  const planned = createPlan({ ...workspace, ...options });
  if (!planned.ok) return planned;
  const plan = withoutFinished(planned.value, workspace, earlier);
  const header = earlier?.header ?? headerOf(options, suiteFacts(workspace, edges.version), edges);
  const id = earlier === undefined ? header.run.id : edges.newId();
  const continuation = earlier && { end: earlier.end, id, at: edges.now().toISOString() };
  const journal = await openJournal(directory, header, continuation);
  if (!journal.ok) return journal;
  edges.onStart(plan);
  return whileWritable(journal.value, directory, async () => {
    const execution = { ...options, plan, header, id, journal: journal.value };
    const { judged, stopped } = await execute(execution, workspace, edges);
    const finishedAt = edges.now().toISOString();
    const resumed =
      continuation === undefined ? [] : [...continuation.end.resumed, continuation.at];
    const ending = { finishedAt, resumed, ...(stopped && { stopped }) };
    return conclude(judged, ending, header, journal.value, workspace);
  });
}

interface Execution extends RunOptions {
  readonly plan: Plan;
  readonly header: HeaderLine;
  /** Id of this part of the run: what it makes on the target differs from what an earlier part made. */
  readonly id: string;
  readonly journal: Journal;
}

/** Every case of the run, and why it was stopped, if it was. */
interface Executed {
  readonly judged: JudgedCases;
  readonly stopped?: Stop | undefined;
}

function withoutFinished(plan: Plan, { library }: Workspace, earlier: StoredRun | undefined): Plan {
  if (earlier === undefined) return plan;
  // They are read in their own order: in that of the plan, which is drawn, it would take long.
  const ids = new Map(library.cases.map((testCase) => [testCase, testCase.id]));
  const nameOf = ({ case: testCase, round }: PlannedCase) =>
    roundName(ids.get(testCase) ?? testCase.id, round);
  return {
    ...plan,
    cases: plan.cases.filter((planned) => !earlier.finished.has(nameOf(planned))),
  };
}

async function execute(
  input: Execution,
  { specs, library: { fixtures } }: Workspace,
  { interrupted, onBegin, onCase }: Edges,
): Promise<Executed> {
  const { plan, header, id, journal, bail, target } = input;
  const { concurrency, selection, traceHeader } = header.run;
  const judging = { schemas: specs.schemas, level: selection.level };
  const judged = gatherCases(input.earlier?.judged);
  const stopper = createStopper(interrupted);
  const { driver, close } = openDriver(
    { target, specs },
    {
      connections: concurrency,
      resendAfterMs: [100, 500],
      ...(traceHeader && { traceHeader }),
      ...(input.screenshots && { bundle: input.directory }),
    },
  );
  const drops: Promise<void>[] = [];
  const driving = {
    plan,
    driver,
    fixtures,
    journal,
    concurrency,
    runId: id,
    stopper,
    ...(onBegin && { onBegin }),
  };
  const onTranscript = (planned: PlannedCase, transcript: Transcript, testCase: Case) => {
    const one = judgeCase(testCase, planned.decision, transcript, judging);
    journal.write(verdictLine(one, planned.decision, planned.round));
    const shown = input.screenshots ? screenshotsOf(exchangesOf(transcript)) : [];
    if (shown.length > 0 && Object.keys(one.evidence).length === 0)
      drops.push(dropScreenshots(input.directory, shown));
    judged.add(one);
    onCase(one);
    if (bail?.(one)) stopper.stop({ by: "bail", why: `the run bailed out at ${one.row.id}` });
  };
  const open = await executePlan(driving, onTranscript).finally(close);
  await Promise.all(drops);
  if (drops.length > 0) await dropEmptyFolder(input.directory);
  const stopped = open.size === 0 ? undefined : stopper.stopped();
  for (const [planned, transcript] of open)
    judged.add(judgeUnfinished(planned.case, transcript, stopped?.why ?? "", judging));
  return { judged, stopped };
}

const exchangesOf = ({ entries }: Transcript): readonly Exchange[] =>
  entries.flatMap((entry) => (entry.kind === "exchange" ? [entry.exchange] : []));
