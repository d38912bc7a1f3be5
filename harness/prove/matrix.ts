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
  /** Only some faults of the catalogue: idle checks are not looked for. */
  readonly selected: boolean;
  readonly trials: Trials;
  readonly sandbox: Target;
  readonly baseline: Pick<Baseline, "passed" | "patient">;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  readonly onFault?: () => void;
}

/**
 * Lets each fault meet the cases that verify its requirement, in every combination; in a full matrix also one
 * combination of every other case, a different one from fault to fault. Then the cases with an idle must check meet
 * the faults that they have not met, until it has failed: at first in one combination, at last in all, so that "kills
 * nothing" is true in either scope.
 *
 * Problems: REFERENCE_SERVER.
 */
export async function killMatrix(input: MatrixInput): Promise<Result<Ledger>> {
  const ledger = createLedger(input.baseline.passed, input.specs);
  const { faults, cases, scope } = input;
  const idle = (fault: Fault) =>
    cases.filter((one) => ledger.isIdle(one) && !ledger.hasMet(one, fault));
  const rounds: readonly Round[] = [
    (fault, turn) => [
      ...cases.filter((one) => verifies(one, fault)),
      ...(scope === "own"
        ? []
        : oneOfEach(
            cases.filter((one) => !verifies(one, fault)),
            turn,
          )),
    ],
    (fault, turn) => oneOfEach(idle(fault), turn),
    idle,
  ];
  for (const [index, round] of rounds.slice(0, input.selected ? 1 : undefined).entries()) {
    const order = index === 0 ? faults : mostNoticedFirst(faults, ledger);
    const met = await playRound(order, round, index > 0, input, ledger);
    if (!met.ok) return met;
  }
  return ok(ledger);
}

/** The cases that a fault meets; `turn` is the place of the fault in the catalogue. */
type Round = (fault: Fault, turn: number) => readonly Case[];

/** One combination of each case. */
const oneOfEach = (cases: readonly Case[], turn: number): readonly Case[] =>
  [...byBase(cases).values()].flatMap((all) => all.slice(turn % all.length).slice(0, 1));

/** A fault that many checks notice will sooner be noticed by one more. */
const mostNoticedFirst = (faults: readonly Fault[], { hits }: Ledger): readonly Fault[] =>
  faults.toSorted((a, b) => (hits.get(b.name)?.size ?? 0) - (hits.get(a.name)?.size ?? 0));

/** Faults at once, each in an account of its own; their cases share the concurrency. */
const faultsAtOnce = 4;

async function playRound(
  faults: readonly Fault[],
  round: Round,
  onlyIdle: boolean,
  input: MatrixInput,
  ledger: Ledger,
): Promise<Result<unknown>> {
  const visit = async (fault: Fault, turn: number) => {
    const met = await meet(fault, round(fault, turn), onlyIdle, input, ledger);
    input.onFault?.();
    return met;
  };
  const { signal } = input;
  const options = { concurrency: faultsAtOnce, ...(signal === undefined ? {} : { signal }) };
  return collect(await pMap(faults, visit, options));
}

/** Runs the cases on an account with this fault, as long as a trial can still tell something. */
async function meet(
  fault: Fault,
  cases: readonly Case[],
  onlyIdle: boolean,
  { sandbox, trials, concurrency, baseline }: MatrixInput,
  ledger: Ledger,
): Promise<Result<void>> {
  if (cases.length === 0) return ok(undefined);
  const account = await openAccount(sandbox, [fault.name]);
  if (!account.ok) return account;
  const { target, close } = account.value;
  const tryCase = async (one: Case) => {
    if (onlyIdle && !ledger.isIdle(one)) return;
    const patience = baseline.patient.has(one.id) ? "bounded" : "short";
    ledger.enter(await trials.run(one, target, patience), fault);
  };
  await pMap(cases, tryCase, { concurrency: Math.ceil(concurrency / faultsAtOnce) });
  await close();
  return ok(undefined);
}
