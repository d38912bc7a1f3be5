import type { PactMatcher, PactRule } from "../../specs/types/pact.format.d.ts";
import type { Json } from "../case/json.ts";
import { isTime } from "./examples.ts";

/** Rules by JSONPath, or why the body cannot be compared by Pact. */
export type BodyRules =
  | { readonly ok: true; readonly rules: Readonly<Record<string, PactRule>> }
  | { readonly ok: false; readonly reason: string };

/**
 * How a response body is compared: ids, texts and numbers by type, times by their form; what has no rule exactly.
 * There is never a rule on a list or on an object with members, since Pact hands it down to all that is within.
 *
 * @param exact Names of properties whose values the OpenAPI document enumerates.
 */
export function bodyRules(body: Json, exact: ReadonlySet<string>): BodyRules {
  const rules: Record<string, PactRule> = {};
  let reason: string | undefined;
  const walk = (data: Json, path: string, name: string): void => {
    if (Array.isArray(data)) {
      const items = data as readonly Json[];
      if (items.length > 1)
        reason ??= `Pact compares lists by place, and ${path} has several items`;
      for (const [index, item] of items.entries()) walk(item, `${path}[${index}]`, name);
      return;
    }
    if (data !== null && typeof data === "object" && Object.keys(data).length > 0) {
      for (const [key, value] of Object.entries(data)) walk(value, childPath(path, key), key);
      return;
    }
    const matcher = matcherFor(data, name, exact);
    if (matcher !== undefined) rules[path] = rule(matcher);
  };
  walk(body, "$", "");
  return reason === undefined ? { ok: true, rules } : { ok: false, reason };
}

export const rule = (...matchers: PactMatcher[]): PactRule => ({ combine: "AND", matchers });

/** The path of a member in the form that Pact reads. */
export const childPath = (path: string, key: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `${path}.${key}` : `${path}['${key}']`;

const timeForm = "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)$";

function matcherFor(data: Json, name: string, exact: ReadonlySet<string>): PactMatcher | undefined {
  if (typeof data === "string") {
    if (isTime(data)) return { match: "regex", regex: timeForm };
    return exact.has(name) ? undefined : { match: "type" };
  }
  if (typeof data === "number") return { match: "number" };
  // Whether a server is live is its own affair; other booleans follow from the state.
  if (typeof data === "boolean") return name === "liveMode" ? { match: "type" } : undefined;
  return data === null ? undefined : { match: "type" };
}
