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

/** The same, and nothing else of its checks. */
export const verifiesOf = (testCase: Pick<Case, "verifies" | "checks">): readonly Verifies[] =>
  verifiedBy(testCase).map(({ id, level, requirement, origin: { line } }) => {
    const origin = line === undefined ? {} : { line };
    return { id, level, requirement, origin };
  });

/** A case with all of it, of which nothing stays when it is let go of. */
export const wholeCase = (testCase: Case): Case => testCase.whole?.() ?? testCase;
