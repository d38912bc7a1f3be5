import { describe, expect, it } from "vitest";
import { answered } from "../testing/exchange.ts";
import { differencesOf } from "../testing/expectation.ts";
import { writeFiles } from "../testing/files.ts";
import { openWorld, targetFile } from "../testing/world.ts";

const names = ["constructor", "toString", "hasOwnProperty", "valueOf", "__lookupGetter__"];

describe("what every object inherits", () => {
  it.each(names)("is a field like any other: %s", (name) => {
    const expectation = `{ body: { ${name}: x } }`;
    expect(differencesOf(expectation, answered(200, { [name]: "x" }))).toEqual([]);
    expect(differencesOf(expectation, answered(200, { [name]: "y" }))).toHaveLength(1);
    expect(differencesOf(expectation, answered(200, { other: 1 }))).toHaveLength(1);
    expect(differencesOf(`{ body: { ${name}: { is: absent } } }`, answered(200, {}))).toEqual([]);
  });

  it.each(names)("is no kind: %s", (name) => {
    expect(() => differencesOf(`{ body: { a: { is: ${name} } } }`, answered(200, {}))).toThrow(
      /is not known/,
    );
  });

  it("cannot be put in place of it", () => {
    expect(() => differencesOf("{ body: { __proto__: x } }", answered(200, {}))).toThrow(
      /no check can be on a field __proto__/,
    );
  });
});

describe("an expression cannot hang", () => {
  const text = `${"a".repeat(100_000)}!`;

  it.each([
    { name: "of a matcher", expectation: '{ body: { state: { matches: "^(a+)+$" } } }' },
    {
      name: "of a JSONPath that matches",
      expectation: `{ amounts: { "$[?match(@, '(a+)+')]": 1 } }`,
    },
    {
      name: "of a JSONPath that searches",
      expectation: `{ amounts: { "$[?search(@, '(a|a)+$')]": 1 } }`,
    },
  ])("$name", ({ expectation }) => {
    expect(differencesOf(expectation, answered(200, { state: text }))).toHaveLength(1);
  });

  it.each([
    { pattern: String.raw`^\\d{4}-\\d{2}-\\d{2}T`, right: "2027-01-02T", wrong: "2027-1-2" },
    { pattern: String.raw`^application/(.+\\+)?json`, right: "application/a+json", wrong: "text" },
    { pattern: "^https?://", right: "http://x", wrong: "ftp://x" },
    { pattern: ".", right: "ü", wrong: "" },
    { pattern: String.raw`^\\u00fc$`, right: "ü", wrong: "u" },
  ])("and says of texts what it always said: $pattern", ({ pattern, right, wrong }) => {
    const of = (state: string) =>
      differencesOf(`{ body: { state: { matches: "${pattern}" } } }`, answered(200, { state }));
    expect(of(right)).toEqual([]);
    expect(of(wrong)).toHaveLength(1);
  });

  it.each(["(?=a)", String.raw`(a)\\1`, "(", "(a{1000}){1000}"])(
    "and is refused: %s",
    (pattern) => {
      expect(() =>
        differencesOf(`{ body: { state: { matches: "${pattern}" } } }`, answered(200, {})),
      ).toThrow(/matches takes a regular expression/);
    },
  );
});

describe("a JSONPath cannot hang", () => {
  const deep = JSON.parse(`{"x":${"[".repeat(63)}${"]".repeat(63)}}`) as object;

  it.each([
    { path: "$..*..*..x", why: 'more than 2 ".."' },
    { path: "$..a[?@..b || @..c]", why: 'more than 2 ".."' },
    { path: "$.x[?count($..*) > 1]", why: "for each value that it filters" },
    { path: "$.x[0, 0]", why: "brackets with several selectors" },
    { path: "$['x', \\\"x\\\"]", why: "brackets with several selectors" },
    { path: "$.x[*, 0]", why: "brackets with several selectors" },
  ])("and is refused: $path", ({ path, why }) => {
    expect(() =>
      differencesOf(`{ amounts: { "${path}": 0 } }`, answered(200, JSON.stringify(deep))),
    ).toThrow(why);
  });

  it.each([
    "$..*..y",
    "$..[?@.y]",
    "$['x', 'y'][0][*][0, 1].y",
    "$.x[?@[*].y || @.y && @.y == $.y]",
    "$..[?search(@, 'y')]",
  ])("and walks through an answer as deep as any: %s", (path) => {
    expect(differencesOf(`{ amounts: { "${path}": 0 } }`, answered(200, deep))).toEqual([]);
  });
});

describe("what a file may ask for is bounded", () => {
  const tens = `[${Array.from({ length: 10 }, (_, index) => index).join(", ")}]`;
  const axes = Array.from({ length: 10 }, (_, index) => `a${index}: ${tens}`).join(", ");

  it.each([
    { name: "combinations of a case", lines: `matrix: { ${axes} }`, each: "" },
    { name: "runs of a step", lines: "", each: `\n    each: { ${axes} }` },
  ])("$name", async ({ lines, each }) => {
    const world = await openWorld({
      files: {
        "bomb.yaml": `case: bomb
title: Far too many
profile: digital-river/core
${lines}
steps:
  - id: look
    call: GET /books/1${each}
checks:
  - id: sees
    must: DR-BOOK-1
    on: look
    expect: { status: 200 }
`,
      },
    });
    const { code, stderr } = await world.headwater("lint", "bomb.yaml");
    expect(code).toBe(2);
    expect(stderr).toContain("10000000000 combinations; 10000 are the most");
  });

  it.each([
    "timeout: 99999999999999999999s",
    "timeout: 0s",
    "settle: 99999999s",
    "requestsPerSecond: 1.0e-9",
    "bodyBytes: 99999999999",
    "objects: 1.0e300",
    "amount: 1.0e300",
    "concurrency: 1001",
  ])("limits: %s", async (limit) => {
    const world = await openWorld({});
    const text = targetFile(world.shop.url).replace(
      "limits: { concurrency: 2 }",
      `limits: { ${limit} }`,
    );
    await writeFiles(world.folder, { "target.yaml": text });
    const { code, stderr } = await world.headwater("lint", "target.yaml");
    expect(code).toBe(2);
    expect(stderr).toContain(limit.split(":")[0]);
  });

  it.each([
    ["--concurrency", "1001"],
    ["--repeat", "99999999"],
    ["--seed", "99999999999999999999"],
  ])("%s %s", async (...option) => {
    const world = await openWorld({});
    const { code, stderr } = await world.start("run", ...option).ended;
    expect(code).toBe(2);
    expect(stderr).toContain("a whole number from");
  });
});
