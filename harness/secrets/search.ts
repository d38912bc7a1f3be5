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
function bareOf(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase();
  const codes = new Uint8Array(plain.length);
  let length = 0;
  for (let at = 0; at < plain.length; at += 1) {
    const code = plain.charCodeAt(at);
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)) codes[length++] = code;
  }
  return textOf(codes.subarray(0, length));
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

const escapes =
  /%[0-9a-f]{2}|%u[0-9a-f]{4}|\\u[0-9a-f]{4}|\\u\{0*[0-9a-f]{1,4}\}|\\x[0-9a-f]{2}|=[0-9a-f]{2}|\\[0-7]{3}|&#x0*[0-9a-f]{2,4};?|&#0*\d{2,4};?|&(?:amp|lt|gt|quot|apos);|\\[nrt]/iy;

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/**
 * The text with one layer of escapes taken away; of bytes, as far as they mean ASCII. Sign by sign, because an answer may
 * hold nothing but escapes, and a list of what replaces each would take many times its memory.
 */
function unescaped(text: string): string {
  if (!/[\\%=&]/.test(text)) return text;
  const codes = new Uint16Array(text.length);
  let [length, at, all] = [0, 0, 0];
  while (at < text.length) {
    let code = text.charCodeAt(at);
    at += 1;
    if (code === backslash && isQuoted(text.charCodeAt(at))) {
      code = text.charCodeAt(at);
      at += 1;
    } else if (mayEscape(code)) {
      escapes.lastIndex = at - 1;
      const escape = escapes.exec(text)?.[0] ?? "";
      const meaning = escape === "" ? undefined : meaningOf(escape);
      if (meaning !== undefined) {
        code = meaning;
        at += escape.length - 1;
      }
    }
    codes[length++] = code;
    all |= code;
  }
  const written = codes.subarray(0, length);
  return textOf(all < 0x100 ? new Uint8Array(written) : written);
}

const backslash = 0x5c;

/** `"`, `'`, `/` and the backslash, which stand for themselves behind one. */
const isQuoted = (code: number): boolean =>
  code === 0x22 || code === 0x27 || code === 0x2f || code === backslash;

/** `%`, `&`, `=` and the backslash. */
const mayEscape = (code: number): boolean =>
  code === 0x25 || code === 0x26 || code === 0x3d || code === backslash;

/** Of codes of one byte, or of two. */
const textOf = (codes: Uint8Array | Uint16Array): string =>
  Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength).toString(
    codes.BYTES_PER_ELEMENT === 1 ? "latin1" : "utf16le",
  );

/** Some escapes stand a million times in an answer, so what they mean is found once. */
const meanings = new Map<string, number | undefined>();

function meaningOf(escape: string): number | undefined {
  if (meanings.has(escape)) return meanings.get(escape);
  const meaning = decoded(escape);
  // Neither many nor long ones: they are a server's.
  if (escape.length <= longestEscape && meanings.size < 10_000) meanings.set(escape, meaning);
  return meaning;
}

/** The code of one sign; undefined for a byte that is none of ASCII. */
function decoded(escape: string): number | undefined {
  if (/^\\[nrt]$/i.test(escape)) return blank;
  const [, entity] = /^&([a-z]+);$/i.exec(escape) ?? [];
  if (entity !== undefined) return named[entity.toLowerCase()]?.charCodeAt(0);
  const [, digits = ""] = /([0-9a-f]+)[;}]?$/i.exec(escape) ?? [];
  const isOctal = /^\\\d/.test(escape);
  const isDecimal = /^&#\d/.test(escape);
  const code = parseInt(digits, isOctal ? 8 : isDecimal ? 10 : 16);
  const isByte = isOctal || /^(?:%|\\x|=)[0-9a-f]{2}$/i.test(escape);
  return isByte && code >= 128 ? undefined : code;
}

const blank = 0x20;
