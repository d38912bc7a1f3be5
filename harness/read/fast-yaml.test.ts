import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { must } from "../testing/must.ts";
import { type DataPath, parseExactly } from "./exact-yaml.ts";
import { readFastYaml } from "./fast-yaml.ts";
import { readYamlFolder } from "./files.ts";

/** Paths to all values, and to what is not there. */
function pathsIn(data: unknown, path: DataPath = []): readonly DataPath[] {
  const members: readonly (readonly [string | number, unknown])[] = Array.isArray(data)
    ? data.map((one, index) => [index, one] as const)
    : data !== null && typeof data === "object"
      ? Object.entries(data)
      : [];
  return [
    path,
    [...path, "no-such-member"],
    [...path, 99],
    ...members.flatMap(([key, one]) => pathsIn(one, [...path, key])),
  ];
}

/** What is read quickly is what is read exactly, each value and key at the same place. @returns Whether it was read quickly. */
function agrees(text: string): boolean {
  const fast = readFastYaml(text);
  if (fast === undefined) return false;
  const exact = must(parseExactly({ file: "a.yaml", text }));
  expect({ text, data: fast.data }).toEqual({ text, data: exact.data });
  const lines = text.split("\n");
  const placeAt = (offset: number) => {
    let line = 0;
    let rest = offset;
    while (rest > (lines[line]?.length ?? 0)) rest -= (lines[line++]?.length ?? 0) + 1;
    return [line + 1, rest + 1];
  };
  for (const path of pathsIn(fast.data).slice(0, 300)) {
    for (const [offset, place] of [
      [fast.offsetOf(path), exact.placeOf(path)],
      [fast.offsetOfKey(path), exact.placeOfKey(path)],
    ] as const) {
      if (offset === undefined) continue;
      expect({ text, path, at: placeAt(offset) }).toEqual({
        text,
        path,
        at: [place.line, place.column],
      });
    }
  }
  return true;
}

describe("what is read quickly is what is read exactly", () => {
  const words = [
    "a",
    "b",
    "1",
    "0",
    "-1.5",
    "true",
    "null",
    "~",
    "x y",
    "'q'",
    '"q"',
    "1.10",
    "__proto__",
  ];
  const signs = [
    ": ",
    ":",
    "- ",
    "-",
    "? ",
    ", ",
    "[",
    "]",
    "{",
    "}",
    "#",
    " #",
    "|",
    ">",
    "&a",
    "*a",
    "!t",
    "'",
    '"',
    "\\",
  ];
  const breaks = ["\n", "\n  ", "\n    ", "\n- ", " ", "  ", "---", "...", "%", "@", "`", "\t"];
  const pieces = fc.constantFrom(...words, ...words, ...signs, ...breaks, ...breaks);
  const noise = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(""));

  const scalar = fc.oneof(
    fc.constantFrom(
      ...words,
      "a b",
      "say 'x'",
      "a#b",
      "a:b",
      '"a: b"',
      "12:30",
      "1.2.3",
      "+1",
      "1e3",
      "Yes",
      "True",
      "(x)",
    ),
    fc.string({ maxLength: 8 }),
  );
  const key = fc.oneof(
    fc.constantFrom("a", "b", "c d", "200", "'k'", "<<", "true", "null"),
    fc.string({ maxLength: 4 }),
  );
  const { block } = fc.letrec<{ flow: string; block: readonly string[] }>((tie) => ({
    flow: fc.oneof(
      { depthSize: "small" },
      scalar,
      fc.array(tie("flow"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
      fc
        .array(fc.tuple(key, tie("flow")), { maxLength: 3 })
        .map((pairs) => `{ ${pairs.map(([name, value]) => `${name}: ${value}`).join(", ")} }`),
    ),
    block: fc.oneof(
      { depthSize: "small" },
      tie("flow").map((line) => [line]),
      fc
        .array(tie("block"), { minLength: 1, maxLength: 3 })
        .map((items) =>
          items.flatMap(([first = "", ...rest]) => [
            `- ${first}`,
            ...rest.map((line) => `  ${line}`),
          ]),
        ),
      fc
        .array(fc.tuple(key, tie("block")), { minLength: 1, maxLength: 3 })
        .map((pairs) =>
          pairs.flatMap(([name, lines]) =>
            lines.length === 1
              ? [`${name}: ${lines[0]}`]
              : [`${name}:`, ...lines.map((line) => `  ${line}`)],
          ),
        ),
    ),
  }));
  const documents = block.map((lines) => `${lines.join("\n")}\n`);

  it.each([
    ["noise", noise],
    ["documents", documents],
    ["JSON", fc.json()],
  ] as const)("in %s", (_name, texts) => {
    let quick = 0;
    fc.assert(
      fc.property(texts, (text) => {
        if (agrees(text)) quick += 1;
      }),
      { numRuns: 1000, seed: 1 },
    );
    expect(quick).toBeGreaterThan(100);
  });

  it("in the files of the product, of which most are read so", () => {
    const folders = ["suites/fixtures", "specs/requirements"];
    const files = must(readYamlFolder("suites/digital-river/detaching", "."));
    const more = folders.map((folder) => readYamlFolder(folder, "."));
    const texts = [files, ...more.map((one) => (one.ok ? one.value : []))].flat();
    const quick = texts.filter(({ text }) => agrees(text));
    expect(quick.length / texts.length).toBeGreaterThan(0.8);
  });
});
