import type { Json, JsonObject, Values } from "../case/json.ts";
import { isVolatile } from "./examples.ts";
import { type BodyRules, bodyRules, itemRules, rule } from "./rules.ts";

/** The answer of a list, `{ data: [...], hasMore }`. */
interface ListBody extends JsonObject {
  readonly data: readonly Json[];
}

export const isListBody = (body: Json): body is ListBody =>
  body !== null && typeof body === "object" && "data" in body && Array.isArray(body.data);

/**
 * A list that holds what others made, too: of its items those that speak of the case, told by the values that it knows. Undefined
 * where none does. Whether there are more is others' affair.
 */
export function ownPart(body: ListBody, values: Values): ListBody | undefined {
  const known = Object.values(values).flatMap((value) =>
    typeof value === "string" && isVolatile(value) ? [value] : [],
  );
  const data = body.data.filter((item) => {
    const text = JSON.stringify(item);
    return known.some((value) => text.includes(value));
  });
  if (data.length === 0) return undefined;
  const others = Object.entries(body).map(([name, value]) => [
    name,
    typeof value === "boolean" ? false : value,
  ]);
  return { ...(Object.fromEntries(others) as JsonObject), data };
}

/** The own items must be there, in any order and among others, so that what says how many there are is compared by type. */
export function sharedRules({ data, ...others }: ListBody, exact: ReadonlySet<string>): BodyRules {
  const byType = Object.keys(others).map((name) => [`$.${name}`, rule({ match: "type" })] as const);
  return {
    ...bodyRules(others, exact),
    ...Object.fromEntries(byType),
    "$.data": itemRules(data, exact),
  };
}
