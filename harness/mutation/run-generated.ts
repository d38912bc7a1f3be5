import pMap from "p-map";
import type { GeneratedProof, GeneratedRow } from "../../specs/types/mutation.format.d.ts";
import type { Case } from "../case/types.ts";
import type { Target } from "../implementation/types.ts";
import { atLeast, type Level, type SpecBook } from "../requirements/types.ts";
import { groupBy } from "../group.ts";
import { collect, failure, ok, type Result } from "../result.ts";
import { openAccount, sandboxUrl } from "./account.ts";
import { askSandbox } from "./ask-sandbox.ts";
import type { CaseRun, CaseRuns } from "./case-run.ts";
import { fullName } from "./check-names.ts";
import { type Fault, verifies } from "./fault.ts";
import type { HealthyRun } from "./healthy-run.ts";

/** A fault that follows from what is documented. */
export interface GeneratedFault extends Fault {
  /** The call that it shows in, `GET /sources/:id`; absent where it may show anywhere. */
  readonly call?: string;
  /** Where it breaks less than the requirement says. */
  readonly level?: Level;
  /** The ability that it takes away. */
  readonly ability?: string;
  /** It is about requests that no key tells whose they are. */
  readonly whoever?: boolean;
}

/** What generated faults are tried with. */
export interface GeneratedInput {
  readonly faults: readonly GeneratedFault[];
  readonly specs: SpecBook;
  readonly trials: CaseRuns;
  readonly sandbox: Target;
  readonly baseline: Pick<HealthyRun, "passed" | "patient" | "trials">;
  readonly selected: boolean;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  readonly onFault?: () => void;
}

/**
 * The generated faults of the reference implementation.
 *
 * Problems: REFERENCE_SERVER.
 */
export async function generatedOf(sandbox: Target): Promise<Result<readonly GeneratedFault[]>> {
  const { status, text } = await askSandbox(`${sandboxUrl(sandbox)}/faults/generated`);
  if (status === 200) return ok(JSON.parse(text) as readonly GeneratedFault[]);
  const message = `the sandbox lists no generated faults: ${status} ${text}`;
  return failure([{ code: "REFERENCE_SERVER", message }]);
}

/**
 * Lets each fault meet cases, one after the other, until a check of at least the level of the broken requirement fails:
 * first the cases that verify the requirement, in one combination and then in the others, then those that make the call.
 * A case that does not make the call is not tried.
 *
 * Problems: REFERENCE_SERVER.
 */
export async function runGenerated(input: GeneratedInput): Promise<Result<GeneratedProof>> {
  const start = performance.now();
  const errored: string[] = [];
  const { concurrency, signal } = input;
  const calling = callersAmong(input.baseline.trials);
  const rows = await pMap(
    input.faults,
    (fault, turn) => meetUntilKilled(fault, candidates(fault, turn, calling), input, errored),
    {
      concurrency,
      ...(signal === undefined ? {} : { signal }),
    },
  );
  const faults = collect(rows);
  if (!faults.ok) return faults;
  return ok({
    durationMs: Math.round(performance.now() - start),
    selected: input.selected,
    trials: faults.value.reduce((sum, { trials }) => sum + trials, 0),
    faults: [...faults.value],
    errored,
  });
}

async function meetUntilKilled(
  fault: GeneratedFault,
  cases: readonly Case[],
  input: GeneratedInput,
  errored: string[],
): Promise<Result<GeneratedRow>> {
  const { name, breaks, requirement } = fault;
  const level = fault.level ?? input.specs.requirements.get(requirement)?.level ?? "must";
  const row = { name, breaks, requirement, level };
  let trials = 0;
  for (const testCase of cases) {
    const run = await meet(testCase, fault, input);
    if (!run.ok) return run;
    trials += 1;
    for (const { check, outcome } of run.value.verdicts)
      if (outcome === "errored") errored.push(`${fullName(testCase, check)} with ${name}`);
    const killer = run.value.verdicts.find(
      (verdict) =>
        verdict.outcome === "failed" &&
        atLeast(verdict.level, level) &&
        input.baseline.passed.has(fullName(testCase, verdict.check)),
    );
    if (killer === undefined) continue;
    input.onFault?.();
    return ok({ ...row, trials, killer: fullName(testCase, killer.check) });
  }
  input.onFault?.();
  return ok({ ...row, trials });
}

/**
 * Those that verify the requirement first; then, where the fault names a call, all that make it. What is likely to kill comes
 * first: a step of the case makes the call before any fixture does, the combination is what the fault speaks of, it is short.
 */
function candidates(fault: GeneratedFault, turn: number, calling: Calling): readonly Case[] {
  const words = new Set(fault.breaks.split(/\W+/));
  const touching = calling(fault.call)
    .map(({ trial, distance }): Candidate => {
      const named = choicesOf(trial.case).filter((choice) => words.has(choice)).length;
      return { case: trial.case, distance, named, length: trial.transcript.entries.length };
    })
    .toSorted((a, b) => a.distance - b.distance || b.named - a.named || a.length - b.length);
  const own = touching.filter((candidate) => verifies(candidate.case, fault));
  const others = fault.call === undefined ? [] : touching;
  const order = [...oneOfEach(own, turn), ...own, ...oneOfEach(others, turn)];
  return [...new Set(order.map((candidate) => candidate.case))];
}

interface Candidate {
  readonly case: Case;
  /** 0: a step makes the call first. 1: a step does, behind a fixture. 2: fixtures alone. */
  readonly distance: 0 | 1 | 2;
  /** How many of its choices the fault speaks of. */
  readonly named: number;
  readonly length: number;
}

/** The trials that make a call, and how far from the checks; all of them where none is named. */
type Calling = (call: string | undefined) => readonly Caller[];

interface Caller extends Pick<Candidate, "distance"> {
  readonly trial: CaseRun;
}

/** Faults are many more than calls: who makes a call is found once. */
function callersAmong(trials: readonly CaseRun[]): Calling {
  const all = trials.map((trial) => ({ trial, distance: 0 as const, calls: callsOf(trial) }));
  const known = new Map<string, readonly Caller[]>();
  return (call) => {
    if (call === undefined) return all;
    const found =
      known.get(call) ??
      all.flatMap(({ trial, calls }) => {
        const distance = distanceOf(calls, callTest(call));
        return distance === undefined ? [] : [{ trial, distance }];
      });
    known.set(call, found);
    return found;
  };
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly judged: boolean;
}

const callsOf = ({ transcript }: CaseRun): readonly Call[] =>
  transcript.entries.flatMap((entry) => {
    if (entry.kind !== "exchange") return [];
    const { method, url } = entry.exchange.request;
    return [{ method, path: new URL(url).pathname, judged: entry.judged }];
  });

function callTest(call: string): (made: Call) => boolean {
  const [method, path = ""] = call.split(" ");
  const pattern = new RegExp(`${path.replaceAll(/:\w+/g, "[^/]+")}$`);
  return (made) => made.method === method && pattern.test(made.path);
}

/** How far from the checks the case makes the call; undefined where it does not. */
function distanceOf(
  calls: readonly Call[],
  isMeant: (made: Call) => boolean,
): Candidate["distance"] | undefined {
  const own = calls.filter(isMeant);
  if (own.length === 0) return undefined;
  if (own[0]?.judged === true) return 0;
  return own.some(({ judged }) => judged) ? 1 : 2;
}

/** `combine[type=konbini,via=path]` -> konbini, path. */
const choicesOf = ({ id }: Case): readonly string[] =>
  (/\[(.*)\]$/.exec(id)?.[1] ?? "").split(",").map((choice) => choice.replace(/^.*=/, ""));

/** One combination of each, another one from fault to fault among those that it speaks of most. */
const oneOfEach = (ranked: readonly Candidate[], turn: number): readonly Candidate[] =>
  [...groupBy(ranked, ({ case: { base } }) => base).values()].flatMap((all) => {
    const [first] = all;
    const likely = all.filter(
      ({ distance, named }) => distance === first?.distance && named === first.named,
    );
    return likely.slice(turn % likely.length).slice(0, 1);
  });

async function meet(
  testCase: Case,
  fault: GeneratedFault,
  { sandbox, trials, baseline }: GeneratedInput,
): Promise<Result<CaseRun>> {
  const account = await openAccount(
    sandbox,
    { faults: [fault.name] },
    fault.whoever ? "own" : "shared",
  );
  if (!account.ok) return account;
  const { target, close } = account.value;
  const patience = baseline.patient.has(testCase.id) ? "bounded" : "short";
  const run = await trials.run(testCase, target, patience);
  await close();
  return ok(run);
}
