import { groupBy } from "../group.ts";
import type { Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import { parseMoney } from "./money.ts";
import { linearPattern } from "./pattern.ts";
import { compileTemplate } from "./template.ts";
import type { JsonObject } from "./json.ts";
import type { MatcherSchema } from "./types.ts";

/** A matcher lowered to JSON Schema; `mayLack`: the field that it is on may be absent. */
export interface Lowered {
  readonly schema: MatcherSchema;
  readonly mayLack: boolean;
}

/** Where problems of the matcher go, and where it stands. */
export interface MatcherContext {
  readonly document: YamlDocument;
  readonly report: (problem: Problem) => void;
}

type Operator = (operand: unknown, path: DataPath, context: MatcherContext) => Lowered;

/**
 * Lowers one matcher to JSON Schema 2020-12 with the keywords x-equals, x-money and x-includes.
 *
 * A scalar or list must be equal; an object is either fields (dotted paths, further ones are free)
 * or operators: contains, none, every, length, in, matches, includes, is, money, not.
 */
export function lowerMatcher(matcher: unknown, path: DataPath, context: MatcherContext): Lowered {
  if (Array.isArray(matcher)) return lowerList(matcher, path, context);
  if (matcher !== null && typeof matcher === "object") return lowerObject(matcher, path, context);
  return { schema: equality(matcher, path, context), mayLack: false };
}

const operators: Readonly<Record<string, Operator>> = {
  contains: (operand, path, context) => {
    const all = Array.isArray(operand) ? operand : [operand];
    if (all.length === 0) return wrong("contains takes a matcher, or several", path, context);
    const items = all.map((item) => lowerMatcher(item, path, context).schema);
    const allOf = items.map((item) => ({ contains: item, $comment: `an item like ${says(item)}` }));
    return must({ type: "array", allOf, $comment: `a list with ${items.map(says).join(" and ")}` });
  },
  none: (operand, path, context) => {
    const item = lowerMatcher(operand, path, context).schema;
    const comment = `no item like ${says(item)}`;
    return may({ type: "array", not: { contains: item }, $comment: comment });
  },
  every: (operand, path, context) => {
    const items = lowerMatcher(operand, path, context).schema;
    return must({ type: "array", items, $comment: `a list of items like ${says(items)}` });
  },
  length: (operand, path, context) => {
    if (!Number.isInteger(operand) || Number(operand) < 0)
      return wrong("length takes a number of items", path, context);
    const comment = `a list of ${String(operand)}`;
    const size = Number(operand);
    const schema = { type: "array", minItems: size, maxItems: size, $comment: comment };
    return operand === 0 ? may(schema) : must(schema);
  },
  in: (operand, path, context) => {
    if (!Array.isArray(operand) || operand.length === 0)
      return wrong("in takes a list of values", path, context);
    const anyOf = operand.map((item) => lowerMatcher(item, path, context).schema);
    return must({ anyOf, $comment: `one of ${anyOf.map(says).join(", ")}` });
  },
  matches: (operand, path, context) => {
    if (!isPattern(operand))
      return wrong(
        "matches takes a regular expression, without look-around and back references",
        path,
        context,
        "REGEX",
      );
    return must({ type: "string", pattern: operand, $comment: `text that matches ${operand}` });
  },
  includes: (operand, path, context) => {
    const text = compileTemplate(operand, () => {});
    if (text.kind === "record" || text.kind === "list")
      return wrong("includes takes text", path, context);
    return must({ "x-includes": text, $comment: `text with ${JSON.stringify(operand)} in it` });
  },
  is: (operand, path, context) => lowerKind(operand, path, context),
  money: (operand, path, context) => {
    const money = parseMoney(String(operand));
    if (typeof money === "string") {
      return wrong(
        `the amount "${String(operand)}" cannot be computed: ${money}`,
        path,
        context,
        "MONEY",
      );
    }
    return must({ "x-money": money, $comment: `the amount ${String(operand)}` });
  },
  not: (operand, path, context) => {
    const schema = lowerMatcher(operand, path, context).schema;
    return must({ not: schema, $comment: `anything but ${says(schema)}` });
  },
};

export const operatorNames: readonly string[] = Object.keys(operators);

/** As money expressions read a text. */
const decimalText = "^-?[0-9]+([.][0-9]+)?$";

const kinds: Readonly<Record<string, Lowered>> = {
  ...Object.fromEntries(
    ["string", "number", "integer", "boolean", "object", "array", "null"].map((type) => [
      type,
      must({ type, $comment: `a value of type ${type}` }),
    ]),
  ),
  amount: must({
    anyOf: [{ type: "number" }, { type: "string", pattern: decimalText }],
    $comment: "an amount, as a number or as decimal text",
  }),
  present: must({ $comment: "any value" }),
  absent: may({ not: {}, $comment: "nothing: the field is absent" }),
};

function lowerKind(operand: unknown, path: DataPath, context: MatcherContext): Lowered {
  const name = String(operand);
  if (Object.hasOwn(kinds, name) && kinds[name] !== undefined) return kinds[name];
  context.report({
    code: "MATCHER",
    at: context.document.placeOf(path),
    message: `"is: ${String(operand)}" is not known`,
    ...hinted(String(operand), Object.keys(kinds)),
  });
  return must({});
}

function lowerList(items: readonly unknown[], path: DataPath, context: MatcherContext): Lowered {
  const prefixItems = items.map(
    (item, index) => lowerMatcher(item, [...path, index], context).schema,
  );
  const size = { type: "array", minItems: items.length, maxItems: items.length };
  const comment = `exactly the list [${prefixItems.map(says).join(", ")}]`;
  return must({ ...size, ...(items.length > 0 && { prefixItems }), $comment: comment });
}

function lowerObject(matcher: object, path: DataPath, context: MatcherContext): Lowered {
  const entries = Object.entries(matcher);
  const used = entries.filter(([key]) => Object.hasOwn(operators, key));
  if (used.length === 0) return must(lowerFields(entries, path, context));
  if (used.length < entries.length) return mixed(entries, path, context);
  const lowered = used.map(([key, operand]) => operators[key]?.(operand, [...path, key], context));
  const parts = lowered.filter((part) => part !== undefined);
  const mayLack = parts.every((part) => part.mayLack);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const allOf = parts.map((part) => part.schema);
  return { schema: { allOf, $comment: allOf.map(says).join(" and ") }, mayLack };
}

/** Fields by dotted path: `payment.sources`. Each must be there, unless its matcher allows absence. */
function lowerFields(
  entries: readonly (readonly [string, unknown])[],
  path: DataPath,
  context: MatcherContext,
): MatcherSchema {
  const nameless = entries.find(([key]) => key.split(".").includes("__proto__"));
  if (nameless !== undefined) {
    const at = context.document.placeOfKey([...path, nameless[0]]);
    context.report({ code: "MATCHER", at, message: "no check can be on a field __proto__" });
  }
  const fields = entries.map(([key, value]): Field => {
    const lowered = lowerMatcher(value, [...path, key], context);
    return { key, names: key.split("."), lowered };
  });
  const told = fields.map(({ key, lowered }) => `${key}: ${says(lowered.schema)}`);
  const comment = fields.length === 0 ? "an object" : `{ ${told.join(", ")} }`;
  return { ...objectOf(fields), $comment: comment };
}

interface Field {
  readonly key: string;
  readonly names: readonly string[];
  readonly lowered: Lowered;
}

/** One object schema for all fields; paths that begin alike share the objects on their way. */
function objectOf(fields: readonly Field[]): MatcherSchema {
  const members = [...groupBy(fields, ({ names }) => names[0] ?? "")];
  const properties = members.map(([name, group]) => [name, memberOf(group)] as const);
  const required = members
    .filter(([, group]) => group.some(({ lowered }) => !lowered.mayLack))
    .map(([name]) => name);
  return {
    type: "object",
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(required.length > 0 && { required }),
  };
}

function memberOf(group: readonly Field[]): MatcherSchema {
  const here = group.filter(({ names }) => names.length === 1).map(({ lowered }) => lowered.schema);
  const below = group
    .filter(({ names }) => names.length > 1)
    .map((field) => ({ ...field, names: field.names.slice(1) }));
  const told = below.map(({ names, lowered }) => `${names.join(".")}: ${says(lowered.schema)}`);
  const nested = { ...objectOf(below), $comment: `{ ${told.join(", ")} }` };
  const all = below.length === 0 ? here : [...here, nested];
  const [only] = all;
  return all.length === 1 && only !== undefined
    ? only
    : { allOf: all, $comment: all.map(says).join(" and ") };
}

function equality(matcher: unknown, path: DataPath, context: MatcherContext): MatcherSchema {
  const template = compileTemplate(matcher, (message) => {
    context.report({ code: "MONEY", at: context.document.placeOf(path), message });
  });
  const comment = JSON.stringify(matcher) ?? "nothing";
  return template.kind === "literal"
    ? { const: template.value, $comment: comment }
    : { "x-equals": template, $comment: comment };
}

function mixed(
  entries: readonly (readonly [string, unknown])[],
  path: DataPath,
  context: MatcherContext,
): Lowered {
  const field = entries.find(([key]) => !Object.hasOwn(operators, key))?.[0] ?? "";
  context.report({
    code: "MATCHER",
    at: context.document.placeOfKey([...path, field]),
    message: `"${field}" stands beside an operator; an object is either fields or operators`,
    ...hinted(field, Object.keys(operators)),
  });
  return must({});
}

function wrong(
  message: string,
  path: DataPath,
  context: MatcherContext,
  code: "MATCHER" | "REGEX" | "MONEY" = "MATCHER",
): Lowered {
  context.report({ code, at: context.document.placeOf(path), message });
  return must({});
}

const isPattern = (operand: unknown): operand is string =>
  typeof operand === "string" && linearPattern(operand) !== undefined;

function must(schema: JsonObject): Lowered {
  return { schema, mayLack: false };
}

function may(schema: JsonObject): Lowered {
  return { schema, mayLack: true };
}

function says({ $comment }: MatcherSchema): string {
  return typeof $comment === "string" ? $comment : "anything";
}
