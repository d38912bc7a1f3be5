import type { Case } from "../case/types.ts";
import { claimableCurrencies, claimableSourceTypes } from "../implementation/check-claims.ts";
import { allNeeds } from "../implementation/claims.ts";
import { sourceTypeDemands } from "../implementation/source-types.ts";
import { plural } from "../text/plural.ts";
import type { Workspace } from "../workspace.ts";
import type { Explanation } from "./explanation.ts";

type Library = Workspace["library"];

/** What a target may claim beside abilities: a profile, a source type or a currency, with the cases that are about it. */
export function explainClaim(id: string, { library }: Workspace): Explanation | undefined {
  const kinds = [
    { what: "profile", names: profilesOf(library), isAbout: isOfProfile },
    { what: "source type", names: claimableSourceTypes(library), isAbout: asksForType },
    { what: "currency", names: claimableCurrencies(library), isAbout: usesCurrency },
  ];
  const kind = kinds.find(({ names }) => names.has(id));
  if (kind === undefined) return undefined;
  const own = library.cases.filter((testCase) => kind.isAbout(id, testCase, library));
  const cases = [...new Set(own.map(({ base }) => base))];
  const profiles = [...new Set(own.map(({ profile }) => profile))].toSorted();
  const lines = [
    `${id} (a ${kind.what} that a target claims)`,
    `${plural(own.length, "combination")} of ${plural(cases.length, "case")} are about it`,
    ...(kind.what === "profile" ? [] : [`in ${profiles.join(", ")}`]),
    ...cases.map((name) => `  ${name}`),
  ];
  return { data: { id, kind: kind.what, profiles, cases }, text: lines.join("\n") };
}

/** Names that can be explained so. */
export const claimable = ({ library }: Workspace): readonly string[] => [
  ...profilesOf(library),
  ...claimableSourceTypes(library),
  ...claimableCurrencies(library),
];

/** What a case needs beyond the seed pages, its fixtures' default recipes included. */
export function needsOf(testCase: Case, { fixtures }: Library): readonly string[] {
  const { abilities, currencies } = allNeeds(testCase, fixtures, {});
  return [
    ...[...abilities].map((ability) => `ability ${ability}`),
    ...[...currencies].map((currency) => `currency ${currency}`),
    ...(testCase.needs?.sourceTypes ?? []).map(({ type }) => `source type ${type}`),
  ];
}

const profilesOf = ({ cases }: Library): ReadonlySet<string> =>
  new Set(cases.map(({ profile }) => profile));

const isOfProfile = (id: string, { profile }: Case): boolean => profile === id;

const asksForType = (id: string, testCase: Case, { fixtures }: Library): boolean =>
  sourceTypeDemands(testCase, fixtures, {}).some(
    (demand) => demand.kind === "type" && demand.type === id,
  ) || (testCase.needs?.sourceTypes ?? []).some(({ type }) => type === id);

const usesCurrency = (id: string, testCase: Case, { fixtures }: Library): boolean =>
  allNeeds(testCase, fixtures, {}).currencies.has(id);
