import pMap from "p-map";
import type { Case } from "../case/types.ts";
import { collect, ok, type Result } from "../result.ts";
import type { SpecBook } from "../requirements/types.ts";
import type { Target } from "../implementation/types.ts";
import { openAccount } from "./account.ts";
import type { HealthyRun } from "./healthy-run.ts";
import { type Fault, verifies } from "./fault.ts";
import { createKillMatrix, type KillMatrix } from "./kill-matrix.ts";
import { byBase } from "./check-names.ts";
import type { CaseRuns } from "./case-run.ts";

/** own: each fault meets the cases that verify its requirement. full: it meets every case. */
export type FaultScope = "own" | "full";

/** What a matrix is made with. */
export interface MatrixInput {
  readonly faults: readonly Fault[];
  readonly cases: readonly Case[];
  readonly specs: SpecBook;
  readonly scope: FaultScope;
  /** Only some faults of the catalogue: idle checks are not looked for. */
  readonly selected: boolean;
  readonly trials: CaseRuns;
  readonly sandbox: Target;
  readonly baseline: Pick<HealthyRun, "passed" | "patient">;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  readonly onFault?: () => void;
}

/**
 * Lets each fault meet the cases that verify its requirement: each in one combination, another one from fault to fault,
 * and a fault that survived in all the others, until it is killed. In a full matrix each fault meets all combinations of
 * its own cases, and one of every other. Then each case with an idle must check meets the faults that it has not met,
 * until it has failed, so that "kills nothing" is true in either scope. Every trial has an account of its own: what
 * a fault does to one case never shows in another.
 *
 * Problems: REFERENCE_SERVER.
 */
export async function runFaults(input: MatrixInput): Promise<Result<KillMatrix>> {
  const killMatrix = createKillMatrix(input.baseline.passed, input.specs);
  const met = await inParallel(input.faults, faultsAtOnce, input, (fault, turn) =>
    meetOwn(fault, turn, input, killMatrix),
  );
  if (!met.ok || input.selected) return met.ok ? ok(killMatrix) : met;
  const cases = [...byBase(input.cases).values()];
  const tried = await inParallel(cases, input.concurrency, input, (combinations) =>
    wakeIdle(combinations, input, killMatrix),
  );
  return tried.ok ? ok(killMatrix) : tried;
}

/** Faults at once; their cases share the concurrency. */
const faultsAtOnce = 16;

async function meetOwn(
  fault: Fault,
  turn: number,
  input: MatrixInput,
  killMatrix: KillMatrix,
): Promise<Result<unknown>> {
  const own = input.cases.filter((testCase) => verifies(testCase, fault));
  const chosen = new Set(oneOfEach(own, turn));
  const others = input.cases.filter((testCase) => !verifies(testCase, fault));
  const isFull = input.scope === "full";
  const first = isFull ? [...own, ...oneOfEach(others, turn)] : [...chosen];
  const rest = isFull ? [] : own.filter((testCase) => !chosen.has(testCase));
  const atOnce = Math.ceil(input.concurrency / faultsAtOnce);
  const met = await inParallel(first, atOnce, input, (testCase) =>
    meet(testCase, fault, input, killMatrix),
  );
  const more = await inParallel(rest, atOnce, input, async (testCase) =>
    killMatrix.isKilled(fault) ? ok(undefined) : meet(testCase, fault, input, killMatrix),
  );
  input.onFault?.();
  return met.ok ? more : met;
}

/** One combination of each case. */
const oneOfEach = (cases: readonly Case[], turn: number): readonly Case[] =>
  [...byBase(cases).values()].flatMap((all) => all.slice(turn % all.length).slice(0, 1));

/** Lets a case meet faults as long as one of its must checks has failed with none. */
async function wakeIdle(
  combinations: readonly Case[],
  input: MatrixInput,
  killMatrix: KillMatrix,
): Promise<Result<unknown>> {
  for (const { one: testCase, fault } of candidates(combinations, input, killMatrix)) {
    if (combinations.every((each) => killMatrix.idleRequirements(each).length === 0)) break;
    if (killMatrix.hasMet(testCase, fault)) continue;
    const met = await meet(testCase, fault, input, killMatrix);
    if (!met.ok) return met;
  }
  return ok(undefined);
}

/**
 * Every fault with a combination of the case, the likeliest to be noticed first; then with all combinations. A fault
 * that made other checks on the requirement of an idle one fail is likely to be noticed by it, too.
 */
function* candidates(
  combinations: readonly Case[],
  { faults, specs }: MatrixInput,
  killMatrix: KillMatrix,
): Generator<{ readonly one: Case; readonly fault: Fault }> {
  const idle = new Set(combinations.flatMap(killMatrix.idleRequirements));
  if (idle.size === 0) return;
  const areaOf = (id: string) => specs.requirements.get(id)?.area;
  const areas = new Set([...idle].map(areaOf));
  const likeness = (fault: Fault) =>
    1000 * killMatrix.failures(fault, idle) +
    (areas.has(areaOf(fault.requirement)) ? 500 : 0) +
    Math.min(499, killMatrix.hits.get(fault.name)?.size ?? 0);
  const ranked = faults.map((fault) => ({ fault, rank: likeness(fault) }));
  const likeliest = ranked.toSorted((a, b) => b.rank - a.rank).map(({ fault }) => fault);
  for (const [turn, fault] of likeliest.entries()) {
    for (const testCase of oneOfEach(combinations, turn)) yield { one: testCase, fault };
  }
  for (const fault of likeliest)
    for (const testCase of combinations) yield { one: testCase, fault };
}

/** Runs one case in an account with this fault. */
async function meet(
  testCase: Case,
  fault: Fault,
  { sandbox, trials, baseline }: MatrixInput,
  killMatrix: KillMatrix,
): Promise<Result<void>> {
  const account = await openAccount(sandbox, { faults: [fault.name] });
  if (!account.ok) return account;
  const { target, close } = account.value;
  const patience = baseline.patient.has(testCase.id) ? "bounded" : "short";
  killMatrix.enter(await trials.run(testCase, target, patience), fault);
  await close();
  return ok(undefined);
}

async function inParallel<T>(
  items: readonly T[],
  concurrency: number,
  { signal }: MatrixInput,
  work: (item: T, turn: number) => Promise<Result<unknown>>,
): Promise<Result<unknown>> {
  const options = { concurrency, ...(signal === undefined ? {} : { signal }) };
  return collect(await pMap(items, work, options));
}
