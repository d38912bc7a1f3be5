import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderProblem } from "../problem.ts";
import { anyCharacter } from "../testing/any-character.ts";
import { formats } from "../testing/suite.ts";
import { parseYaml } from "./yaml.ts";

const read = (text: string) => parseYaml({ file: "case.yaml", text });

const syntax = [
  {
    name: "a tab as indent",
    text: "case: x\nsteps:\n\t- id: a\n",
    at: [3, 1],
    message: "Tabs are not allowed as indentation",
    hint: "indent with spaces",
  },
  {
    name: "a key given twice",
    text: "case: a\ntitle: b\ncase: c\n",
    at: [3, 1],
    message: "Map keys must be unique",
    hint: "merge the two, or rename one",
  },
  {
    name: "a tag of its own",
    text: "a: !secret x\n",
    at: [1, 4],
    message: "Unresolved tag: !secret",
    hint: "tags are not used here; quote the value if it starts with !",
  },
  {
    name: "a tag of YAML",
    text: "a:\n  b: !!binary aGVhZA==\n",
    at: [2, 15],
    message: "tags are not allowed",
    hint: "tags are not used here; quote the value if it starts with !",
  },
  {
    name: "two documents",
    text: "a: 1\n---\nb: 2\n",
    at: [2, 1],
    message: "the file holds several documents",
    hint: "one document a file: remove the ---",
  },
  {
    name: "an unclosed bracket",
    text: "a: [1, 2\nb: 3\n",
    at: [2, 1],
    message: "Flow sequence in block collection must be sufficiently indented and end with a ]",
    hint: "a bracket is not closed",
  },
  {
    name: "an unclosed brace",
    text: "a: { b: 1\nc: 3\n",
    at: [2, 1],
    message: "Flow map in block collection must be sufficiently indented and end with a }",
    hint: "a bracket is not closed",
  },
  {
    name: "an unclosed quote",
    text: 'a: "x\n',
    at: [2, 1],
    message: 'Missing closing "quote',
    hint: "a quote or bracket is not closed",
  },
  {
    name: "a list as key",
    text: "? [a]\n: b\n",
    at: [1, 3],
    message: "a key must be text",
    hint: "write a word before the colon",
  },
  {
    name: "a key out of line",
    text: "a:\n  b: 1\n c: 2\n",
    at: [3, 1],
    message: "All mapping items must start at the same column",
    hint: "line the key up with its neighbours",
  },
  {
    name: "a number that JSON does not have",
    text: "amount: .inf\n",
    at: [1, 9],
    message: "JSON has no such number",
    hint: undefined,
  },
  {
    name: "values within values without end",
    text: `a: ${"[".repeat(50_000)}`,
    at: [1, expect.any(Number)],
    message: "the values are nested too deeply",
    hint: undefined,
  },
] as const;

describe("YAML that cannot be read is one problem with its place", () => {
  it.each(syntax)("$name", ({ text, at: [line, column], message, hint }) => {
    const result = read(text);
    expect(result.ok ? [] : result.problems).toEqual([
      {
        code: "YAML_SYNTAX",
        at: { file: "case.yaml", line, column, excerpt: text.split("\n")[line - 1] },
        message,
        ...(hint === undefined ? {} : { hint }),
      },
    ]);
  });
});

describe("aliases are refused where they stand", () => {
  it.each([
    { name: "an alias of an anchor", text: "a: &x 1\nb: *x\n", at: [2, 4] },
    { name: "an alias of nothing", text: "a: *nowhere\n", at: [1, 4] },
    {
      name: "an alias after a text with a star",
      text: 'a: "2 *b"\nb: &x 1\nc: [1, *x]\n',
      at: [3, 8],
    },
    {
      name: "an alias bomb",
      text: "a: &a [1, 1]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n",
      at: [2, 8],
    },
  ] as const)("$name", ({ text, at: [line, column] }) => {
    const result = read(text);
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: "YAML_ALIAS", at: { line, column }, message: "aliases are not allowed" }],
    });
  });
});

describe("a value that YAML reads as another than its letters say is a problem at its place", () => {
  it.each([
    { name: "a leading zero", written: "02142", sent: "2142" },
    { name: "a trailing zero", written: "1.10", sent: "1.1" },
    { name: "a whole number with a fraction", written: "1.0", sent: "1" },
    { name: "a hexadecimal number", written: "0x1F", sent: "31" },
    { name: "an octal number", written: "0o17", sent: "15" },
    { name: "an exponent", written: "1e3", sent: "1000" },
    { name: "a plus sign", written: "+5", sent: "5" },
    { name: "a bare fraction", written: ".5", sent: "0.5" },
    {
      name: "more digits than a number holds",
      written: "9007199254740993",
      sent: "9007199254740992",
    },
    { name: "a fraction that no number holds", written: "0.1000000000000000055", sent: "0.1" },
    { name: "minus nothing", written: "-0", sent: "0" },
    { name: "a word with a capital", written: "True", sent: "true" },
    { name: "no value with a capital", written: "NULL", sent: "null" },
  ])("$name", ({ written, sent }) => {
    const result = read(`a: x\nb: { c: [1, ${written}] }\n`);
    expect(result.ok ? [] : result.problems).toEqual([
      {
        code: "YAML_MISREAD",
        at: expect.objectContaining({ file: "case.yaml", line: 2, column: 13 }),
        message: `written ${written}, read as ${sent}`,
        hint: `quote it where the text is meant, or write ${sent}`,
      },
    ]);
    expect(read(`a: "${written}"\n`)).toMatchObject({ ok: true, value: { data: { a: written } } });
  });

  it("all of them at once", () => {
    const result = read("zip: 02142\nversion: 1.10\n");
    expect(result.ok ? [] : result.problems.map(({ at }) => at?.line)).toEqual([1, 2]);
  });
});

describe("what may be written", () => {
  it.each([
    { name: "Windows line ends", text: "a: 1\r\nb: x\r\n", data: { a: 1, b: "x" } },
    { name: "a byte order mark", text: "\ufeffa: 1\n", data: { a: 1 } },
    { name: "an anchor that nothing refers to", text: "a: &x 1\n", data: { a: 1 } },
    {
      name: "numbers as JSON writes them",
      text: "a: [0, -1.5, 1e+21]\n",
      data: { a: [0, -1.5, 1e21] },
    },
    {
      name: "dates and times are texts",
      text: "a: [2026-01-02, 12:30]\n",
      data: { a: ["2026-01-02", "12:30"] },
    },
    {
      name: "nothing, in its three forms",
      text: "a: [null, ~]\nb:\n",
      data: { a: [null, null], b: null },
    },
    { name: "yes and no are texts", text: "a: yes\nb: no\n", data: { a: "yes", b: "no" } },
    { name: "a number as key is a text", text: "200: ok\n", data: { "200": "ok" } },
    { name: "<< is a key as others are", text: "<<: { a: 1 }\n", data: { "<<": { a: 1 } } },
    { name: "nothing at all", text: "", data: null },
  ])("$name", ({ text, data }) => {
    const result = read(text);
    expect(result.ok ? result.value.data : result.problems).toEqual(data);
  });
});

describe("places", () => {
  const text = "a:\n  - b: 1\n    'c.d': [x, y]\n";

  it.each([
    { name: "of a value", path: ["a", 0, "b"], at: [2, 8] },
    { name: "of an item", path: ["a", 0, "c.d", 1], at: [3, 16] },
    { name: "of a missing value: the nearest above it", path: ["a", 0, "z"], at: [2, 5] },
    { name: "of the document", path: [], at: [1, 1] },
  ])("$name", ({ path, at: [line, column] }) => {
    const result = read(text);
    expect(result.ok && result.value.placeOf(path)).toMatchObject({ line, column });
  });

  it.each([
    { name: "of a key", path: ["a", 0, "c.d"], at: [3, 5] },
    { name: "of a missing key: its parent", path: ["a", 0, "z"], at: [2, 5] },
  ])("$name", ({ path, at: [line, column] }) => {
    const result = read(text);
    expect(result.ok && result.value.placeOfKey(path)).toMatchObject({ line, column });
  });
});

describe("any text at all", () => {
  const words =
    "case: a|title: |steps:|checks:|- id: x|expect: { status: 2xx }|constructor: |__proto__: 1";
  const signs = "[|]|{|}|*x|&x|!t|---|...|'|\"|>|? |: |- - -|<<: *x|#|%YAML 1.1|1e999|0x1F|😀";
  const pieces = fc.constantFrom(
    ...`${words}|${signs}`.split("|"),
    "|",
    "\n",
    "\n  ",
    "\t",
    "\r\n",
    "\u0000",
    "\ufeff",
    "\ud800",
  );
  const texts = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 60 }),
    fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join("")),
    fc.array(pieces, { maxLength: 15 }).map((parts) => parts.join("\n")),
    fc.json(),
  );

  it("is read or refused with places, never a crash", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const document = read(text);
        const result = document.ok ? formats.check("case", document.value) : document;
        const problems = result.ok ? [] : result.problems;
        expect(result.ok || problems.length > 0).toBe(true);
        for (const problem of problems) {
          const { line = 0, column = 0, excerpt } = problem.at ?? {};
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(excerpt?.length ?? -1).toBeGreaterThanOrEqual(column - 1);
          expect(renderProblem(problem)).toContain(`case.yaml:${line}:${column}: `);
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
