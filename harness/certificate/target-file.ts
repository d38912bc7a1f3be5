import { stringify } from "yaml";
import type { TargetDocument } from "../../specs/types/target.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import { namesOf } from "../implementation/check-claims.ts";
import { digest } from "../read/digest.ts";
import type { Formats } from "../read/format.ts";
import { parseYaml } from "../read/yaml.ts";
import type { Result } from "../result.ts";

/** Text of a target file in a certificate. */
export const renderTargetFile = (published: TargetDocument): string =>
  stringify(published, { lineWidth: 0, compat: "yaml-1.1", aliasDuplicateObjects: false });

/** What a target file says. Problems: those of YAML and of the format. */
export function parseTargetFile(text: string, formats: Formats): Result<TargetDocument> {
  const document = parseYaml({ file: "target.yaml", text });
  return document.ok ? formats.check("target", document.value) : document;
}

/** Whether a published target file says what the report says of the target. */
export function agreesWith(
  { apis, browser: named, claims: own = {} }: TargetDocument,
  { baseUrls, browser, claims }: Report["target"],
): boolean {
  // A file of ours may leave the library to us; one that names it claims what pages do with it.
  if (named !== undefined && browser === undefined) return false;
  const { profiles, sourceTypes, currencies, abilities } = own;
  const can = sourceTypes === undefined || Array.isArray(sourceTypes) ? undefined : sourceTypes;
  const { ownRecipes: _, ...claimed } = claims;
  const said = {
    ...(profiles && { profiles }),
    ...(sourceTypes && { sourceTypes: namesOf(sourceTypes) }),
    ...(can && { can }),
    ...(currencies && { currencies }),
    ...(abilities && { abilities }),
  };
  const places = Object.entries(apis).map(([api, { baseUrl }]) => [
    api,
    baseUrl.includes("${") ? baseUrls[api] : baseUrl.replace(/\/+$/, ""),
  ]);
  return (
    digest(said) === digest(claimed) && digest(Object.fromEntries(places)) === digest(baseUrls)
  );
}
