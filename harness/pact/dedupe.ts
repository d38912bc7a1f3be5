import type { PactInteraction } from "../../specs/types/pact.format.d.ts";
import type { Json } from "../case/json.ts";
import { groupBy } from "../group.ts";
import { isCaseState } from "./case-state.ts";
import { type BodyRules, childPath, variantsOf } from "./rules.ts";

/** Interactions of which each says something that no other says, and for every left-out one which stands for it. */
export interface Distinct<T> {
  readonly kept: readonly T[];
  readonly alike: readonly { readonly left: T; readonly by: T }[];
}

/**
 * Keeps one of those that tell a consumer the same: the same call with the same kind of key, answered with the same
 * status and the same demands on the body, those of checks among them. One that fixtures alone lead to is kept before one that a case leads to, then the
 * shortest, then the first; the order stays.
 */
export function keepDistinct<T extends Item>(items: readonly T[]): Distinct<T> {
  const groups = groupBy(items, ({ interaction }) => tellingOf(interaction));
  const alike = [...groups.values()].flatMap((group) => {
    const by = group.reduce((best, one) => (isPlainer(one, best) ? one : best));
    return group.filter((one) => one !== by).map((left) => ({ left, by }));
  });
  const left = new Set(alike.map((pair) => pair.left));
  return { kept: items.filter((item) => !left.has(item)), alike };
}

interface Item {
  readonly interaction: PactInteraction;
}

function isPlainer(one: Item, other: Item): boolean {
  if (isPlayed(one) !== isPlayed(other)) return isPlayed(other);
  return lengthOf(one) < lengthOf(other);
}

const isPlayed = ({ interaction: { providerStates = [] } }: Item): boolean =>
  providerStates.some(({ name }) => isCaseState(name));

const lengthOf = ({ interaction }: Item): number => JSON.stringify(interaction).length;

function tellingOf({ request, response, comments }: PactInteraction): string {
  const path = request.generators?.path?.expression ?? request.path;
  return JSON.stringify([
    request.method,
    path.replaceAll(/\$\{\w+\}|[0-9a-f-]{24,}/g, "{}"),
    comments?.["as"],
    comments?.["checks"],
    response.status,
    demands(response.body?.content as Json, response.matchingRules?.body ?? {}),
  ]);
}

/** What a body is compared with: its rules, and where there is none its values. */
function demands(data: Json | undefined, rules: BodyRules, path = "$"): unknown {
  const rule = rules[path];
  const variants = rule && variantsOf(rule);
  if (variants !== undefined && Array.isArray(data)) {
    const items = data as readonly Json[];
    return variants.map((one) => demands(items[one.index], one.rules));
  }
  if (rule !== undefined) return rule;
  if (Array.isArray(data)) {
    return data.map((item: Json, index) => demands(item, rules, `${path}[${index}]`));
  }
  if (data === null || typeof data !== "object") return data;
  return Object.entries(data).map(([key, value]) => [
    key,
    demands(value, rules, childPath(path, key)),
  ]);
}
