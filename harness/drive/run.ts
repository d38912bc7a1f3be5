import pMap from "p-map";
import type { Contract } from "../case/types.ts";
import type { Plan, PlannedCase } from "../plan/types.ts";
import { driveCase } from "./case.ts";
import type { Driver } from "./call.ts";
import { createBreaker } from "./breaker.ts";
import type { Journal } from "./journal.ts";
import { whyUnreachable } from "./reach.ts";
import type { Transcript } from "./transcript.ts";

/** What driving a plan needs. */
export interface DriveInput {
  readonly plan: Plan;
  readonly driver: Driver;
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly journal: Journal;
  readonly concurrency: number;
  readonly runId: string;
}

/**
 * Drives every case of the plan that can run, so many at a time, and hands each transcript on as it
 * ends; of a case that is over nothing is kept. A target that takes no connection is asked nothing, and one that
 * answers none of the first requests nothing more.
 */
export async function drivePlan(
  input: DriveInput,
  onTranscript: (planned: PlannedCase, transcript: Transcript) => void,
): Promise<void> {
  const unreachable = await whyUnreachable(input.driver.target);
  const breaker = createBreaker(input.driver.send);
  await pMap(
    input.plan.cases.entries(),
    async ([index, planned]) => {
      const silence = unreachable ?? breaker.whyOpen();
      const transcript =
        planned.decision.kind !== "run"
          ? { case: planned.case.id, durationMs: 0, entries: [] }
          : silence !== undefined
            ? unreached(planned, silence, input.journal)
            : await driveCase(planned.case, {
                ...input.driver,
                send: breaker.send,
                contracts: input.contracts,
                unique: `hw${input.runId.replaceAll("-", "").slice(0, 10)}x${index}`,
                record: input.journal.recorder(planned.case.id),
              });
      onTranscript(planned, transcript);
    },
    { concurrency: input.concurrency },
  );
}

function unreached(planned: PlannedCase, cause: string, journal: Journal): Transcript {
  const { id } = planned.case;
  const gap = { kind: "gap", scope: "given", name: "case", outcome: "blocked", cause } as const;
  return { case: id, durationMs: 0, entries: [journal.recorder(id)(gap)] };
}
