import { isAscii } from "node:buffer";
import { encodingsOf } from "./encodings.ts";
import { type Secret, shortestSecret } from "./redact.ts";

/** Finds secrets in texts. */
export interface Search {
  /** The names of those that a text holds, once each. @param text In UTF-8; a sign at its edges may be cut. */
  readonly namesIn: (text: Uint8Array) => readonly string[];
  /** The longest way in which one of them may be written, in bytes. */
  readonly longest: number;
}

/**
 * Looks for secrets more closely than masking does: in capitals or not; for what was escaped up to four times more, or in a
 * way of its own (`%2525`, `\\u002f`, `&amp;#47;`); and by letters and digits alone, whatever stands between them, for what was
 * also turned round or written in hexadecimal. Undefined when there are none to look for.
 */
export function createSearch(secrets: readonly Secret[]): Search | undefined {
  const forms = new Map<string, Form>();
  const put = (signs: string, name: string, written?: string) => {
    const form = forms.get(signs) ?? { signs, written: new Map<string, string>() };
    forms.set(signs, form);
    if (written === undefined) form.alone ??= name;
    else if (!form.written.has(written)) form.written.set(written, name);
  };
  for (const { name, value, guessed = false } of secrets) {
    if (guessed || value.length < shortestSecret) continue;
    for (const form of encodingsOf(value)) put(signsOf(form), name, form.toLowerCase());
    for (const form of barelyOf(value)) {
      const signs = signsOf(form);
      if (signs.length >= shortestBare) put(signs, name);
    }
  }
  if (forms.size === 0) return undefined;
  const all = [...forms.values()];
  const lengths = all.flatMap(({ signs, written }) =>
    [signs, ...written.keys()].map((form) => form.length),
  );
  return {
    namesIn: (text) => {
      const found = new Set<string>();
      for (const layer of layersOf(codesOf(text), all)) {
        for (const name of namesOf(layer)) found.add(name);
      }
      return [...found];
    },
    longest: Math.max(...lengths) * longestEscape,
  };
}

/** What secrets look like by letters and digits alone, and what else is then looked at. */
interface Form {
  readonly signs: string;
  /** The forms that have these signs, in small letters, and whose they are. */
  readonly written: Map<string, string>;
  /** Whose the signs are, whatever stands between them. */
  alone?: string;
}

/** The codes of a text: bytes, as long as all are of ASCII. */
type Codes = Uint8Array | Uint16Array;

const codesOf = (text: Uint8Array): Codes =>
  isAscii(text)
    ? text
    : codesOfText(Buffer.from(text.buffer, text.byteOffset, text.length).toString());

function codesOfText(text: string): Uint16Array {
  const codes = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) codes[at] = text.charCodeAt(at);
  return codes;
}

/** A text, and what may be in it. */
interface Layer {
  readonly codes: Codes;
  readonly likely: readonly Likely[];
}

interface Likely extends Form {
  /** Whether the signs are there; beyond ASCII, a form may be there without. */
  readonly isThere: boolean;
}

function likelyIn(codes: Codes, forms: readonly Form[]): readonly Likely[] {
  const { signs, isPlain } = bareOf(codes);
  return forms
    .map((form) => ({ ...form, isThere: signs.includes(form.signs, 0, "latin1") }))
    .filter(({ isThere }) => isThere || !isPlain);
}

function namesOf({ codes, likely }: Layer): readonly string[] {
  if (likely.length === 0) return [];
  const text = textOf(codes).toLowerCase();
  return likely.flatMap(({ alone, isThere, written }) => [
    ...(alone !== undefined && isThere ? [alone] : []),
    ...[...written].flatMap(([form, name]) => (text.includes(form) ? [name] : [])),
  ]);
}

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

const signsOf = (form: string): string => bareOf(codesOfText(form)).signs.toString("latin1");

/** Letters and digits in small letters, there until the next text is asked for; those of full width are letters, too. */
function bareOf(codes: Codes): { readonly signs: Buffer; readonly isPlain: boolean } {
  const signs = roomFor(codes.length);
  let [length, all] = [0, 0];
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    all |= code;
    const sign = small[code & 0x7f] ?? 0;
    signs[length] = sign;
    length += sign === 0 ? 0 : 1;
  }
  if (all < 0x80) return { signs: signs.subarray(0, length), isPlain: true };
  const plain = textOf(codes).normalize("NFKC").toLowerCase();
  return { signs: bareOf(Buffer.from(plain.replaceAll(/[^\0-\x7f]/g, ""))).signs, isPlain: false };
}

/** The same room for one text after the other: new memory costs twice what is done in it. */
function roomFor(length: number): Buffer {
  if (length > room.length) room = Buffer.allocUnsafeSlow(length);
  return room;
}

let room = Buffer.alloc(0);

/** Of each sign of ASCII that is a letter or a digit the code of the small one, and 0 of any other. */
const small = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const sign = String.fromCharCode(code);
  return /[a-z\d]/i.test(sign) ? sign.toLowerCase().charCodeAt(0) : 0;
});

/** `&amp;#x0002f;` and its like, of several layers. */
const longestEscape = 24;

/** Layers of escapes that are taken away, at most. */
const deepest = 4;

/** The text, and what is left of it without one layer of escapes after the other. */
function* layersOf(text: Codes, forms: readonly Form[]): Generator<Layer> {
  let layer: Layer = { codes: text, likely: likelyIn(text, forms) };
  yield layer;
  if (layer.likely.length === 0 && !spells.test(textOf(text))) return;
  for (let depth = 0; depth < deepest; depth += 1) {
    const next = unescaped(layer.codes);
    if (next === undefined) return;
    const { codes, isSpelled } = next;
    layer = { codes, likely: isSpelled ? likelyIn(codes, forms) : layer.likely };
    yield layer;
  }
}

/**
 * What may stand for a letter or a digit, in whatever layer: taking away a backslash before a quote, a slash or another backslash brings
 * no two signs together that make an escape.
 */
const spells = /%(?:u|[0-9a-f]{2})|=[0-9a-f]{2}|&(?:#|[a-z]{2,4};)|\\[^"'/\\]/i;

const escapes =
  /^(?:%[0-9a-f]{2}|%u[0-9a-f]{4}|\\u[0-9a-f]{4}|\\u\{0*[0-9a-f]{1,4}\}|\\x[0-9a-f]{2}|=[0-9a-f]{2}|\\[0-7]{3}|&#x0*[0-9a-f]{2,4};?|&#0*\d{2,4};?|&(?:amp|lt|gt|quot|apos);|\\[nrt])/i;

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** A text with one layer of escapes taken away. */
interface Unescaped {
  readonly codes: Codes;
  /** Whether it may have other letters or digits than before. */
  readonly isSpelled: boolean;
}

/**
 * Undefined when there is nothing to take away; of escaped bytes, those go that mean ASCII. Sign by sign, because an answer
 * may hold nothing but escapes, and a list of what replaces each would take many times its memory.
 */
function unescaped(codes: Codes): Unescaped | undefined {
  const isWide = codes.BYTES_PER_ELEMENT > 1;
  const written = isWide ? new Uint16Array(codes.length) : new Uint8Array(codes.length);
  let length = 0;
  let isSpelled = false;
  for (let at = 0; at < codes.length; at += 1) {
    let code = codes[at] ?? 0;
    if (code === backslash && isQuoted(codes[at + 1])) {
      at += 1;
      code = codes[at] ?? 0;
    } else if (mayEscape(code)) {
      const [escape = ""] = escapes.exec(textOf(codes.subarray(at, at + 2 * longestEscape))) ?? [];
      const meaning = escape === "" ? undefined : meaningOf(escape);
      if (meaning !== undefined) {
        if (meaning >= 0x80 && !isWide) return unescaped(new Uint16Array(codes));
        at += escape.length - 1;
        code = meaning;
        isSpelled = true;
      }
    }
    written[length] = code;
    length += 1;
  }
  return length === codes.length ? undefined : { codes: written.subarray(0, length), isSpelled };
}

const backslash = 0x5c;

/** `"`, `'`, `/` and the backslash, which stand for themselves behind one. */
const isQuoted = (code: number | undefined): boolean =>
  code === 0x22 || code === 0x27 || code === 0x2f || code === backslash;

/** `%`, `&`, `=` and the backslash. */
const mayEscape = (code: number): boolean =>
  code === 0x25 || code === 0x26 || code === 0x3d || code === backslash;

const textOf = (codes: Codes): string =>
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
