import { DEFAULT_ENVIRONMENT, type FilterFunction, JSONPathEnvironment } from "json-p3";
import { RE2JS } from "re2js";

/** A regular expression that takes time in proportion to the text, whatever either says. */
export interface Pattern {
  readonly test: (text: string) => boolean;
  /** The expression itself; ajv tells patterns apart by it. */
  readonly toString: () => string;
}

/** The expression of a text; undefined where there is none: it knows no look-around and no back references. */
export function linearPattern(text: string): Pattern | undefined {
  try {
    const expression = RE2JS.compile(RE2JS.translateRegExp(text));
    return { test: (data) => expression.matcher(data).find(), toString: () => text };
  } catch {
    return undefined;
  }
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

/** JSONPath as RFC 9535 has it, with `match` and `search` by these expressions. */
export const jsonPaths = new JSONPathEnvironment();

for (const [name, whole] of [
  ["match", (pattern: string) => `^(?:${pattern})$`],
  ["search", (pattern: string) => pattern],
] as const) {
  const standard = DEFAULT_ENVIRONMENT.functionRegister.get(name);
  if (standard !== undefined) jsonPaths.functionRegister.set(name, linear(standard, whole));
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
