import type { Place, Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";

/** The names that may be referred to at one point of a case or recipe. */
export interface ReferenceScope {
  readonly names: ReadonlySet<string>;
  readonly report: (problem: Problem) => void;
}

/** The scope with further names. */
export const extend = (scope: ReferenceScope, names: Iterable<string>): ReferenceScope => ({
  ...scope,
  names: new Set([...scope.names, ...names]),
});

/** Reports every reference that the scope does not know. */
export function checkRefs(refs: readonly string[], at: Place, scope: ReferenceScope): void {
  for (const ref of new Set(refs)) {
    if (scope.names.has(ref)) continue;
    scope.report({
      code: "UNKNOWN_REFERENCE",
      at,
      message: `nothing provides {${ref}} here`,
      ...hinted(ref, scope.names),
    });
  }
}
