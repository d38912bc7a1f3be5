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
 * Looks for secrets more closely than masking does: in capitals or not; for what was escaped up to four times more, or in a
 * way of its own (`%2525`, `\\u002f`, `&amp;#47;`); and by letters and digits alone, whatever stands between them, for what was
 * also turned round or written in hexadecimal. Undefined when there are none to look for.
 */
export function createSearch(secrets: readonly Secret[]): Search | undefined {
  const written = new Map<string, string>();
  const bare = new Map<string, string>();
  for (const { name, value, guessed = false } of secrets) {
    if (guessed || value.length < shortestSecret) continue;
    for (const form of encodingsOf(value)) put(written, form.toLowerCase(), name);
    for (const form of barelyOf(value)) {
      const signs = bareOf(form);
      if (signs.length >= shortestBare) put(bare, signs, name);
    }
  }
  if (written.size === 0) return undefined;
  const forms = [...written.keys(), ...bare.keys()];
  return {
    namesIn: (text) => {
      const found = new Set<string>();
      const layers = layersOf(text);
      for (const layer of layers) {
        for (const name of namesOf(written, layer.toLowerCase())) found.add(name);
      }
      for (const layer of new Set([text, layers.at(-1) ?? text])) {
        for (const name of namesOf(bare, bareOf(layer))) found.add(name);
      }
      return [...found];
    },
    longest: Math.max(...forms.map((form) => form.length)) * longestEscape,
  };
}

const put = (names: Map<string, string>, form: string, name: string): void =>
  void names.set(form, names.get(form) ?? name);

const namesOf = (names: ReadonlyMap<string, string>, text: string): readonly string[] =>
  [...names].flatMap(([form, name]) => (text.includes(form) ? [name] : []));

/** Fewer letters and digits in a row may stand anywhere. */
const shortestBare = 12;

/** What is looked for by its letters and digits alone. */
function barelyOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  return [
    value,
    Array.from(value).toReversed().join(""),
    bytes.toString("hex"),
    bytes.toString("base64"),
    Buffer.from(bytes.toString("base64")).toString("base64"),
  ];
}

/** Letters and digits in small letters; those of full width are letters, too. */
const bareOf = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "");

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
  /%[0-9a-f]{2}|%u[0-9a-f]{4}|\\u[0-9a-f]{4}|\\u\{0*[0-9a-f]{1,4}\}|\\x[0-9a-f]{2}|=[0-9a-f]{2}|\\[0-7]{3}|&#x0*[0-9a-f]{2,4};?|&#0*\d{2,4};?|&(?:amp|lt|gt|quot|apos);|\\[/'\\]|\\[nrt]/gi;

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/**
 * The text with one layer of escapes taken away; of bytes, as far as they mean ASCII. Quotes first: of the escapes of a
 * journal nearly all are theirs, and no pattern is as fast as one text in place of another.
 */
const unescaped = (text: string): string =>
  text.replaceAll(String.raw`\"`, '"').replaceAll(escaped, meaningOf);

/** Some escapes stand a million times in an answer, so what they mean is found once. */
const meanings = new Map<string, string>();

function meaningOf(escape: string): string {
  const known = meanings.get(escape);
  if (known !== undefined) return known;
  const meaning = decoded(escape);
  // Neither many nor long ones: they are a server's.
  if (escape.length <= longestEscape && meanings.size < 10_000) meanings.set(escape, meaning);
  return meaning;
}

function decoded(escape: string): string {
  if (/^\\[nrt]$/i.test(escape)) return " ";
  if (/^\\[/'\\]$/.test(escape)) return escape.slice(1);
  const [, entity] = /^&([a-z]+);$/i.exec(escape) ?? [];
  if (entity !== undefined) return named[entity.toLowerCase()] ?? escape;
  const [, digits = ""] = /([0-9a-f]+)[;}]?$/i.exec(escape) ?? [];
  const isOctal = /^\\\d/.test(escape);
  const isDecimal = /^&#\d/.test(escape);
  const code = parseInt(digits, isOctal ? 8 : isDecimal ? 10 : 16);
  const isByte = isOctal || /^(?:%|\\x|=)[0-9a-f]{2}$/i.test(escape);
  return isByte && code >= 128 ? escape : String.fromCharCode(code);
}
