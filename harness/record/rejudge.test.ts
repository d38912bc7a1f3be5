import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { start } from "../journal/hash-chain.ts";
import type { ShopBehaviour } from "../testing/bookshop.ts";
import { openWorld, type World } from "../testing/world.ts";

/** Every case fails at its last step. */
const sellsOut: ShopBehaviour = {
  instead: ({ method, path }) =>
    `${method} ${path}` === "GET /books" ? { body: { books: [] } } : undefined,
};

const run = ["run", "--target", "target.yaml", "--seed", "5", "-q", "-o", "out"] as const;

const bytes = (world: World, bundle: string) =>
  readFile(world.file(`${bundle}/report.json`), "utf8");

describe("a bundle that nobody touched", () => {
  it.each([
    { name: "of a conformant run", shop: {}, args: [], code: 0 },
    { name: "of a run with failures", shop: sellsOut, args: [], code: 1 },
    { name: "of a repeated run", shop: sellsOut, args: ["--repeat", "2"], code: 1 },
    { name: "of one shard", shop: {}, args: ["--shard", "1/2"], code: 0 },
    { name: "of a run that bailed out", shop: sellsOut, args: ["--bail"], code: 1 },
  ])("$name is judged to the same bytes", async ({ shop, args, code }) => {
    const world = await openWorld({ shop, cases: 2 });
    expect((await world.headwater(...run, ...args)).code).toBe(code);
    const again = await world.headwater("rejudge", "out", "-o", "again");
    expect([again.code, again.stderr]).toEqual([
      code,
      expect.stringMatching(/^rejudged by the same suite: all \d+ verdicts as before$/m),
    ]);
    expect(await bytes(world, "again")).toBe(await bytes(world, "out"));
  });

  it("of a run that was killed and resumed is judged to the same bytes", async () => {
    const world = await openWorld({ cases: 2 });
    await world.headwater(...run);
    const journal = await readFile(world.file("out/journal.ndjson"));
    await writeFile(world.file("out/journal.ndjson"), journal.subarray(0, journal.length / 2));
    await world.headwater("run", "--target", "target.yaml", "-q", "--resume", "out");
    expect((await world.report("out")).run.resumed).toHaveLength(1);
    await world.headwater("rejudge", "out", "-o", "again");
    expect(await bytes(world, "again")).toBe(await bytes(world, "out"));
  });
});

describe("a newer suite", () => {
  const suite = "suites/digital-river/buy.yaml";

  it.each([
    {
      name: "demands more",
      from: "expect: { status: 204, body: empty }",
      to: "expect: { status: 200 }",
      code: 1,
      says: [
        /^regression {2}MUST DR-BOOK-1 {2}buy-two-books\[n=1\]\/removed-without-words: passed -> failed$/m,
        /rejudged by another suite \(cases \w{12} then, \w{12} now\): 2 regressions, /,
      ],
    },
    {
      name: "asks for less",
      from: "  - id: removed-without-words",
      to: "  - id: removed-in-silence",
      code: 0,
      says: [/^gone .*removed-without-words: was passed$/m, /^new .*removed-in-silence: passed$/m],
    },
    {
      name: "has another case",
      from: "matrix: { n: [1, 2] }",
      to: "matrix: { n: [2, 3] }",
      code: 3,
      says: [/^gone .*buy-two-books\[n=1\]\/order-is-paid: was passed$/m, /: 0 regressions, /],
    },
  ])("that $name gives its own verdicts, and says what changed", async (row) => {
    const world = await openWorld({ cases: 2 });
    await world.headwater(...run);
    const text = await readFile(world.file(suite), "utf8");
    expect(text).toContain(row.from);
    await writeFile(world.file(suite), text.replace(row.from, row.to));
    const { code, stderr } = await world.headwater("rejudge", "out");
    expect(code).toBe(row.code);
    for (const pattern of row.says) expect(stderr).toMatch(pattern);
  });
});

describe("a journal whose chain was forged", () => {
  it("with another verdict is judged by its exchanges, and the difference is told", async () => {
    const world = await openWorld({ shop: sellsOut, cases: 1 });
    await world.headwater(...run);
    await forge(world, (text) => text.replaceAll('"outcome":"failed"', '"outcome":"passed"'));
    const { code, stderr } = await world.headwater("rejudge", "out");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^regression .*removed-is-gone: passed -> failed$/m);
    expect(stderr).toContain("rejudged by the same suite: 1 regression");
  });

  it.each([
    { name: "is no JSON", change: (text: string) => text.replace('"provided"', '"provided') },
    { name: "lacks a key", change: (text: string) => text.replace('"judged":true,', "") },
    { name: "holds no exchange", change: (text: string) => text.replace('"reply":{', '"rep":{') },
  ])("with a line that $name is none: 2, and it says where", async ({ change }) => {
    const world = await openWorld({ cases: 1 });
    await world.headwater(...run);
    await forge(world, change);
    const { code, stderr } = await world.headwater("rejudge", "out");
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^out\/journal\.ndjson:\d+: /)]);
  });
});

/** Writes every line anew, with digests that follow from each other. */
async function forge(world: World, change: (text: string) => string): Promise<void> {
  const file = world.file("out/journal.ndjson");
  const bare = (await readFile(file, "utf8")).replaceAll(/,"digest":"[0-9a-f]{64}"\}$/gm, "}");
  const changed = change(bare);
  expect(changed).not.toBe(bare);
  let digest = start;
  const lines = changed
    .trimEnd()
    .split("\n")
    .map((line) => {
      digest = createHash("sha256").update(digest).update(line).digest("hex");
      return `${line.slice(0, -1)},"digest":"${digest}"}`;
    });
  await writeFile(file, `${lines.join("\n")}\n`);
}
