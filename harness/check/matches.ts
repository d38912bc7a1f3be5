import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { compileText, renderText } from "../case/template.ts";
import { type Json, toJsonText, type Values } from "../case/json.ts";
import { linearPattern, type Pattern } from "../case/pattern.ts";
import type { MatcherSchema } from "../case/types.ts";
import { digitsOf } from "./ambiguity.ts";
import { addKeywords } from "./keywords.ts";
import type { Difference } from "./types.ts";
import { show } from "../text/show.ts";

/** Patterns were compiled when their case was. */
const linearEngine = Object.assign(
  (pattern: string): Pattern =>
    linearPattern(pattern) ?? { test: () => false, toString: () => pattern },
  { code: "linearEngine" },
);

const ajv = addKeywords(
  new Ajv2020({
    allErrors: true,
    passContext: true,
    strict: false,
    verbose: true,
    // The schemas are ours and many: what only helps their authors costs half of compiling them.
    addUsedSchema: false,
    // An own one: what every object inherits is no field of an answer.
    ownProperties: true,
    code: { optimize: false, regExp: linearEngine },
    messages: false,
    validateSchema: false,
  }),
);
const bySchema = new WeakMap<MatcherSchema, ValidateFunction>();
const byText = new Map<string, ValidateFunction>();

/**
 * In what the data differs from a lowered matcher, judged by ajv.
 *
 * @param at Where the data stands: `body`, `headers.location`.
 */
export function differences(
  schema: MatcherSchema,
  data: Json,
  values: Values,
  at: string,
): readonly Difference[] {
  const validate = validator(schema);
  if (validate.call(values, data)) return [];
  const errors = validate.errors ?? [];
  const outermost = errors.filter(isOutermost);
  // A field may be called contains, too: what differs must never be told as nothing.
  const told = outermost.length > 0 ? outermost : errors;
  const found = told.map((error) => tell(error, data, values, at));
  return [...new Map(found.map((one) => [`${one.at} ${one.expected}`, one])).values()];
}

/** A schema is compiled once, and so are the equal ones of a case's combinations. */
function validator(schema: MatcherSchema): ValidateFunction {
  const known = bySchema.get(schema);
  if (known !== undefined) return known;
  const text = JSON.stringify(schema);
  const validate = byText.get(text) ?? ajv.compile(schema);
  byText.set(text, validate);
  bySchema.set(schema, validate);
  return validate;
}

/** Errors inside contains, not and anyOf only say why one candidate was not it. */
const isOutermost = (error: ErrorObject): boolean =>
  !error.schemaPath
    .split("/")
    .slice(0, -1)
    .some((part) => part === "contains" || part === "not" || part === "anyOf");

function tell(error: ErrorObject, data: Json, values: Values, root: string): Difference {
  const path = error.instancePath.split("/").slice(1).map(unescape);
  if (error.keyword === "required") {
    const name = String(error.params["missingProperty"]);
    const field: unknown = error.parentSchema?.["properties"]?.[name];
    return {
      at: [root, ...path, name].join("."),
      expected: says(field, values),
      actual: "nothing",
    };
  }
  return {
    at: [root, ...path].join("."),
    expected: says(error.parentSchema, values),
    actual: digitsAt(path, data) ?? showData(error.data),
  };
}

/** The digits of a number that no double holds, as the body has them. */
export function digitsAt(path: readonly string[], data: Json): string | undefined {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>(
      (at, name) =>
        at !== null && typeof at === "object" && Object.hasOwn(at, name)
          ? (Reflect.get(at, name) as unknown)
          : undefined,
      data,
    );
  return digitsOf(parent, path.at(-1) ?? "");
}

const unescape = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");

/** What a schema expects, in words, with the values that are known. */
function says(schema: unknown, values: Values): string {
  const comment: unknown =
    schema !== null && typeof schema === "object" && "$comment" in schema
      ? schema.$comment
      : undefined;
  if (typeof comment !== "string") return "another value";
  // A reference alone is the value itself: 19.9, where "19.9" would be another.
  const typed = comment.replaceAll(/"\{([\w.-]+)\}"/g, (whole, name: string) =>
    values[name] === undefined ? whole : toJsonText(values[name]),
  );
  const known = compileText(typed).map((part) =>
    typeof part === "object" && values[part.ref] === undefined ? `{${part.ref}}` : part,
  );
  const text = renderText(known, values);
  return text.ok ? text.value : typed;
}

/** Data as one line of JSON, cut where it is long. */
export const showData = (data: unknown): string => show(data, 400);
