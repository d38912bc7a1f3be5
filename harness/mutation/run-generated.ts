import pMap from "p-map";
import { request } from "undici";
import type { GeneratedProof, GeneratedRow } from "../../specs/types/mutation.format.d.ts";
import type { Case } from "../case/types.ts";
import type { Target } from "../implementation/types.ts";
import { atLeast, type SpecBook } from "../requirements/types.ts";
import { collect, failure, ok, type Result } from "../result.ts";
import { openAccount, sandboxUrl } from "./account.ts";
import type { CaseRun, CaseRuns } from "./case-run.ts";
import { byBase, fullName } from "./check-names.ts";
import { type Fault, verifies } from "./fault.ts";
import type { HealthyRun } from "./healthy-run.ts";

/** A fault that follows from what is documented. */
export interface GeneratedFault extends Fault {
  /** The call that it shows in, `GET /sources/:id`; absent where it may show anywhere. */
  readonly call?: string;
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
  const response = await request(`${sandboxUrl(sandbox)}/faults/generated`);
  const text = await response.body.text();
  if (response.statusCode === 200) return ok(JSON.parse(text) as readonly GeneratedFault[]);
  const message = `the sandbox lists no generated faults: ${response.statusCode} ${text}`;
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
  const rows = await pMap(
    input.faults,
    (fault, turn) => meetUntilKilled(fault, turn, input, errored),
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
  turn: number,
  input: GeneratedInput,
  errored: string[],
): Promise<Result<GeneratedRow>> {
  const { name, breaks, requirement } = fault;
  const level = input.specs.requirements.get(requirement)?.level ?? "must";
  const row = { name, breaks, requirement, level };
  let trials = 0;
  for (const testCase of candidates(fault, turn, input.baseline.trials)) {
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

/** Those that verify the requirement first; then, where the fault names a call, all that make it. */
function candidates(
  fault: GeneratedFault,
  turn: number,
  trials: readonly CaseRun[],
): readonly Case[] {
  const touching = trials.filter((trial) => makes(trial, fault.call)).map((trial) => trial.case);
  const own = touching.filter((testCase) => verifies(testCase, fault));
  const others = fault.call === undefined ? [] : touching;
  return [...new Set([...oneOfEach(own, turn), ...own, ...oneOfEach(others, turn)])];
}

function makes({ transcript }: CaseRun, call: string | undefined): boolean {
  if (call === undefined) return true;
  const [method, path = ""] = call.split(" ");
  const pattern = new RegExp(`${path.replaceAll(/:\w+/g, "[^/]+")}$`);
  return transcript.entries.some(
    (entry) =>
      entry.kind === "exchange" &&
      entry.exchange.request.method === method &&
      pattern.test(new URL(entry.exchange.request.url).pathname),
  );
}

const oneOfEach = (cases: readonly Case[], turn: number): readonly Case[] =>
  [...byBase(cases).values()].flatMap((all) => all.slice(turn % all.length).slice(0, 1));

async function meet(
  testCase: Case,
  fault: GeneratedFault,
  { sandbox, trials, baseline }: GeneratedInput,
): Promise<Result<CaseRun>> {
  const account = await openAccount(sandbox, { faults: [fault.name] });
  if (!account.ok) return account;
  const { target, close } = account.value;
  const patience = baseline.patient.has(testCase.id) ? "bounded" : "short";
  const run = await trials.run(testCase, target, patience);
  await close();
  return ok(run);
}
