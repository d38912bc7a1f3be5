import type { Case, FixtureDefinition, Step } from "../case/types.ts";
import type { Api } from "../requirements/types.ts";
import type { Claims, Target } from "../implementation/types.ts";
import { sourceTypeDemands } from "./source-types.ts";
import type { Decision } from "./types.ts";

/** Whether a case can run on a target: not when it is not claimed, not when a recipe is missing. */
export function decide(
  testCase: Case,
  fixtures: ReadonlyMap<string, FixtureDefinition>,
  target: Target,
): Decision {
  const unclaimed = whyNotApplicable(testCase, fixtures, target);
  if (unclaimed !== undefined) return { kind: "not-applicable", cause: unclaimed };
  const lacking = missingRecipe(testCase, fixtures, target);
  if (lacking === undefined) return { kind: "run" };
  return { kind: "untestable", cause: `the target file has no recipe for ${lacking}` };
}

/** Why a case says nothing about a target that offers these APIs and claims; undefined when it does. */
export function whyNotApplicable(
  testCase: Case,
  fixtures: ReadonlyMap<string, FixtureDefinition>,
  { apis, claims }: { readonly apis: Partial<Record<Api, unknown>>; readonly claims: Claims },
): string | undefined {
  if (apis[testCase.api] === undefined) return `the target does not offer the ${testCase.api} API`;
  if (claims.profiles !== undefined && !claims.profiles.has(testCase.profile)) {
    return `the profile ${testCase.profile} is not claimed`;
  }
  for (const demand of sourceTypeDemands(testCase, fixtures, claims)) {
    if (demand.kind === "none-of")
      return `none of the source types ${demand.types.join(", ")} is claimed`;
    if (claims.sourceTypes !== undefined && !claims.sourceTypes.has(demand.type)) {
      return `the source type ${demand.type} is not claimed`;
    }
  }
  return undefined;
}

/** The first fixture or action, at any depth, for which there are no steps. */
function missingRecipe(
  testCase: Case,
  fixtures: ReadonlyMap<string, FixtureDefinition>,
  { recipes }: Target,
): string | undefined {
  const seen = new Set<string>();
  const lacking = (name: string): string | undefined => {
    if (seen.has(name)) return undefined;
    seen.add(name);
    const steps = recipes.get(name) ?? fixtures.get(name)?.steps;
    return steps === undefined
      ? name
      : usedBy(steps)
          .map(lacking)
          .find((found) => found !== undefined);
  };
  const names = [...testCase.given.map((given) => given.fixture), ...usedBy(testCase.steps)];
  return names.map(lacking).find((found) => found !== undefined);
}

const usedBy = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap((step) => (step.kind === "use" ? [step.fixture] : []));
