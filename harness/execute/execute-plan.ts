import { hash } from "node:crypto";
import pMap from "p-map";
import { wholeCase } from "../case/known-apart.ts";
import type { FixtureDefinition } from "../case/types.ts";
import type { Plan, PlannedCase } from "../plan/types.ts";
import { createBreaker } from "./breaker.ts";
import { driveCase } from "./case.ts";
import type { Driver } from "./driver.ts";
import { whyTooHigh, withinLimits } from "./limits.ts";
import { createStopper, type Stopper } from "./stop.ts";
import type { Send } from "../http/types.ts";
import type { Journal } from "../journal/append.ts";
import { whyLive } from "./live-mode.ts";
import { whyUnreachable } from "./probe.ts";
import { createTokenAliases } from "../secrets/token-aliases.ts";
import type { Entry, Record, Transcript } from "../journal/transcript.ts";

/** What driving a plan needs. */
export interface ExecuteInput {
  readonly plan: Plan;
  readonly driver: Driver;
  readonly fixtures: ReadonlyMap<string, FixtureDefinition>;
  readonly journal: Journal;
  readonly concurrency: number;
  readonly runId: string;
  /** Stops the run before its end; without it nothing but an answer in live mode does. */
  readonly stopper?: Stopper;
  /** Told of each case that is driven, by its id. */
  readonly onBegin?: (id: string) => void;
}

/**
 * Drives every case of the plan that can run, so many at a time, and hands each transcript on as it
 * ends; of a case that is over nothing is kept. A target that takes no connection is asked nothing, and one that
 * answers none of the first requests nothing more.
 *
 * @returns What there is of the cases that were under way when the run was stopped.
 */
export async function executePlan(
  input: ExecuteInput,
  onTranscript: (planned: PlannedCase, transcript: Transcript) => void,
): Promise<ReadonlyMap<PlannedCase, Transcript>> {
  const { plan, concurrency, stopper = createStopper() } = input;
  const underWay = new Map<PlannedCase, Transcript>();
  const breaker = createBreaker(input.driver.send);
  const { redact, target } = input.driver;
  const overLimit = (why: string) => stopper.stop({ by: "limit", why: redact(why) });
  const guarded = stopper.guard(withinLimits(breaker.send, target.limits, overLimit));
  const send = afterWriting(input.journal, guarded);
  const driveAll = async () => {
    const unreachable = await whyUnreachable(input.driver.target);
    const one = async ([index, lazy]: [number, PlannedCase]) => {
      if (stopper.stopped() !== undefined) return;
      // Its steps are read now, once, and let go of with it.
      const planned = { ...lazy, case: wholeCase(lazy.case) };
      const silence = unreachable ?? breaker.whyOpen();
      const entries: Entry[] = [];
      if (planned.decision.kind === "run") input.onBegin?.(planned.case.id);
      underWay.set(planned, { case: planned.case.id, durationMs: 0, entries });
      const record = recorder(planned, input, stopper, entries);
      const transcript =
        planned.decision.kind !== "run"
          ? { case: planned.case.id, durationMs: 0, entries: [] }
          : silence !== undefined
            ? unreached(planned, silence, record)
            : await driveCase(planned.case, {
                ...input.driver,
                send,
                fixtures: input.fixtures,
                unique: uniqueOf(input.runId, index),
                lot: { seed: plan.seed, round: planned.round ?? 1, case: planned.case.id },
                tokenAliases: createTokenAliases(aliasOf(input.runId, index)),
                record,
              });
      await input.journal.written();
      if (stopper.stopped() !== undefined) return;
      underWay.delete(planned);
      onTranscript(planned, transcript);
    };
    await pMap(plan.cases.entries(), one, { concurrency });
  };
  await Promise.race([driveAll(), stopper.happened]);
  return underWay;
}

/** Nothing is asked before what was answered is on record, however the process ends. */
const afterWriting =
  (journal: Journal, send: Send): Send =>
  async (request, how) => {
    await journal.written();
    return send(request, how);
  };

/** Stands in journals alone. */
const aliasOf = (runId: string, index: number): string =>
  `hw${runId.replaceAll("-", "").slice(0, 10)}x${index}`;

/** Says nothing to who has not the journal: neither which case it is nor whose. */
const uniqueOf = (runId: string, index: number): string =>
  hash("sha256", `${runId} ${index}`).slice(0, 24);

/** Records what a case does, and stops the run where it touches real money, or too much of it. */
function recorder(
  planned: PlannedCase,
  { journal, driver }: ExecuteInput,
  stopper: Stopper,
  entries: Entry[],
): Record {
  const record = journal.recorder(planned.case.id, planned.round);
  const mayBeLive = driver.target.allowLiveMode === true;
  return (entry) => {
    const stored = record(entry);
    entries.push(stored);
    if (stored.kind !== "exchange") return stored;
    const live = mayBeLive ? undefined : whyLive(stored);
    if (live !== undefined) stopper.stop({ by: "live-mode", why: live });
    const high = whyTooHigh(stored.exchange, driver.target.limits);
    if (high !== undefined) stopper.stop({ by: "limit", why: high });
    return stored;
  };
}

function unreached({ case: { id } }: PlannedCase, cause: string, record: Record): Transcript {
  const gap = { kind: "gap", scope: "given", name: "case", outcome: "blocked", cause } as const;
  return { case: id, durationMs: 0, entries: [record(gap)] };
}
