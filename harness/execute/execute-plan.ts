import { hash } from "node:crypto";
import pMap from "p-map";
import { wholeCase } from "../case/known-apart.ts";
import type { Case, FixtureDefinition } from "../case/types.ts";
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
 * ends, with the case read as a whole; of a case that is over nothing is kept. A target that takes no connection is asked nothing, and one that
 * answers none of the first requests nothing more.
 *
 * @returns The cases of which no transcript was handed on, since the run was stopped; with what there is of those that were under way.
 */
export async function executePlan(
  input: ExecuteInput,
  onTranscript: (planned: PlannedCase, transcript: Transcript, testCase: Case) => void,
): Promise<ReadonlyMap<PlannedCase, Transcript | undefined>> {
  const { plan, concurrency, stopper = createStopper() } = input;
  const underWay = new Map<PlannedCase, Transcript>();
  let begun = 0;
  const breaker = createBreaker(input.driver.send);
  const { redact, target } = input.driver;
  const overLimit = (why: string) => stopper.stop({ by: "limit", why: redact(why) });
  const guarded = stopper.guard(withinLimits(breaker.send, target.limits, overLimit));
  const send = afterWriting(input.journal, guarded);
  const driveAll = async () => {
    const unreachable = await whyUnreachable(input.driver.target);
    const one = async ([index, planned]: [number, PlannedCase]) => {
      if (stopper.stopped() !== undefined) return;
      begun = index + 1;
      // Its steps are read now, once, and let go of with it.
      const testCase = wholeCase(planned.case);
      const { id } = testCase;
      const { decision, round } = planned;
      const silence = unreachable ?? breaker.whyOpen();
      const entries: Entry[] = [];
      if (decision.kind === "run") input.onBegin?.(id);
      underWay.set(planned, { case: id, durationMs: 0, entries });
      const record = recorder(id, round, input, stopper, entries);
      const transcript =
        decision.kind !== "run"
          ? { case: id, durationMs: 0, entries: [] }
          : silence !== undefined
            ? unreached(id, silence, record)
            : await driveCase(testCase, {
                ...input.driver,
                send,
                fixtures: input.fixtures,
                unique: uniqueOf(input.runId, index),
                lot: { seed: plan.seed, round: round ?? 1, case: id },
                tokenAliases: createTokenAliases(aliasOf(input.runId, index)),
                record,
              });
      await input.journal.written();
      if (stopper.stopped() !== undefined) return;
      underWay.delete(planned);
      onTranscript(planned, transcript, testCase);
    };
    await pMap(plan.cases.entries(), one, { concurrency });
  };
  await Promise.race([driveAll(), stopper.happened]);
  const others = plan.cases.slice(begun).map((planned) => [planned, undefined] as const);
  return new Map([...underWay, ...others]);
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
  id: string,
  round: number | undefined,
  { journal, driver }: ExecuteInput,
  stopper: Stopper,
  entries: Entry[],
): Record {
  const record = journal.recorder(id, round);
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

function unreached(id: string, cause: string, record: Record): Transcript {
  const gap = { kind: "gap", scope: "given", name: "case", outcome: "blocked", cause } as const;
  return { case: id, durationMs: 0, entries: [record(gap)] };
}
