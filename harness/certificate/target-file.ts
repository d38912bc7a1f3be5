import { stringify } from "yaml";
import type { TargetDocument } from "../../specs/types/target.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import { namesOf } from "../implementation/check-claims.ts";
import { digest } from "../read/digest.ts";
import type { Formats } from "../read/format.ts";
import { parseYaml } from "../read/yaml.ts";
import type { Redact } from "../secrets/redact.ts";
import { ok, type Result } from "../result.ts";

/** Stands for a value that the file holds itself and a certificate does not publish. */
const masked = "***";

/** What a report says of the target by name: the bundled files leave it open. */
type Named = Pick<Report["target"], "name" | "implementation">;

/**
 * The file that bound a target, written anew from what it says: without comments, its keys as `${NAME}` only, values of
 * headers that stand in it masked unless they are harmless. Of a file that was written so, the same text again.
 *
 * Problems: those of YAML and of the format.
 */
export function renderTargetFile(
  text: string,
  { name, implementation }: Named,
  redact: Redact,
  formats: Formats,
): Result<string> {
  const document = parseYaml({ file: "target.yaml", text });
  if (!document.ok) return document;
  const checked = formats.check("target", document.value);
  if (!checked.ok) return checked;
  const { name: _name, implementation: _implementation, apis, ...rest } = checked.value;
  const shown = {
    name,
    ...(implementation && { implementation }),
    apis: Object.fromEntries(
      Object.entries(apis).map(([api, facts]) => [api, withoutKeys(api, facts)]),
    ),
    ...rest,
  };
  const safe = withTexts(withoutHeaders(shown), redact);
  return ok(stringify(safe, { lineWidth: 0, compat: "yaml-1.1", aliasDuplicateObjects: false }));
}

/** Whether the file that bound a target, as a certificate has it, says what the report says of the target. */
export function agreesWith(
  text: string,
  { baseUrls, browser, claims }: Report["target"],
  formats: Formats,
) {
  const document = parseYaml({ file: "target.yaml", text });
  const checked = document.ok ? formats.check("target", document.value) : document;
  if (!checked.ok) return false;
  const { apis, claims: own = {} } = checked.value;
  // A file of ours may leave the library to us; one that names it claims what pages do with it.
  if (checked.value.browser !== undefined && browser === undefined) return false;
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

function withoutKeys(api: string, facts: NonNullable<TargetDocument["apis"]["commerce"]>) {
  const keys = Object.entries(facts.keys ?? {}).map(([kind, key]) => [
    kind,
    isVariables(key) ? key : `\${${`${api}_${kind}_key`.replaceAll("-", "_").toUpperCase()}}`,
  ]);
  return facts.keys === undefined ? facts : { ...facts, keys: Object.fromEntries(keys) as object };
}

/** Masks what stands under `headers`, at any depth: of an API, of a step, of an alternative. */
function withoutHeaders(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutHeaders);
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      key === "headers" ? harmlessOf(value) : withoutHeaders(value),
    ]),
  );
}

const harmlessOf = (headers: unknown): unknown =>
  headers === null || typeof headers !== "object" || Array.isArray(headers)
    ? headers
    : Object.fromEntries(
        Object.entries(headers).map(([name, value]: [string, unknown]) => [
          name,
          harmlessNames.test(name) || harmlessValues.test(String(value)) || isVariables(value)
            ? value
            : masked,
        ]),
      );

/** Headers that say how to speak, and none that says who speaks. */
const harmlessNames =
  /^(accept(-[a-z]+)?|content-type|user-agent|digitalriver-version|idempotency-key)$/i;

/** A date, a version, a switch: too short for a secret. */
const harmlessValues = /^(\d{4}-\d\d-\d\d|v?\d{1,3}(\.\d{1,3}){0,2}|true|false)$/;

/** Nothing but `${NAME}` and what a recipe is given, behind the word of a scheme. */
const isVariables = (value: unknown): boolean =>
  typeof value === "string" && /^((Bearer|Basic) )?(\$?\{[\w.-]+\})+$/.test(value);

function withTexts(data: unknown, change: Redact): unknown {
  if (typeof data === "string") return change(data);
  if (Array.isArray(data)) return data.map((item) => withTexts(item, change));
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [change(key), withTexts(value, change)]),
  );
}
