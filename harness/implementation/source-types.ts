import type { Case, FixtureDefinition, Flow, Param, SourceTypeNeed } from "../case/types.ts";
import type { Claims } from "./types.ts";

/** The source type that a param takes when none is given: the first that the target claims and that can do what it must. */
export const defaultSourceType = (
  { sourceTypes, does }: Param,
  claims: Claims,
): string | undefined =>
  sourceTypes?.find((type) => whyUnclaimed({ type, ...does }, claims) === undefined);

/** What a fixture of a case asks for: a source type with what it must do, or types of which none is claimed. */
export type SourceTypeDemand =
  | ({ readonly kind: "type" } & SourceTypeNeed)
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
          return [{ kind: "type", type: given.value, ...param.does }];
        }
        if (given !== undefined) return [];
        const type = defaultSourceType(param, claims);
        return type === undefined
          ? [{ kind: "none-of", types: param.sourceTypes }]
          : [{ kind: "type", type, ...param.does }];
      },
    ),
  );
}

/** Why a target does not claim a source type as one that can do this; undefined when it does. */
export function whyUnclaimed(
  { type, saved, flow }: SourceTypeNeed,
  { sourceTypes, can }: Claims,
): string | undefined {
  if (sourceTypes?.has(type) === false) return `the source type ${type} is not claimed`;
  if (can === undefined) {
    return saved === false && reusable.has(type)
      ? `the source type ${type} is not claimed with saved: false`
      : undefined;
  }
  if (saved !== undefined && can.get(type)?.saved !== saved) {
    return `the source type ${type} is not claimed with saved: ${String(saved)}`;
  }
  return flow === undefined || flowOf(type, can) === flow
    ? undefined
    : `the source type ${type} is not claimed with flow: ${flow}`;
}

/** The types that can be saved as the pages have it; that one is restricted to single use, a target has to claim. */
const reusable: ReadonlySet<string> = new Set([
  "applePay",
  "creditCard",
  "directDebit",
  "googlePay",
  "klarnaCreditRecurring",
  "payPalBilling",
]);

/** The flow that is claimed; of the three types that a seed page names, the one that it names. */
export const flowOf = (type: string, can: Claims["can"]): Flow | undefined =>
  can?.get(type)?.flow ?? stated.get(type);

const stated: ReadonlyMap<string, Flow> = new Map([
  ["creditCard", "standard"],
  ["payPal", "redirect"],
  ["wireTransfer", "receiver"],
]);
