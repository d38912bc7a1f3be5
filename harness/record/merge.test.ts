import { cp, readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readJournal } from "../journal/read.ts";
import type { ShopBehaviour } from "../testing/bookshop.ts";
import { comparable } from "../testing/comparable.ts";
import { forgeJournal } from "../testing/forge-journal.ts";
import { must } from "../testing/must.ts";
import { once } from "../testing/once.ts";
import { openWorld, type World } from "../testing/world.ts";

const sellsOut: NonNullable<ShopBehaviour["instead"]> = ({ method, path }) =>
  `${method} ${path}` === "GET /books" ? { body: { books: [] } } : undefined;

const run = (world: World, ...args: readonly string[]) =>
  world.headwater("run", "--target", "target.yaml", "--seed", "5", "-q", ...args);

/** Runs every shard, shard `i` into the folder `i`. */
async function runShards(world: World, count: number, ...args: readonly string[]) {
  for (let index = 1; index <= count; index += 1) {
    await run(world, "--shard", `${index}/${count}`, "-o", String(index), ...args);
  }
}

describe("shards merged", () => {
  it.each([
    { name: "conformant", shop: {}, count: 3, args: [] },
    { name: "with failures and their evidence", shop: { instead: sellsOut }, count: 2, args: [] },
    { name: "in several rounds", shop: {}, count: 2, args: ["--repeat", "2"] },
    {
      name: "on a target that claims less",
      shop: {},
      count: 2,
      args: [],
      target: "claims: { profiles: [digital-river/core], sourceTypes: [poem] }",
    },
  ])("$name are the report of the run in one piece", async ({ shop, count, args, target = "" }) => {
    const world = await openWorld({ shop, target });
    const whole = await run(world, "-o", "whole", ...args);
    await runShards(world, count, ...args);
    const folders = Array.from({ length: count }, (_, index) => String(count - index));
    const merged = await world.headwater("merge", ...folders, "-o", "merged");
    expect([merged.code, merged.stderr]).toEqual([whole.code, ""]);
    const report = await world.report("merged");
    expect(comparable(report)).toEqual(comparable(await world.report("whole")));
    const parts = await Promise.all(folders.map((folder) => world.report(folder)));
    expect(report.run.exchanges).toBe(parts.reduce((sum, part) => sum + part.run.exchanges, 0));
  });

  it("have a journal of their own, whole, which comes to the same report", async () => {
    const world = await openWorld({ shop: { instead: sellsOut } });
    await runShards(world, 2);
    await world.headwater("merge", "1", "2", "-o", "merged");
    const journal = must(await readJournal(world.file("merged/journal.ndjson")));
    expect(journal.end.state).toBe("whole");
    const report = await world.report("merged");
    expect((await world.headwater("rejudge", "merged", "-o", "again")).code).toBe(1);
    expect(await world.report("again")).toEqual(report);
  });

  it("are inconclusive where a shard that says it is whole lacks a case", async () => {
    const world = await openWorld({ cases: 2, files: await storedShards() });
    await forgeJournal(world.file("1"), (lines) => lines.filter((line) => !("case" in line)));
    const { code, stdout } = await world.headwater("merge", "1", "2", "-o", "merged");
    expect(stdout).toContain("no shard drove this case");
    expect(code).toBe(3);
  });
});

/** Two shards, as files: of a shop that is gone. A run against it still has a journal with a footer. */
const storedShards = once(async () => {
  const world = await openWorld({ cases: 2 });
  await runShards(world, 2);
  const names = ["1/journal.ndjson", "2/journal.ndjson", "target.yaml"];
  const texts = names.map(
    async (name) => [name, await readFile(world.file(name), "utf8")] as const,
  );
  return Object.fromEntries(await Promise.all(texts));
});

describe("merging is refused", () => {
  const rows: readonly {
    readonly name: string;
    readonly change?: (world: World) => Promise<unknown>;
    readonly folders: readonly string[];
    readonly says: string;
  }[] = [
    { name: "when a shard is missing", folders: ["1"], says: "shard 2 of 2 is missing" },
    {
      name: "when a shard is given twice",
      change: (world) => cp(world.file("1"), world.file("copy"), { recursive: true }),
      folders: ["1", "2", "copy"],
      says: "shard 1 of 2 is given twice: 1, copy",
    },
    {
      name: "when a shard calls itself another",
      change: async (world) => {
        await cp(world.file("1"), world.file("copy"), { recursive: true });
        await forgeJournal(world.file("copy"), ([header, ...lines]) => {
          const facts = header?.["run"] as object;
          return [{ ...header, run: { ...facts, shard: { index: 2, count: 2 } } }, ...lines];
        });
      },
      folders: ["1", "copy"],
      says: "copy: holds 1 case that this shard was not dealt",
    },
    {
      name: "when shards were dealt differently",
      change: (world) => run(world, "--shard", "1/3", "-o", "3"),
      folders: ["1", "2", "3"],
      says: "the shards were dealt differently: of 2 and of 3",
    },
    {
      name: "when a run was no shard",
      change: (world) => run(world, "-o", "whole"),
      folders: ["1", "whole"],
      says: "whole: this is a whole run, no shard",
    },
    {
      name: "when a shard ran another suite",
      change: async (world) => {
        await edit(world, "suites/digital-river/buy.yaml", "price: 12", "price: 13");
        await run(world, "--shard", "2/2", "-o", "2");
      },
      folders: ["1", "2"],
      says: "2: the suite is cases",
    },
    {
      name: "when this is another suite than that of all shards",
      change: (world) => edit(world, "suites/digital-river/buy.yaml", "price: 12", "price: 13"),
      folders: ["1", "2"],
      says: "1: the suite is cases",
    },
    {
      name: "when a shard ran against another target",
      change: async (world) => {
        await edit(world, "target.yaml", "name: The shop", "name: The stall");
        await run(world, "--shard", "2/2", "-o", "2");
      },
      folders: ["1", "2"],
      says: "2: the target is The stall, but in 1 it is The shop",
    },
    {
      name: "when a shard ran another selection",
      change: (world) => run(world, "--shard", "2/2", "-o", "2", "--level", "should"),
      folders: ["1", "2"],
      says: "2: the selection is",
    },
    {
      name: "when a shard did not come to its end",
      change: async (world) => {
        const journal = await readFile(world.file("2/journal.ndjson"));
        await writeFile(world.file("2/journal.ndjson"), journal.subarray(0, -300));
      },
      folders: ["1", "2"],
      says: "2: the journal ends within a line",
    },
    {
      name: "when a shard was edited",
      change: (world) => edit(world, "2/journal.ndjson", '"state":"paid"', '"state":"free"'),
      folders: ["1", "2"],
      says: "the journal was changed after the run",
    },
    { name: "when there is no journal", folders: ["1", "3"], says: "there is no journal" },
    {
      name: "onto one of the shards",
      folders: ["1", "2", "-o", "2"],
      says: "2 is one of the shards",
    },
  ];

  it.each(rows)("$name: 2, and it says so", async ({ change, folders, says }) => {
    const world = await openWorld({ cases: 2, files: await storedShards() });
    await change?.(world);
    const out = folders.includes("-o") ? [] : ["-o", "merged"];
    const { code, stderr } = await world.headwater("merge", ...folders, ...out);
    expect([code, stderr.replaceAll("\\", "")]).toEqual([2, expect.stringContaining(says)]);
    await expect(readFile(world.file("merged/report.json"))).rejects.toThrow("ENOENT");
  });
});

async function edit(world: World, name: string, from: string, to: string): Promise<void> {
  const text = await readFile(world.file(name), "utf8");
  const [old, by] = text.includes(from) ? [from, to] : [quoted(from), quoted(to)];
  expect(text).toContain(old);
  await writeFile(world.file(name), text.replace(old, by));
}

/** As it stands within a string of JSON. */
const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);
