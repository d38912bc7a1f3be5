import { encodingsOf } from "./encodings.ts";
import { anyOf, type Secret, shortestSecret } from "./redact.ts";

/** Finds secrets in texts. */
export interface Search {
  /** The names of those that the text holds, once each. */
  readonly namesIn: (text: string) => readonly string[];
  /** The longest way in which one of them may be written, in characters. */
  readonly longest: number;
}

/**
 * Looks for secrets more closely than masking does: also for what was escaped once more, or in a way of its own
 * (`%2525`, `\u002f`, `&#47;`). Undefined when there are none to look for.
 */
export function createSearch(secrets: readonly Secret[]): Search | undefined {
  const names = new Map<string, string>();
  for (const { name, value } of secrets) {
    if (value.length < shortestSecret) continue;
    for (const form of encodingsOf(value)) names.set(form, names.get(form) ?? name);
  }
  if (names.size === 0) return undefined;
  const any = anyOf([...names.keys()]);
  const found = (text: string) => [...text.matchAll(any)].map(([form]) => names.get(form) ?? "");
  return {
    namesIn: (text) => {
      const once = unescaped(text);
      const twice = once === text ? text : unescaped(once);
      const texts = new Set([text, once, twice]);
      return [...new Set([...texts].flatMap(found))];
    },
    longest: Math.max(...[...names.keys()].map((form) => form.length)) * longestEscape,
  };
}

/** `&#x0002f;` and its like. */
const longestEscape = 9;

const escaped =
  /%([0-9a-f]{2})|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|&#x0*([0-9a-f]{2,4});|&#0*(\d{2,4});|\\([/"'\\])/gi;

/** The text with one layer of escapes taken away, as far as they mean ASCII. */
const unescaped = (text: string): string =>
  text.replaceAll(
    escaped,
    (
      whole,
      url?: string,
      u?: string,
      x?: string,
      hex?: string,
      decimal?: string,
      sign?: string,
    ) => {
      if (sign !== undefined) return sign;
      const code =
        decimal === undefined ? parseInt(url ?? u ?? x ?? hex ?? "", 16) : Number(decimal);
      return code < 128 ? String.fromCharCode(code) : whole;
    },
  );
