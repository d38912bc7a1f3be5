import type { Case, FixtureDefinition, Step } from "../case/types.ts";

/** The actions that cases perform, themselves or through their fixtures: what a target needs recipes for. */
export function usedActions(
  cases: readonly Case[],
  fixtures: ReadonlyMap<string, FixtureDefinition>,
): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const used of usedBy(fixtures.get(name)?.steps ?? [])) visit(used);
  };
  for (const testCase of cases) {
    for (const { fixture } of testCase.given) visit(fixture);
    for (const name of usedBy(testCase.steps)) visit(name);
  }
  return new Set([...seen].filter((name) => fixtures.get(name)?.kind === "action"));
}

const usedBy = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap((step) => (step.kind === "use" ? [step.fixture] : []));
