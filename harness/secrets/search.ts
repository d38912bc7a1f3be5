import { encodingsOf } from "./encodings.ts";
import { type Secret, shortestSecret } from "./redact.ts";

/** Finds secrets in texts. */
export interface Search {
  /** The names of those that the text holds, once each. */
  readonly namesIn: (text: string) => readonly string[];
  /** The longest way in which one of them may be written, in characters. */
  readonly longest: number;
}

/**
 * Looks for secrets more closely than masking does: in capitals or not, and also for what was escaped up to four times
 * more, or in a way of its own (`%2525`, `\\u002f`, `&amp;#47;`). Undefined when there are none to look for.
 */
export function createSearch(secrets: readonly Secret[]): Search | undefined {
  const names = new Map<string, string>();
  for (const { name, value } of secrets) {
    if (value.length < shortestSecret) continue;
    for (const form of encodingsOf(value)) {
      const key = form.toLowerCase();
      names.set(key, names.get(key) ?? name);
    }
  }
  if (names.size === 0) return undefined;
  return {
    namesIn: (text) => {
      const found = new Set<string>();
      for (const layer of layersOf(text)) {
        const lower = layer.toLowerCase();
        for (const [form, name] of names) if (lower.includes(form)) found.add(name);
      }
      return [...found];
    },
    longest: Math.max(...[...names.keys()].map((form) => form.length)) * longestEscape,
  };
}

/** `&amp;#x0002f;` and its like, of several layers. */
const longestEscape = 24;

/** Layers of escapes that are taken away, at most. */
const deepest = 4;

/** The text, and what is left of it without one layer of escapes after the other. */
function layersOf(text: string): readonly string[] {
  const layers = [text];
  for (let depth = 0; depth < deepest; depth += 1) {
    const last = layers.at(-1) ?? "";
    const next = unescaped(last);
    if (next === last) break;
    layers.push(next);
  }
  return layers;
}

const escaped =
  /%([0-9a-f]{2})|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|&#x0*([0-9a-f]{2,4});|&#0*(\d{2,4});|&(amp|lt|gt|quot|apos);|\\([/"'\\])/gi;

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

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
      entity?: string,
      sign?: string,
    ) => {
      if (sign !== undefined) return sign;
      if (entity !== undefined) return named[entity.toLowerCase()] ?? whole;
      const code =
        decimal === undefined ? parseInt(url ?? u ?? x ?? hex ?? "", 16) : Number(decimal);
      return code < 128 ? String.fromCharCode(code) : whole;
    },
  );
