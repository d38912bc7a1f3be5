import type { Json, JsonObject, Values } from "../case/json.ts";
import { type Money, moneyRefs } from "../case/money.ts";
import { type Template, templateRefs } from "../case/template.ts";
import type { Check, MatcherSchema } from "../case/types.ts";
import { differences } from "../check/matches.ts";
import { select } from "../check/select.ts";
import { childPath } from "./rules.ts";

/** With what checks are read. */
interface Known {
  readonly values: Values;
  /** Names of values that are the case's own, and not the target's. */
  readonly own: ReadonlySet<string>;
}

/**
 * The places of a body where checks demand a value that does not depend on the target, as paths of Pact. Only what a must demands,
 * and of what is told by conditions only what is plain: fields, items, and amounts that stand in one place.
 */
export function literalPlaces(
  checks: readonly Check[],
  body: Json,
  known: Known,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { level, holds, expect } of checks) {
    if (level !== "must" || holds !== undefined) continue;
    if (expect.body?.kind === "like") walk(expect.body.schema, body, "$", known, found);
    for (const { path, money } of expect.amounts) {
      if (!isOwn(moneyRefs(money), known)) continue;
      const place = onlyPlace(body, (data) => select(path, data, known.values));
      if (place !== undefined) found.add(place);
    }
  }
  return found;
}

const isOwn = (refs: readonly string[], { own }: Known): boolean =>
  refs.every((name) => own.has(name));

function walk(
  schema: MatcherSchema,
  data: Json | undefined,
  at: string,
  known: Known,
  found: Set<string>,
): void {
  if (data === undefined) return;
  if (isLiteral(schema, known)) found.add(at);
  const below = (part: Json | undefined, value: Json | undefined, place: string) => {
    if (isRecord(part)) walk(part, value, place, known, found);
  };
  for (const part of listOf(schema["allOf"])) below(part, data, at);
  if (isRecord(data)) {
    for (const [name, part] of Object.entries(schema["properties"] ?? {})) {
      below(part, Object.hasOwn(data, name) ? data[name] : undefined, childPath(at, name));
    }
  }
  for (const [index, item] of listOf(data).entries()) {
    const place = `${at}[${index}]`;
    below(schema["items"], item, place);
    below(listOf(schema["prefixItems"])[index], item, place);
  }
  const { contains } = schema;
  if (!isRecord(contains)) return;
  const index = listOf(data).findIndex(
    (item) => differences(contains, item, known.values, "").length === 0,
  );
  if (index !== -1) walk(contains, listOf(data)[index], `${at}[${index}]`, known, found);
}

/** Whether it demands one value, and not one of the target's. */
function isLiteral(schema: MatcherSchema, known: Known): boolean {
  if ("const" in schema) return true;
  const { "x-equals": template, "x-money": money } = schema as Readonly<Record<string, unknown>>;
  if (template !== undefined) return isOwn(templateRefs(template as Template), known);
  return money !== undefined && isOwn(moneyRefs(money as Money), known);
}

/** Where the only number stands that is selected: changed there, another is selected. */
function onlyPlace(
  body: Json,
  selected: (data: Json) => ReturnType<typeof select>,
): string | undefined {
  const found = selected(body);
  const [value, ...others] = found.ok ? found.value : [];
  if (typeof value !== "number" || others.length > 0) return undefined;
  return placesOf(value, body, "$").find(({ changed }) => {
    const after = selected(changed);
    return after.ok && after.value[0] !== value;
  })?.at;
}

interface Changed {
  readonly at: string;
  /** The data with another number there. */
  readonly changed: Json;
}

function placesOf(value: number, data: Json, at: string): readonly Changed[] {
  if (data === value) return [{ at, changed: value + 1 }];
  if (isRecord(data)) {
    return Object.entries(data).flatMap(([name, member]) =>
      placesOf(value, member, childPath(at, name)).map((one) => ({
        at: one.at,
        changed: { ...data, [name]: one.changed },
      })),
    );
  }
  return listOf(data).flatMap((item, index) =>
    placesOf(value, item, `${at}[${index}]`).map((one) => ({
      at: one.at,
      changed: listOf(data).with(index, one.changed),
    })),
  );
}

const listOf = (data: Json | undefined): readonly Json[] =>
  Array.isArray(data) ? (data as readonly Json[]) : [];

const isRecord = (data: Json | undefined): data is JsonObject =>
  data !== null && typeof data === "object" && !Array.isArray(data);
