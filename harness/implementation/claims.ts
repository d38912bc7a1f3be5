import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import { asksPages, usesOf, usesOfCase } from "../case/known-apart.ts";
import type { Case, FixtureDefinition } from "../case/types.ts";
import type { Api } from "../requirements/types.ts";
import { sourceTypeDemands, whyUnclaimed } from "./source-types.ts";
import type { Claims } from "./types.ts";

/** What a target offers and claims. */
export interface ClaimedScope {
  /** By API; what they hold does not matter. */
  readonly apis: Partial<Readonly<Record<Api, unknown>>>;
  /** Its browser library; what it holds does not matter. */
  readonly browser?: unknown;
  readonly claims: Claims;
}

/** Whether claims speak of a case, or the reason why they do not. */
export type Coverage = { readonly kind: "yes" } | { readonly kind: "no"; readonly reason: string };

/** The one question to claims: do they cover all that a case needs? */
export function covers(
  testCase: Case,
  fixtures: ReadonlyMap<string, FixtureDefinition>,
  scope: ClaimedScope,
): Coverage {
  const reason = whyNotCovered(testCase, fixtures, scope);
  return reason === undefined ? { kind: "yes" } : { kind: "no", reason };
}

function whyNotCovered(
  testCase: Case,
  fixtures: ReadonlyMap<string, FixtureDefinition>,
  { apis, browser, claims }: ClaimedScope,
): string | undefined {
  if (apis[testCase.api] === undefined) return `the target does not offer the ${testCase.api} API`;
  if (claims.profiles?.has(testCase.profile) === false) {
    return `the profile ${testCase.profile} is not claimed`;
  }
  if (browser === undefined && asksPages(testCase)) {
    return "the target offers no browser library";
  }
  for (const demand of sourceTypeDemands(testCase, fixtures, claims)) {
    const why =
      demand.kind === "type"
        ? whyUnclaimed(demand, claims)
        : `none of the source types ${demand.types.join(", ")} is claimed`;
    if (why !== undefined) return why;
  }
  for (const need of testCase.needs?.sourceTypes ?? []) {
    const why = whyUnclaimed(need, claims);
    if (why !== undefined) return why;
  }
  const { abilities, currencies } = allNeeds(testCase, fixtures, claims);
  const ability = [...abilities].find((id) => claims.abilities?.has(id) === false);
  if (ability !== undefined) return `the ability ${ability} is not claimed`;
  const currency = [...currencies].find((code) => claims.currencies?.has(code) === false);
  return currency === undefined ? undefined : `the currency ${currency} is not claimed`;
}

/** What the header of a run says that its target offers. */
export const scopeOf = ({ baseUrls, browser, claims }: HeaderLine["target"]): ClaimedScope => ({
  apis: baseUrls,
  ...(browser && { browser }),
  claims: claimsOf(claims),
});

/** What a header or a report says of claims, as a target has them. */
export const claimsOf = ({
  profiles,
  sourceTypes,
  can,
  currencies,
  abilities,
  ownRecipes,
}: HeaderLine["target"]["claims"]): Claims => ({
  ...(profiles && { profiles: new Set(profiles) }),
  ...(sourceTypes && { sourceTypes: new Set(sourceTypes) }),
  ...(can && { can: new Map(Object.entries(can)) }),
  ...(currencies && { currencies: new Set(currencies) }),
  ...(abilities && { abilities: new Set(abilities) }),
  ...(ownRecipes && { ownRecipes: new Set(ownRecipes) }),
});

/** Abilities and currencies of a case and of the default recipes of its fixtures; what the target replaced is its own affair. */
export function allNeeds(
  testCase: Case,
  fixtures: ReadonlyMap<string, FixtureDefinition>,
  { ownRecipes }: Pick<Claims, "ownRecipes">,
): { readonly abilities: ReadonlySet<string>; readonly currencies: ReadonlySet<string> } {
  const abilities = new Set(testCase.needs?.abilities);
  const currencies = new Set(testCase.needs?.currencies);
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name) || ownRecipes?.has(name) === true) return;
    seen.add(name);
    const fixture = fixtures.get(name);
    for (const id of fixture?.needs?.abilities ?? []) abilities.add(id);
    for (const code of fixture?.needs?.currencies ?? []) currencies.add(code);
    for (const used of usesOf(fixture?.steps ?? [])) visit(used.fixture);
  };
  for (const { fixture, params } of testCase.given) {
    const { currency: param } = fixtures.get(fixture)?.params ?? {};
    const given = params["currency"];
    const currency = given?.kind === "literal" ? given.value : param?.default;
    if (param !== undefined && typeof currency === "string") currencies.add(currency);
    visit(fixture);
  }
  for (const { fixture } of usesOfCase(testCase)) visit(fixture);
  return { abilities, currencies };
}
