import type { Case, FixtureDefinition, Step } from "../case/types.ts";
import { type Choice, chooseRecipe } from "../implementation/recipes.ts";
import type { Target } from "../implementation/types.ts";
import type { PlannedCase } from "./types.ts";

/** What a run will come to, roughly: nobody knows how often a step is polled, or which way a recipe goes. */
export interface Estimate {
  /** Each step of a case and of the recipes that it needs, once. */
  readonly requests: number;
  /** How long they take at the rate that the target file allows, in ms; absent where it names none. */
  readonly atLeastMs?: number;
}

/** An estimate of a plan. */
export function estimate(
  cases: readonly PlannedCase[],
  fixtures: ReadonlyMap<string, FixtureDefinition>,
  target: Target,
): Estimate {
  const counter = createCounter(fixtures, target);
  const requests = cases.reduce(
    (sum, { case: testCase, decision }) =>
      decision.kind === "run" ? sum + counter(testCase) : sum,
    0,
  );
  const { requestsPerSecond: rate } = target.limits;
  return { requests, ...(rate !== undefined && { atLeastMs: (requests / rate) * 1000 }) };
}

function createCounter(fixtures: ReadonlyMap<string, FixtureDefinition>, target: Target) {
  const known = new Map<string, number>();
  const ofFixture = (name: string): number => {
    const fixture = fixtures.get(name);
    if (fixture === undefined) return 0;
    const counted = known.get(name);
    if (counted !== undefined) return counted;
    known.set(name, 0);
    const count = ofChoice(
      chooseRecipe(fixture, target, {}, new Set(Object.keys(fixture.params))),
      name,
    );
    known.set(name, count);
    return count;
  };
  const ofChoice = (choice: Choice, name: string): number => {
    if (choice.kind === "recipe") return ofSteps(choice.steps);
    if (choice.kind === "composed") return ofChoice(choice.first, name) + 2;
    const ways = target.choices?.get(name) ?? [];
    return Math.max(0, ...ways.map(({ steps }) => ofSteps(steps)));
  };
  const ofSteps = (steps: readonly Step[]): number =>
    steps.reduce((sum, step) => sum + (step.kind === "call" ? 1 : ofFixture(step.fixture)), 0);
  return ({ given, steps }: Case): number =>
    ofSteps(steps) + given.reduce((sum, { fixture }) => sum + ofFixture(fixture), 0);
}
