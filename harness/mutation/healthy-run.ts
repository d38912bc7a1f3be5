import pMap from "p-map";
import type { BaselineProof } from "../../specs/types/mutation.format.d.ts";
import { outcomeOf } from "../judge/outcome.ts";
import { decide } from "../plan/decide.ts";
import type { Target } from "../implementation/types.ts";
import { fullName } from "./check-names.ts";
import type { Material, CaseRun, CaseRuns } from "./case-run.ts";

/** The suite on the reference implementation as documented: what everything else is compared with. */
export interface HealthyRun {
  readonly trials: readonly CaseRun[];
  /** Names of the checks that passed, `case[combination]/check`: only those can prove anything. */
  readonly passed: ReadonlySet<string>;
  /** Ids of the cases that had to wait for something: they need their bounds, all others settle at once. */
  readonly patient: ReadonlySet<string>;
  readonly proof: BaselineProof;
}

/** What a baseline is made with. */
export interface HealthyRunInput {
  readonly material: Material;
  readonly trials: CaseRuns;
  readonly target: Target;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
}

/** Drives every case once, without faults. */
export async function takeHealthyRun(input: HealthyRunInput): Promise<HealthyRun> {
  const { library } = input.material;
  const decided = library.cases.map((testCase) => ({
    one: testCase,
    decision: decide(testCase, library.fixtures, input.target),
  }));
  const able = decided.filter(({ decision }) => decision.kind === "run");
  const trials = await pMap(
    able,
    ({ one: testCase }) => input.trials.run(testCase, input.target, "bounded"),
    input,
  );
  const undriven = decided.flatMap(({ one: testCase, decision }) =>
    decision.kind === "run"
      ? []
      : [{ case: testCase.id, outcome: decision.kind, cause: decision.cause }],
  );
  const unfit = [...undriven, ...trials.flatMap(unfitness)];
  return {
    trials,
    passed: new Set(trials.flatMap(passedChecks)),
    patient: new Set(trials.filter((trial) => trial.waited).map((trial) => trial.case.id)),
    proof: { cases: decided.length, passed: decided.length - unfit.length, unfit },
  };
}

const passedChecks = ({ case: testCase, verdicts }: CaseRun): readonly string[] =>
  verdicts.flatMap((verdict) =>
    verdict.outcome === "passed" ? [fullName(testCase, verdict.check)] : [],
  );

function unfitness({ case: testCase, verdicts }: CaseRun): BaselineProof["unfit"] {
  const outcome = outcomeOf(verdicts, "should");
  if (outcome === "passed") return [];
  const first = verdicts.find((verdict) => verdict.outcome === outcome);
  const [finding] = first?.findings ?? [];
  const found = finding && `${finding.at} should be ${finding.expected}, is ${finding.actual}`;
  const cause = `${first?.check ?? ""}: ${first?.cause ?? found ?? outcome}`;
  return [{ case: testCase.id, outcome, cause }];
}
