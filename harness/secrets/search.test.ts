import { array, assert, constantFrom, nat, pre, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { createSearch } from "./search.ts";

const secret = "sk/live+77&more";
const signs = [...Buffer.from(secret)].map((code) => code.toString(16));
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const octal = (code: number): string => `\\${code.toString(8).padStart(3, "0")}`;
const wide = (text: string): string =>
  Array.from(text)
    .map((sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0))
    .join("");
const rot13 = (text: string): string =>
  text.replaceAll(/[a-z]/g, (sign) =>
    String.fromCodePoint((((sign.codePointAt(0) ?? 0) - 84) % 26) + 97),
  );

const namesIn = (text: string) => search?.namesIn(Buffer.from(text));

const search = createSearch([
  { name: "SHOP_KEY", value: secret },
  { name: "OTHER", value: "another-secret" },
]);

describe("a secret is found", () => {
  it.each([
    { name: "plain", text: `a ${secret} b` },
    { name: "URL-encoded", text: encodeURIComponent(secret) },
    { name: "URL-encoded twice", text: encodeURIComponent(encodeURIComponent(secret)) },
    { name: "in base64", text: Buffer.from(`me:${secret}`).toString("base64") },
    {
      name: "with every sign escaped",
      text: signs.map((code) => `%${code}`).join(""),
    },
    {
      name: "as some write JSON",
      text: signs.map((code) => `\\u00${code}`).join(""),
    },
    {
      name: "as some write JSON within JSON",
      text: JSON.stringify({ text: JSON.stringify(secret).replace("/", "\\/") }),
    },
    { name: "as HTML", text: "sk&#47;live&#x2B;77&amp;more" },
    { name: "as HTML, escaped once more", text: "sk&amp;#47;live&amp;#x2B;77&amp;amp;more" },
    { name: "in other letters", text: secret.toUpperCase() },
    {
      name: "URL-encoded four times",
      text: [1, 2, 3, 4].reduce((text) => encodeURIComponent(text), secret),
    },
    { name: "with signs of no width between", text: Array.from(secret).join("\u200b") },
    { name: "with escaped signs of no width between", text: Array.from(secret).join("\\u200b") },
    { name: "with blanks between", text: Array.from(secret).join(" ") },
    { name: "over two lines, in JSON", text: JSON.stringify("sk/live\n+77&more") },
    { name: "in two texts that are put together", text: 'sk/liv" + "e+77&more' },
    { name: "in letters of full width", text: wide(secret) },
    { name: "turned round", text: Array.from(secret).toReversed().join("") },
    { name: "in hexadecimal", text: signs.join("") },
    { name: "in hexadecimal, byte by byte", text: signs.join(":").toUpperCase() },
    { name: "in base64 over several lines", text: base64(secret).replaceAll(/(.{8})/g, "$1\\n") },
    { name: "in base64 twice", text: base64(base64(secret)) },
    { name: "in octal escapes", text: [...Buffer.from(secret)].map(octal).join("") },
    { name: "as quoted-printable", text: signs.map((code) => `=${code}`).join("") },
    { name: "as %u and as \\u{}", text: `sk%u002flive\\u{2b}77&more` },
    { name: "as HTML without semicolons", text: "sk&#47live&#x2B 77&#38more" },
  ])("$name", ({ text }) => {
    expect(namesIn(`{"before": "${text}"}`)).toEqual(["SHOP_KEY"]);
  });
});

/** Ways to write a text so that some or all of its signs are spelled otherwise; each may be gone through again. */
const ways: readonly ((text: string) => string)[] = [
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => JSON.stringify(text).slice(1, -1).replaceAll("/", "\\/"),
  encodeURIComponent,
  (text) => Array.from(text, (sign) => `%${codeOf(sign)}`).join(""),
  (text) => Array.from(text, (sign) => `\\u00${codeOf(sign)}`).join(""),
  (text) => Array.from(text, (sign) => `\\x${codeOf(sign)}`).join(""),
  (text) => Array.from(text, (sign) => `&#x${codeOf(sign)};`).join(""),
  (text) => text.replaceAll("&", "&amp;").replaceAll("/", "&#47;"),
  (text) => Array.from(text, (sign) => `=${codeOf(sign)}`).join(""),
];

const codeOf = (sign: string): string => (sign.codePointAt(0) ?? 0).toString(16).padStart(2, "0");

it("finds what was escaped in up to four ways, whichever they are", () => {
  // A key that is itself like an escape may be read as one.
  const signsOfKey = constantFrom(...Array.from('abcXYZ019_-+/".'));
  const key = string({ unit: signsOfKey, minLength: 12, maxLength: 20 });
  assert(
    property(key, array(nat(ways.length - 1), { maxLength: 4 }), (value, chosen) => {
      // What has few letters and digits is looked for as it is written, which may differ.
      pre(/(?:[a-z\d].*){12}/i.test(value));
      const written = chosen.reduce((text, way) => ways[way]?.(text) ?? text, value);
      const found = createSearch([{ name: "KEY", value }])?.namesIn(Buffer.from(` ${written} `));
      expect(found).toEqual(["KEY"]);
    }),
    { numRuns: 500 },
  );
});

describe("nobody finds a secret", () => {
  it.each([
    { name: "cut short", text: secret.slice(2) },
    { name: "in parts with other text between", text: "sk/live and then +77&more" },
    { name: "in a cipher", text: rot13(secret) },
    { name: "as numbers of its signs", text: [...Buffer.from(secret)].join(", ") },
    { name: "in UTF-16", text: Buffer.from(secret, "utf16le").toString("base64") },
    {
      name: "escaped six times",
      text: Array.from({ length: 5 }).reduce<string>(
        (text) => encodeURIComponent(text),
        signs.map((code) => `%${code}`).join(""),
      ),
    },
  ])("$name", ({ text }) => {
    expect(namesIn(`{"before": "${text}"}`)).toEqual([]);
  });
});

describe("nothing is found", () => {
  it("where there is nothing", () => {
    expect(namesIn("sk/live+77, %zz \\u00 and more")).toEqual([]);
  });

  it("by its mask", () => {
    expect(namesIn("Bearer ${SHOP_KEY}")).toEqual([]);
  });

  it("where nothing is secret", () => {
    expect(createSearch([{ name: "SHORT", value: "abc" }])).toBeUndefined();
  });
});
