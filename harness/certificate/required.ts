import type { Case, Library } from "../case/types.ts";
import { whyNotApplicable } from "../plan/decide.ts";
import { digest } from "../read/digest.ts";
import type { Claims } from "../implementation/types.ts";

/** A check that a certificate must account for. */
export interface RequiredCheck {
  /** `case/check`. */
  readonly name: string;
  readonly level: "must";
  readonly requirement: string;
}

/** Every check of level must in the suite, claimed or not, by name. */
export function requiredChecks({ cases }: Library): readonly RequiredCheck[] {
  return cases
    .flatMap((testCase) =>
      testCase.checks.flatMap(({ id, level, requirement }) =>
        level === "must" ? [{ name: `${testCase.id}/${id}`, level, requirement }] : [],
      ),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** SHA-256 of the set. */
export const requiredDigest = (checks: readonly RequiredCheck[]): string => digest(checks);

/** What a target offers and claims, as a report says it. */
export interface ClaimedScope {
  /** By API; what they hold does not matter. */
  readonly apis: Readonly<Record<string, unknown>>;
  readonly claims: Claims;
}

/** Whether a case may be left out for this target: an API that it does not offer, a profile or source type that it does not claim. */
export const mayBeLeftOut = (testCase: Case, { fixtures }: Library, scope: ClaimedScope): boolean =>
  whyNotApplicable(testCase, fixtures, scope) !== undefined;
