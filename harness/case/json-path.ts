import {
  DEFAULT_ENVIRONMENT,
  type FilterFunction,
  jsonpath,
  JSONPathEnvironment,
  type JSONPathQuery,
} from "json-p3";
import { deepestJson } from "../read/json.ts";
import { linearPattern, type Pattern } from "./pattern.ts";

/**
 * JSONPath as RFC 9535 has it, as far as it comes to an end on any answer: a step of a path comes to each value once, and
 * behind a second `..` once for each value around it, of which there are few. Throws for any other, and for what is no
 * JSONPath, with the reason.
 */
export function compileJsonPath(text: string): JSONPathQuery {
  const query = environment.compile(text);
  const parts = [...partsOf(query)];
  if (parts.filter(isDescent).length > mostDescents) {
    throw new Error(`it has more than ${mostDescents} "..", and might never come to an end`);
  }
  if (parts.some(isWalkFromRoot)) {
    throw new Error("it walks through the whole answer for each value that it filters");
  }
  if (parts.some(mayRepeat)) {
    throw new Error("brackets with several selectors hold different names, or indices from 0");
  }
  return query;
}

const mostDescents = 2;

/** Its segments, their selectors, and what these hold: filters with further paths. */
function* partsOf(part: object): Generator<object> {
  yield part;
  for (const [name, inner] of Object.entries(part) as [string, unknown][]) {
    if (name === "environment" || name === "token") continue;
    if (typeof inner === "object" && inner !== null) yield* partsOf(inner);
  }
}

const isDescent = (part: object): boolean =>
  part instanceof jsonpath.JSONPathSegment && part.toString().startsWith("..");

const isWalkFromRoot = (part: object): boolean =>
  part instanceof jsonpath.expressions.RootQuery && !part.path.singularQuery();

/** Whether one value may be selected more than once. */
const mayRepeat = (part: object): boolean =>
  part instanceof jsonpath.JSONPathSegment &&
  part.selectors.length > 1 &&
  !(part.selectors.every(isNameOrIndex) && areDifferent(part.selectors.map(String)));

const isNameOrIndex = (selector: jsonpath.JSONPathSelector): boolean =>
  selector instanceof jsonpath.selectors.NameSelector ||
  (selector instanceof jsonpath.selectors.IndexSelector && selector.index >= 0);

const areDifferent = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

const environment = new JSONPathEnvironment({ maxRecursionDepth: deepestJson + 2 });

for (const [name, whole] of [
  ["match", (pattern: string) => `^(?:${pattern})$`],
  ["search", (pattern: string) => pattern],
] as const) {
  const standard = DEFAULT_ENVIRONMENT.functionRegister.get(name);
  if (standard !== undefined) environment.functionRegister.set(name, linear(standard, whole));
}

function linear(
  { argTypes, returnType }: FilterFunction,
  whole: (pattern: string) => string,
): FilterFunction {
  const call = (text: unknown, pattern: unknown) =>
    typeof text === "string" &&
    typeof pattern === "string" &&
    patternOf(whole(pattern))?.test(text) === true;
  return { argTypes, returnType, call };
}

const known = new Map<string, Pattern | undefined>();
const mostKnown = 1000;

function patternOf(text: string): Pattern | undefined {
  if (!known.has(text)) {
    if (known.size >= mostKnown) known.clear();
    known.set(text, linearPattern(text));
  }
  return known.get(text);
}
