import type { Case, Contract, Step } from "../case/types.ts";
import type { Api } from "../spec/types.ts";
import type { Claims, Target } from "../target/types.ts";
import { sourceTypeDemands } from "./source-types.ts";
import type { Decision } from "./types.ts";

/** Whether a case can run on a target: not when it is not claimed, not when a recipe is missing. */
export function decide(
  one: Case,
  contracts: ReadonlyMap<string, Contract>,
  target: Target,
): Decision {
  const unclaimed = whyNotApplicable(one, contracts, target);
  if (unclaimed !== undefined) return { kind: "not-applicable", cause: unclaimed };
  const lacking = missingRecipe(one, contracts, target);
  if (lacking === undefined) return { kind: "run" };
  return { kind: "untestable", cause: `the target file has no recipe for ${lacking}` };
}

/** Why a case says nothing about a target that offers these APIs and claims; undefined when it does. */
export function whyNotApplicable(
  one: Case,
  contracts: ReadonlyMap<string, Contract>,
  { apis, claims }: { readonly apis: Partial<Record<Api, unknown>>; readonly claims: Claims },
): string | undefined {
  if (apis[one.api] === undefined) return `the target does not offer the ${one.api} API`;
  if (claims.profiles !== undefined && !claims.profiles.has(one.profile)) {
    return `the profile ${one.profile} is not claimed`;
  }
  for (const demand of sourceTypeDemands(one, contracts, claims)) {
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
  one: Case,
  contracts: ReadonlyMap<string, Contract>,
  { recipes }: Target,
): string | undefined {
  const seen = new Set<string>();
  const lacking = (name: string): string | undefined => {
    if (seen.has(name)) return undefined;
    seen.add(name);
    const steps = recipes.get(name) ?? contracts.get(name)?.steps;
    return steps === undefined
      ? name
      : usedBy(steps)
          .map(lacking)
          .find((found) => found !== undefined);
  };
  const names = [...one.given.map((given) => given.fixture), ...usedBy(one.steps)];
  return names.map(lacking).find((found) => found !== undefined);
}

const usedBy = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap((step) => (step.kind === "use" ? [step.contract] : []));
