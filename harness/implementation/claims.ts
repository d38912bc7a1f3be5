import type { TargetDocument } from "../../specs/types/target.format.d.ts";
import type { Library } from "../case/types.ts";
import type { Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import type { YamlDocument } from "../read/yaml.ts";

/** A claim that matches nothing would quietly leave cases out: it is a problem. */
export function checkClaims(
  raw: TargetDocument,
  document: YamlDocument,
  { library }: { readonly library: Library },
  report: (problem: Problem) => void,
): void {
  const profiles = new Map(library.cases.map((testCase) => [testCase.profile, testCase.api]));
  for (const [index, profile] of (raw.claims?.profiles ?? []).entries()) {
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
  const types = claimableSourceTypes(library);
  for (const [index, type] of (raw.claims?.sourceTypes ?? []).entries()) {
    if (types.has(type)) continue;
    const at = document.placeOf(["claims", "sourceTypes", index]);
    const message = `no case and no fixture asks for the source type "${type}"`;
    report({ code: "UNKNOWN_NAME", at, message, ...hinted(type, types) });
  }
}

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
