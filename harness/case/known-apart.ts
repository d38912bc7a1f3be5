import { isBrowserStep } from "./browser.ts";
import type { Case, Step, UseStep, Verifies } from "./types.ts";

/** The steps of a recipe that use a fixture or an action. */
export const usesOf = (steps: readonly Step[]): readonly UseStep[] =>
  steps.flatMap((step) => (step.kind === "use" ? [step] : []));

/** Those of a case; where they are known apart, its other steps need not be read. */
export const usesOfCase = (testCase: Pick<Case, "uses" | "steps">): readonly UseStep[] =>
  testCase.uses ?? usesOf(testCase.steps);

/** Whether a step of it asks a page, likewise. */
export const asksPages = (testCase: Pick<Case, "pages" | "steps">): boolean =>
  testCase.pages ?? testCase.steps.some(isBrowserStep);

/** What a case verifies, likewise. */
export const verifiedBy = (testCase: Pick<Case, "verifies" | "checks">): readonly Verifies[] =>
  testCase.verifies ?? testCase.checks;

/** A case with its steps and checks, of which nothing stays when it is let go of. */
export function wholeCase(testCase: Case): Case {
  if (testCase.body === undefined) return testCase;
  const body = JSON.parse(testCase.body()) as Pick<Case, "steps" | "checks">;
  const names = Object.keys(testCase).filter(
    (name) => !Object.hasOwn(body, name),
  ) as (keyof Case)[];
  const head = Object.fromEntries(names.map((name) => [name, testCase[name]]));
  return Object.assign(head, body) as unknown as Case;
}
