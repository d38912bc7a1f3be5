import type { TargetDocument } from "../../specs/types/target.format.d.ts";
import type { Library } from "../case/types.ts";
import type { Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import type { SpecBook } from "../requirements/types.ts";
import { allNeeds } from "./claims.ts";
import type { YamlDocument } from "../read/yaml.ts";

/** A claim that matches nothing would quietly leave cases out: it is a problem. */
export function checkClaims(
  raw: TargetDocument,
  document: YamlDocument,
  { library, specs }: { readonly library: Library; readonly specs: Pick<SpecBook, "abilities"> },
  report: (problem: Problem) => void,
): void {
  const {
    profiles: claimed = [],
    sourceTypes = [],
    abilities = [],
    currencies = [],
  } = raw.claims ?? {};
  const profiles = new Map(
    claimed.length === 0 ? [] : library.cases.map(({ profile, api }) => [profile, api]),
  );
  for (const [index, profile] of claimed.entries()) {
    const at = document.placeOf(["claims", "profiles", index]);
    const api = profiles.get(profile);
    if (api === undefined) {
      const message = `no case belongs to the profile "${profile}"`;
      report({ code: "UNKNOWN_NAME", at, message, ...hinted(profile, profiles.keys()) });
    } else if (raw.apis[api] === undefined) {
      const message = `the profile ${profile} is claimed, but the target does not offer the ${api} API`;
      report({ code: "USAGE", at, message, hint: `add ${api} under apis, or leave the claim out` });
    }
  }
  const names = namesOf(sourceTypes);
  const types = names.length === 0 ? new Set<string>() : claimableSourceTypes(library);
  for (const [index, type] of names.entries()) {
    if (types.has(type)) continue;
    const key = Array.isArray(sourceTypes) ? index : type;
    const at = document.placeOf(["claims", "sourceTypes", key]);
    const message = `no case and no fixture asks for the source type "${type}"`;
    report({ code: "UNKNOWN_NAME", at, message, ...hinted(type, types) });
  }
  const known = specs.abilities?.abilities ?? new Map<string, unknown>();
  for (const [index, ability] of abilities.entries()) {
    if (known.has(ability)) continue;
    const at = document.placeOf(["claims", "abilities", index]);
    const message = `there is no ability "${ability}"`;
    report({ code: "UNKNOWN_NAME", at, message, ...hinted(ability, known.keys()) });
  }
  if (currencies.length === 0) return;
  const codes = claimableCurrencies(library);
  for (const [index, currency] of currencies.entries()) {
    if (codes.has(currency)) continue;
    const at = document.placeOf(["claims", "currencies", index]);
    const message = `no case and no fixture uses the currency "${currency}"`;
    report({ code: "UNKNOWN_NAME", at, message, ...hinted(currency, codes) });
  }
}

/** Of a list, or of a map from source type to what it can do. */
export const namesOf = (types: readonly string[] | object): readonly string[] =>
  Array.isArray(types) ? (types as readonly string[]) : Object.keys(types);

/** The currencies that cases and the default recipes of their fixtures use. */
export const claimableCurrencies = ({ cases, fixtures }: Library): ReadonlySet<string> =>
  new Set(cases.flatMap((testCase) => [...allNeeds(testCase, fixtures, {}).currencies]));

/** The source types that fixtures take by default or that cases ask fixtures for. */
export function claimableSourceTypes({ cases, fixtures }: Library): ReadonlySet<string> {
  const byDefault = [...fixtures.values()].flatMap((fixture) =>
    Object.values(fixture.params).flatMap((param) => param.sourceTypes ?? []),
  );
  const asked = cases.flatMap((testCase) =>
    testCase.given.flatMap(({ fixture, params }) =>
      Object.entries(fixtures.get(fixture)?.params ?? {}).flatMap(([name, param]) => {
        const given = params[name];
        return param.sourceTypes !== undefined &&
          given?.kind === "literal" &&
          typeof given.value === "string"
          ? [given.value]
          : [];
      }),
    ),
  );
  return new Set([...byDefault, ...asked]);
}
