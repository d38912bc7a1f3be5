import type { Library } from "../case/types.ts";
import { digest } from "../read/digest.ts";

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
