import pMap from "p-map";
import type { Case } from "../case/types.ts";
import { collect, ok, type Result } from "../result.ts";
import type { SpecBook } from "../spec/types.ts";
import type { Target } from "../target/types.ts";
import { openAccount } from "./account.ts";
import type { Baseline } from "./baseline.ts";
import { type Fault, verifies } from "./fault.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { byBase } from "./names.ts";
import type { Trials } from "./trial.ts";

/** own: each fault meets the cases that verify its requirement. full: it meets every case. */
export type Scope = "own" | "full";

/** What a matrix is made with. */
export interface MatrixInput {
  readonly faults: readonly Fault[];
  readonly cases: readonly Case[];
  readonly specs: SpecBook;
  readonly scope: Scope;
  readonly trials: Trials;
  readonly sandbox: Target;
  readonly baseline: Pick<Baseline, "passed" | "patient">;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  readonly onFault?: (done: number) => void;
}

/**
 * Lets each fault meet first the cases that verify its requirement, in every combination.
 * A full matrix adds one combination of every other case, a different one from fault to fault, and then, for the must
 * checks that no fault made fail yet, the combinations that are left: "kills nothing" is said only after all of them.
 *
 * Problems: REFERENCE_SERVER.
 */
export async function killMatrix(input: MatrixInput): Promise<Result<Ledger>> {
  const ledger = createLedger(input.baseline.passed, input.specs);
  let done = 0;
  const first = await eachFault(input, async (fault, index) => {
    const met = await meet(fault, firstCases(fault, index, input), () => true, input, ledger);
    input.onFault?.((done += 1));
    return met;
  });
  if (!first.ok || input.scope === "own") return first.ok ? ok(ledger) : first;
  const rest = await eachFault(input, (fault) => {
    const left = input.cases.filter((one) => ledger.isIdle(one) && !ledger.hasMet(one, fault));
    return meet(fault, left, ledger.isIdle, input, ledger);
  });
  return rest.ok ? ok(ledger) : rest;
}

/** Faults at once, each in an account of its own; their cases share the concurrency. */
const faultsAtOnce = 4;

/** What settles at once without a fault and not at the third look with one never will. */
const impatient = 3;

async function eachFault(
  { faults, signal }: MatrixInput,
  visit: (fault: Fault, index: number) => Promise<Result<void>>,
): Promise<Result<unknown>> {
  const abortable = signal === undefined ? {} : { signal };
  return collect(await pMap(faults, visit, { concurrency: faultsAtOnce, ...abortable }));
}

function firstCases(fault: Fault, index: number, { cases, scope }: MatrixInput): readonly Case[] {
  return [...byBase(cases).values()].flatMap((combinations) => {
    const own = combinations.filter((one) => verifies(one, fault));
    if (own.length > 0) return own;
    const sample = combinations[index % combinations.length];
    return scope === "own" || sample === undefined ? [] : [sample];
  });
}

/** Runs the cases on an account with this fault, as long as a trial can still tell something. */
async function meet(
  fault: Fault,
  cases: readonly Case[],
  wanted: (one: Case) => boolean,
  { sandbox, trials, concurrency, baseline }: MatrixInput,
  ledger: Ledger,
): Promise<Result<void>> {
  if (cases.length === 0) return ok(undefined);
  const account = await openAccount(sandbox, [fault.name]);
  if (!account.ok) return account;
  const { target, close } = account.value;
  const tryCase = async (one: Case) => {
    if (!wanted(one)) return;
    const pollTries = baseline.patient.has(one.id) ? undefined : impatient;
    ledger.enter(await trials.run(one, target, pollTries), fault);
  };
  await pMap(cases, tryCase, { concurrency: Math.ceil(concurrency / faultsAtOnce) });
  await close();
  return ok(undefined);
}
