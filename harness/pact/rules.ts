import type { PactMatcher, PactRule } from "../../specs/types/pact.format.d.ts";
import type { Json } from "../case/json.ts";
import { isTime } from "./examples.ts";

/** Rules by JSONPath. */
export type BodyRules = Readonly<Record<string, PactRule>>;

/** How one item of a list is compared; its rules begin at the item. */
export interface Variant {
  readonly index: number;
  readonly rules: BodyRules;
}

/**
 * How a response body is compared: ids, texts and numbers by type, times by their form; what has no rule exactly. Of several
 * items of a list each must be there, in any order. There is never another rule on a list or on an object with members, since
 * Pact hands it down to all that is within.
 *
 * @param exact Names of properties whose values the OpenAPI document enumerates.
 */
export function bodyRules(body: Json, exact: ReadonlySet<string>, ownName = ""): BodyRules {
  const rules: Record<string, PactRule> = {};
  const walk = (data: Json, path: string, name: string): void => {
    if (Array.isArray(data)) {
      const items = data as readonly Json[];
      if (items.length > 1) rules[path] = itemRules(items, exact, name);
      else for (const item of items) walk(item, `${path}[0]`, name);
      return;
    }
    if (data !== null && typeof data === "object" && Object.keys(data).length > 0) {
      for (const [key, value] of Object.entries(data)) walk(value, childPath(path, key), key);
      return;
    }
    const matcher = matcherFor(data, name, exact);
    if (matcher !== undefined) rules[path] = rule(matcher);
  };
  walk(body, "$", ownName);
  return rules;
}

/** The rule of a list of which each item must be there, in any order. */
export function itemRules(items: readonly Json[], exact: ReadonlySet<string>, name = ""): PactRule {
  const variants: Variant[] = items.map((item, index) => ({
    index,
    rules: bodyRules(item, exact, name),
  }));
  return rule({ match: "arrayContains", variants });
}

/** The items of a list that may stand in any order; undefined for any other rule. */
export const variantsOf = ({ matchers: [matcher] }: PactRule): readonly Variant[] | undefined =>
  matcher?.match === "arrayContains" ? (matcher.variants as readonly Variant[]) : undefined;

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
