import type { CallStep, Case, Step } from "../case/types.ts";

/** A step of a case that its checks are about. */
export interface JudgedStep {
  readonly case: Case;
  readonly step: CallStep;
}

/** The same in one of its runs. */
export interface JudgedRun extends JudgedStep {
  /** From 0. */
  readonly run: number;
}

/** The steps of a case that its checks are about, actions apart. */
export function judgedSteps(testCase: Case): readonly JudgedStep[] {
  const named = new Set(testCase.checks.flatMap((check) => check.on));
  return testCase.steps.flatMap((step) =>
    step.kind === "call" && named.has(step.id) ? [{ case: testCase, step }] : [],
  );
}

/** The steps before one. They are told by their ids: a case that nobody holds is read anew. */
export const stepsBefore = ({ steps }: Case, { id }: CallStep): readonly Step[] =>
  steps.slice(
    0,
    steps.findIndex((step) => step.id === id),
  );

/** Its name: `CASE/STEP`, and `CASE/STEP 2` for its second run. */
export const nameOf = ({ case: { id }, step, run }: JudgedRun): string =>
  `${id}/${step.id}${run === 0 ? "" : ` ${run + 1}`}`;

/** What a name stands for; undefined for nothing. */
export function findJudged(name: string, cases: readonly Case[]): JudgedRun | undefined {
  const [, id, last, run = "1"] = /^(.*)\/([^/ ]+)(?: (\d+))?$/.exec(name) ?? [];
  const testCase = cases.find((other) => other.id === id);
  const step = testCase?.steps.find((other) => other.id === last);
  if (testCase === undefined || step?.kind !== "call") return undefined;
  return { case: testCase, step, run: Number(run) - 1 };
}
