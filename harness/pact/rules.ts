import type { PactMatcher, PactRule } from "../../specs/types/pact.format.d.ts";
import type { Json } from "../case/json.ts";
import { isTime, isVolatile } from "./examples.ts";

/** Rules by JSONPath. */
export type BodyRules = Readonly<Record<string, PactRule>>;

/** How one item of a list is compared; its rules begin at the item. */
export interface Variant {
  readonly index: number;
  readonly rules: BodyRules;
}

/** What of a body is compared by more than its type. */
export interface Exactness {
  /** Names of properties whose values the OpenAPI document enumerates. */
  readonly names: ReadonlySet<string>;
  /** Paths of values that a check demands, whatever the target. */
  readonly places: ReadonlySet<string>;
}

/**
 * How a response body is compared: ids, texts and numbers by type, times by their form; what has no rule exactly. Of several
 * items of a list each must be there, in any order. There is never another rule on a list or on an object with members, since
 * Pact hands it down to all that is within.
 *
 * @param ownName The name of the property whose value it is, and where it stands in the whole body.
 */
export function bodyRules(body: Json, exact: Exactness, ownName = "", at = "$"): BodyRules {
  const rules: Record<string, PactRule> = {};
  const walk = (data: Json, path: string, name: string): void => {
    if (Array.isArray(data)) {
      const items = data as readonly Json[];
      if (items.length > 1) rules[path] = itemRules(items, exact, name, within(at, path));
      else for (const item of items) walk(item, `${path}[0]`, name);
      return;
    }
    if (data !== null && typeof data === "object" && Object.keys(data).length > 0) {
      for (const [key, value] of Object.entries(data)) walk(value, childPath(path, key), key);
      return;
    }
    const isDemanded = exact.places.has(within(at, path));
    const matchers = isDemanded ? demandedAs(data) : matchersFor(data, name, exact.names);
    if (matchers.length > 0) rules[path] = rule(...matchers);
  };
  walk(body, "$", ownName);
  return rules;
}

/** The rule of a list of which each item must be there, in any order. */
export function itemRules(
  items: readonly Json[],
  exact: Exactness,
  name = "",
  at = "$",
): PactRule {
  const variants: Variant[] = items.map((item, index) => ({
    index,
    rules: bodyRules(item, exact, name, `${at}[${index}]`),
  }));
  return rule({ match: "arrayContains", variants });
}

/** The path in the whole body of a path in a part of it. */
const within = (at: string, path: string): string => at + path.slice("$".length);

/** The items of a list that may stand in any order; undefined for any other rule. */
export const variantsOf = ({ matchers: [matcher] }: PactRule): readonly Variant[] | undefined =>
  matcher?.match === "arrayContains" ? (matcher.variants as readonly Variant[]) : undefined;

export const rule = (...matchers: PactMatcher[]): PactRule => ({ combine: "AND", matchers });

/** The path of a member in the form that Pact reads. */
export const childPath = (path: string, key: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `${path}.${key}` : `${path}['${key}']`;

const timeForm = "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)$";

function matchersFor(
  data: Json,
  name: string,
  exact: ReadonlySet<string>,
): readonly PactMatcher[] {
  if (typeof data === "string") {
    if (isTime(data)) return [{ match: "regex", regex: timeForm }];
    return exact.has(name) ? [] : [{ match: "type" }];
  }
  if (typeof data === "number") return [{ match: "number" }];
  // Whether a server is live is its own affair; other booleans follow from the state.
  if (typeof data === "boolean") return name === "liveMode" ? [{ match: "type" }] : [];
  return data === null ? [] : [{ match: "type" }];
}

/** The value itself; of a number and of a time there are several ways to write it. */
function demandedAs(data: Json): readonly PactMatcher[] {
  if (typeof data === "string" && (isTime(data) || isVolatile(data))) return matchersFor(data, "", none);
  if (typeof data !== "number") return [];
  const digits = String(data);
  const regex = `^${digits.replace(".", "\\.")}${digits.includes(".") ? "0*" : "(\\.0+)?"}$`;
  return [{ match: "number" }, { match: "regex", regex }];
}

const none: ReadonlySet<string> = new Set();
