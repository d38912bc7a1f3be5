import type { Case, FixtureDefinition, Param } from "../case/types.ts";
import type { Claims } from "../implementation/types.ts";

/** The source type that a param takes when none is given: the first that the target claims. */
export const defaultSourceType = (param: Param, claims: Claims): string | undefined =>
  param.sourceTypes?.find((type) => claims.sourceTypes?.has(type) ?? true);

/** What a fixture of a case asks for: the source type, or the types of which none is claimed. */
export type SourceTypeDemand =
  | { readonly kind: "type"; readonly type: string }
  | { readonly kind: "none-of"; readonly types: readonly string[] };

/** The source types that a case's fixtures ask for, explicitly or by default. */
export function sourceTypeDemands(
  testCase: Case,
  fixtures: ReadonlyMap<string, FixtureDefinition>,
  claims: Claims,
): readonly SourceTypeDemand[] {
  return testCase.given.flatMap(({ fixture, params }) =>
    Object.entries(fixtures.get(fixture)?.params ?? {}).flatMap(
      ([name, param]): readonly SourceTypeDemand[] => {
        if (param.sourceTypes === undefined) return [];
        const given = params[name];
        if (given?.kind === "literal" && typeof given.value === "string") {
          return [{ kind: "type", type: given.value }];
        }
        if (given !== undefined) return [];
        const type = defaultSourceType(param, claims);
        return type === undefined
          ? [{ kind: "none-of", types: param.sourceTypes }]
          : [{ kind: "type", type }];
      },
    ),
  );
}
