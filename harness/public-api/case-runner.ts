import { randomInt, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDriver } from "../execute/driver.ts";
import { executePlan } from "../execute/execute-plan.ts";
import { createStopper } from "../execute/stop.ts";
import type { Target } from "../implementation/types.ts";
import { headerOf } from "../journal/header.ts";
import { openJournal } from "../journal/open.ts";
import { type JudgedCase, judgeCase, judgeUnfinished } from "../judge/judged-case.ts";
import { createPlan } from "../plan/plan.ts";
import type { Plan, PlannedCase, Selection } from "../plan/types.ts";
import { suiteFacts } from "../workspace.ts";
import { valueOf } from "./problem-error.ts";
import type { Suite } from "./suite.ts";

/** Runs planned cases one by one, whenever each is asked for. */
export interface CaseRunner {
  readonly plan: Plan;
  readonly runCase: (planned: PlannedCase) => Promise<JudgedCase>;
  readonly close: () => Promise<void>;
}

/** Opens a driver and a journal that is gone afterwards. Rejects with a ProblemError, also where nothing is selected. */
export async function openCaseRunner(
  suite: Suite,
  target: Target,
  selection: Selection,
): Promise<CaseRunner> {
  const asked = { target, selection, seed: randomInt(2 ** 31), faults: [] };
  const plan = valueOf(createPlan({ ...suite, ...asked }));
  const edges = { now: () => new Date(), newId: randomUUID, version: suite.version };
  const header = headerOf(asked, suiteFacts(suite, suite.version), edges);
  const directory = await mkdtemp(path.join(tmpdir(), "headwater-"));
  const journal = valueOf(await openJournal(directory, header));
  const { driver, close } = openDriver(
    { target, specs: suite.specs },
    { resendAfterMs: [100, 500] },
  );
  const stopper = createStopper();
  const judging = { schemas: suite.specs.schemas, level: selection.level };
  const places = new Map(plan.cases.map((planned, index) => [planned, index]));
  return {
    plan,
    runCase: async (planned) => {
      let judged: JudgedCase | undefined;
      const input = {
        plan: { ...plan, cases: [planned] },
        driver,
        fixtures: suite.library.fixtures,
        journal,
        concurrency: 1,
        runId: `${header.run.id} ${String(places.get(planned))}`,
        stopper,
      };
      const open = await executePlan(input, (_planned, transcript, testCase) => {
        judged = judgeCase(testCase, planned.decision, transcript, judging);
      });
      const why = stopper.stopped()?.why ?? "the case was not run";
      return judged ?? judgeUnfinished(planned.case, open.get(planned), why, judging);
    },
    close: async () => {
      await close();
      journal.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
