import type { Template } from "../case/template.ts";
import type { CallStep, Case, FixtureDefinition, Library, Step } from "../case/types.ts";
import { suggest } from "../read/suggest.ts";
import { stepsBefore } from "./judged-step.ts";
import { amountVariable, computedAmounts, variableOf } from "./variable.ts";

/** A case that was played up to a call, as a provider state: `detach-single-use, after detach`. */
export interface CaseState {
  readonly name: string;
  readonly case: Case;
  readonly played: readonly Step[];
  /** The call that comes next, one of its runs; absent: something else does, or nothing. */
  readonly due?: CallStep;
  /** What the state hands on, by variable: the values of the case, and what the due call needs beyond them. */
  readonly returns: ReadonlyMap<string, Template>;
}

type Fixtures = ReadonlyMap<string, FixtureDefinition>;

/** The state in which a call of a case is made. @param run Which of its runs, from 0. */
export function stateBefore(
  testCase: Case,
  step: CallStep,
  run: number,
  fixtures: Fixtures,
): CaseState {
  const index = stepsBefore(testCase, step).length;
  if (run > 0) return stateAfter(testCase, index, run, fixtures);
  return stateAfter(testCase, index - 1, undefined, fixtures);
}

const stateName = /^(?<id>.+), (?:as given|after (?<last>\S+)(?: (?<runs>\d+))?)$/;

/** Whether a name is of the form of such a state. */
export const isCaseState = (name: string): boolean => stateName.test(name);

/**
 * The state that a name stands for; what is wrong with it, in words; undefined where it is no name of such a state.
 *
 * `CASE, as given` has the fixtures of the case, `CASE, after STEP` also its steps up to that one, and `CASE, after STEP 2`
 * of a call that is made several times the first two.
 */
export function findCaseState(
  name: string,
  { cases, fixtures }: Pick<Library, "cases" | "fixtures">,
): CaseState | string | undefined {
  const { id, last, runs } = stateName.exec(name)?.groups ?? {};
  if (id === undefined) return undefined;
  const testCase = cases.find((other) => other.id === id);
  if (testCase === undefined) return lacking("case", id, () => cases.map((other) => other.id));
  if (last === undefined) return stateAfter(testCase, -1, undefined, fixtures);
  const index = testCase.steps.findIndex((step) => step.id === last);
  const step = testCase.steps[index];
  if (step === undefined) return lacking("step", last, () => testCase.steps.map((one) => one.id));
  if (runs === undefined) return stateAfter(testCase, index, undefined, fixtures);
  const all = step.kind === "call" ? step.runs.length : 1;
  if (Number(runs) < 1 || Number(runs) >= all) {
    return `there is no run ${runs} before the last one of ${all}`;
  }
  return stateAfter(testCase, index, Number(runs), fixtures);
}

const hints = {
  case: "headwater list cases shows them, and --cases takes in your own",
  step: "its file shows them",
} as const;

function lacking(kind: keyof typeof hints, name: string, known: () => readonly string[]): string {
  const hint = suggest(name, known()) ?? hints[kind];
  return `there is no ${kind} "${name}"; ${hint}`;
}

/** @param runs How many of the last step's; absent: all. */
function stateAfter(
  testCase: Case,
  index: number,
  runs: number | undefined,
  fixtures: Fixtures,
): CaseState {
  const { id, steps } = testCase;
  const last = steps[index];
  const before = steps.slice(0, index);
  const when = last === undefined ? "as given" : `after ${last.id}`;
  if (runs !== undefined && last?.kind === "call") {
    const part = { ...last, runs: last.runs.slice(0, runs) };
    const name = `${id}, ${when} ${runs}`;
    return withReturns({ name, case: testCase, played: [...before, part] }, last, runs, fixtures);
  }
  const played = last === undefined ? [] : [...before, last];
  return withReturns(
    { name: `${id}, ${when}`, case: testCase, played },
    steps[index + 1],
    0,
    fixtures,
  );
}

function withReturns(
  state: Pick<CaseState, "name" | "case" | "played">,
  next: Step | undefined,
  run: number,
  fixtures: Fixtures,
): CaseState {
  const due = next?.kind === "call" ? { ...next, runs: next.runs.slice(run, run + 1) } : undefined;
  const { draws = {}, given } = state.case;
  const refs = [
    "case.unique",
    ...Object.keys(draws),
    ...given.flatMap(({ name, fixture }) => provided(name, fixture, fixtures)),
    ...state.played.flatMap((step) => valuesOf(step, fixtures)),
    ...Object.keys(due?.runs[0] ?? {}),
  ];
  const amounts = due?.body.kind === "json" ? computedAmounts(due.body.value) : [];
  return {
    ...state,
    ...(due && { due }),
    returns: new Map<string, Template>([
      ...refs.map((name) => [variableOf(name), { kind: "ref", name }] as const),
      ...amounts.map((amount) => [amountVariable(amount), amount] as const),
    ]),
  };
}

const provided = (name: string, fixture: string, fixtures: Fixtures): readonly string[] =>
  (fixtures.get(fixture)?.provides ?? []).map((value) => `${name}.${value}`);

/** Of what is called several times, nothing is taken. */
function valuesOf(step: Step, fixtures: Fixtures): readonly string[] {
  if (step.kind === "use") return provided(step.id, step.fixture, fixtures);
  return step.runs.length === 1 ? step.take.map(({ name }) => name) : [];
}
