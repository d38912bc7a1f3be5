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
