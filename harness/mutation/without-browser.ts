import { asksPages } from "../case/known-apart.ts";
import type { Case } from "../case/types.ts";
import type { Target } from "../implementation/types.ts";
import type { Material } from "./case-run.ts";
import type { HealthyRun } from "./healthy-run.ts";

/** No step of it asks a page. */
export const isPlain = (testCase: Case): boolean => !asksPages(testCase);

/** The Chromium that a proof may use. */
export const chromiumOf = ({ browser }: Target): string | undefined =>
  browser?.chromium.ok === true ? browser.chromium.value : undefined;

/** What can be proved where there is no Chromium: the cases without a page, and what they can show. */
export function provableWith(chromium: string | undefined, material: Material): Material {
  if (chromium !== undefined) return material;
  const { library, specs } = material;
  const requirements = [...specs.requirements].filter(([, { testable }]) => testable !== "browser");
  return {
    ...material,
    library: { ...library, cases: library.cases.filter(isPlain) },
    specs: { ...specs, requirements: new Map(requirements) },
  };
}

/** The cases without a page alone: what servers do among each other is the same whoever asks. */
export const withoutPages = <T extends { readonly material: Material; readonly sandbox: Target }>(
  input: T,
): T => {
  const { browser: _, ...sandbox } = input.sandbox;
  const { library } = input.material;
  const cases = library.cases.filter(isPlain);
  return { ...input, sandbox, material: { ...input.material, library: { ...library, cases } } };
};

/** The same of a healthy run. */
export const plainRun = (run: HealthyRun): HealthyRun => ({
  ...run,
  trials: run.trials.filter((trial) => isPlain(trial.case)),
});
