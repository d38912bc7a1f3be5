import type { Case, FixtureDefinition, Step } from "../case/types.ts";
import { covers } from "../implementation/claims.ts";
import type { Target } from "../implementation/types.ts";
import type { Decision } from "./types.ts";

/** Whether a case can run on a target: not when it is not claimed, not when a recipe is missing. */
export function decide(
  testCase: Case,
  fixtures: ReadonlyMap<string, FixtureDefinition>,
  target: Target,
): Decision {
  const covered = covers(testCase, fixtures, target);
  if (covered.kind === "no") return { kind: "not-applicable", cause: covered.reason };
  const lacking = missingRecipe(testCase, fixtures, target);
  if (lacking === undefined) return { kind: "run" };
  return { kind: "untestable", cause: `the target file has no recipe for ${lacking}` };
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
