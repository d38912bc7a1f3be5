import { spawn } from "node:child_process";
import { open, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { array, assert, asyncProperty, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { createJournal } from "../journal/append.ts";
import { readJournal } from "../journal/read.ts";
import { anyCharacter } from "../testing/any-character.ts";
import { answered } from "../testing/exchange.ts";
import { temporaryFolder } from "../testing/files.ts";
import { must } from "../testing/must.ts";
import { openWorld, type World } from "../testing/world.ts";

const run = (world: World, ...args: readonly string[]) =>
  world.headwater("run", "--target", "target.yaml", "--seed", "5", "-q", "-o", "out", ...args);

/** Every character of Unicode as JSON may hold it in a string, in so many pieces. */
const pieces = Array.from({ length: 16 }, (_piece, piece) => {
  const codes = Array.from({ length: 0x11_0000 / 16 }, (_, index) => piece + index * 16);
  const legal = codes.filter((code) => code < 0xd800 || code > 0xdfff);
  return JSON.stringify(legal.map((code) => String.fromCodePoint(code)).join(""));
});

describe("a run judged again says what it said, whatever was answered", () => {
  it("of every character of Unicode", async () => {
    let sent = 0;
    const world = await openWorld({
      shop: {
        instead: ({ method, path: url }) =>
          method === "GET" && url === "/books"
            ? { body: `{"books": [], "note": ${pieces[sent++ % pieces.length]}}` }
            : undefined,
      },
      cases: pieces.length,
    });
    expect((await run(world)).code).toBe(1);
    const before = await world.report("out");
    expect(sent).toBeGreaterThanOrEqual(pieces.length);
    const again = await world.headwater("rejudge", "out");
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("as before")]);
    expect(await world.report("out")).toEqual(before);
  });

  it("of any text, in bodies, headers and causes", async () => {
    const file = path.join(await temporaryFolder(), "journal.ndjson");
    const text = string({ unit: anyCharacter, maxLength: 40 });
    const texts = array(text, { minLength: 1, maxLength: 5 });
    await assert(
      asyncProperty(texts, async (bodies) => {
        const journal = createJournal(file);
        journal.write({ kind: "header", run: { startedAt: "" } } as never);
        const record = journal.recorder("a-case");
        const own = { scope: "step", name: "buy" } as const;
        for (const body of bodies) {
          record({ kind: "exchange", ...own, judged: true, run: 0, exchange: answered(200, body) });
          record({ kind: "gap", ...own, outcome: "blocked", cause: body });
        }
        journal.close();
        const [half] = must(await readJournal(file)).unfinished;
        const back = half?.transcript.entries.flatMap((entry) =>
          entry.kind === "exchange" && entry.exchange.reply.kind === "answered"
            ? [entry.exchange.reply.body]
            : entry.kind === "gap"
              ? [entry.cause]
              : [],
        );
        expect(back).toEqual(bodies.flatMap((body) => [body, body]));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    { name: "3,000 levels of JSON", body: `{"x":${"[".repeat(3000)}${"]".repeat(3000)}}` },
    { name: "400,000 levels", body: "[".repeat(400_000) + "]".repeat(400_000) },
    { name: "levels that never end", body: `{"x":${'{"y":['.repeat(5000)}` },
    {
      name: "an error code of 0.8 MB of escapes",
      body: JSON.stringify({ type: "x", errors: [{ code: '"\\'.repeat(200_000) }] }),
    },
    { name: "1 MB of angle brackets", body: JSON.stringify({ x: "<".repeat(1_000_000) }) },
    {
      name: "20,000 ids",
      body: JSON.stringify({
        books: Array.from({ length: 20_000 }, (_, index) => ({ id: `b-${index}` })),
      }),
    },
  ])("of $name, with every file of the bundle", async ({ body }) => {
    const world = await openWorld({
      cases: 2,
      shop: { instead: () => ({ status: 500, headers: { "content-type": "x/json" }, body }) },
    });
    const first = await run(world);
    expect([first.code, first.stderr]).toEqual([3, ""]);
    const report = await world.report("out");
    expect(report.totals.cases.blocked).toBe(2);
    for (const name of ["report.html", "junit.xml", "ctrf.json", "summary.md"]) {
      expect((await readFile(world.file(`out/${name}`))).length).toBeLessThan(1_000_000);
    }
    expect((await world.headwater("rejudge", "out")).code).toBe(3);
    expect(await world.report("out")).toEqual(report);
  });
});

const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

describe("a journal that unpacks to more than it may", () => {
  it("is refused at once, with little memory", async () => {
    const world = await openWorld({ cases: 2 });
    const line = Buffer.alloc(96 * 1024 ** 2, 0x20);
    await writeFile(world.file("journal.ndjson.br"), brotliCompressSync(line, quick));
    const reading = world.start("rejudge", ".");
    const { code, stderr } = await reading.ended;
    expect([code, stderr]).toEqual([2, expect.stringContaining("a line is longer than")]);
  });
});

it.each(["SIGINT", "SIGTERM"] as const)(
  "the first %s ends a command that only reads",
  async (signal) => {
    const world = await openWorld({ cases: 2 });
    const pipe = world.file("slow.json");
    await new Promise((resolve) => spawn("mkfifo", [pipe]).on("close", resolve));
    const reading = world.start("compare", "slow.json", "slow.json");
    // Opens as soon as the command reads, and says nothing.
    const silence = await open(pipe, "w");
    reading.kill(signal);
    expect((await reading.ended).signal).toBe(signal);
    await silence.close();
  },
);
