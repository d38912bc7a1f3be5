import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, symlink } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { writeFiles } from "../testing/files.ts";
import { forgeJournal } from "../testing/forge-journal.ts";
import { openWorld, type Running, type World } from "../testing/world.ts";

const run = (world: World, ...args: readonly string[]) =>
  world.headwater("run", "--target", "target.yaml", "--seed", "5", "-q", ...args);

it("files that no run wrote stay: a folder that holds some of these names and no journal is refused", async () => {
  const world = await openWorld({ cases: 1 });
  await writeFiles(world.folder, { "d/replay/precious.txt": "mine", "d/report.json": "mine too" });
  const { code, stderr } = await run(world, "-o", "d");
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining("report.json, replay, but no journal"),
  ]);
  expect(await readdir(world.file("d"))).toEqual(["replay", "report.json"]);
  expect(world.shop.requests).toEqual([]);
});

const writers = {
  run: ["run", "--target", "target.yaml"],
  merge: ["merge", "out"],
  rejudge: ["rejudge", "out"],
};

it.each([
  { name: "a journal of something else", file: "d/journal.ndjson", by: ["run", "merge"] },
  {
    name: "a journal that is a link",
    link: ["mine.txt", "d/journal.ndjson"],
    by: ["run", "merge"],
  },
  { name: "a script of something else", file: "d/replay/mine.sh", by: ["run", "merge", "rejudge"] },
  { name: "a script behind a link", link: ["own", "d/replay"], by: ["run", "merge", "rejudge"] },
  { name: "a report of something else", file: "d/report.json", by: ["run", "merge", "rejudge"] },
] as const)("$name stays, whatever would be written there", async ({ by, ...one }) => {
  const world = await openWorld({ cases: 1 });
  await run(world, "-o", "out", "--shard", "1/1");
  await mkdir(world.file("d"));
  const texts = "file" in one ? { [one.file]: '{"mine":true}' } : {};
  await writeFiles(world.folder, { "mine.txt": "mine", "own/mine.sh": "mine", ...texts });
  if ("link" in one) await symlink(world.file(one.link[0]), world.file(one.link[1]));
  const before = await contentOf(world.file("d"));
  const asked = world.shop.requests.length;
  for (const name of by) {
    expect([name, (await world.headwater(...writers[name], "-o", "d")).code]).toEqual([name, 2]);
  }
  expect(await contentOf(world.file("d"))).toEqual(before);
  expect(world.shop.requests).toHaveLength(asked);
});

/** What there is in a folder, and what is behind its links. */
async function contentOf(folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = await readdir(folder, { recursive: true });
  const inner = (await readdir(path.join(folder, "replay")).catch(() => [])).map((name) =>
    path.join("replay", name),
  );
  const found = [...new Set([...names, ...inner])].toSorted();
  return Promise.all(
    found.map(
      async (name) =>
        [name, await readFile(path.join(folder, name), "utf8").catch(() => "")] as const,
    ),
  );
}

it("a file in the making is not written through a link that lies there", async () => {
  const world = await openWorld({ cases: 1 });
  await writeFiles(world.folder, { "mine.txt": "mine" });
  await mkdir(world.file("d"));
  await symlink(world.file("mine.txt"), world.file("d/report.json.partial"));
  expect((await run(world, "-o", "d")).code).toBe(0);
  expect(await readFile(world.file("mine.txt"), "utf8")).toBe("mine");
});

it("what was made of a run before is replaced, with its journal beside it or not", async () => {
  const world = await openWorld({ cases: 1 });
  await run(world, "-o", "out");
  for (const args of [
    ["rejudge", "out"],
    ["rejudge", "out"],
    ["run", "-t", "target.yaml"],
  ]) {
    expect((await world.headwater(...args, "-o", "again")).code).toBe(0);
  }
});

it.runIf(existsSync("/proc/self"))(
  "a folder that cannot be made ends the run at once",
  async () => {
    const world = await openWorld({ cases: 1 });
    const { code, stderr } = await run(world, "-o", "/proc/headwater/out");
    expect([code, stderr]).toEqual([2, expect.stringContaining("cannot be written: ENOENT")]);
  },
);

it("what lies among the scripts of a run before stays, and its scripts go", async () => {
  const world = await openWorld({ cases: 1 });
  await run(world, "-o", "d");
  await writeFiles(world.folder, { "d/replay/precious.txt": "mine", "d/replay/old.sh": "" });
  expect((await run(world, "-o", "d")).code).toBe(0);
  expect(await readdir(world.file("d/replay"))).toEqual(["precious.txt"]);
});

it("a folder without a name is refused", async () => {
  const world = await openWorld({ cases: 1 });
  const { code, stderr } = await world.start("run", "-o", "").ended;
  expect([code, stderr]).toEqual([2, expect.stringContaining("the name of a folder")]);
});

it("a second run into a folder is refused while the first is under way; a lock of none is taken over", async () => {
  let second: ReturnType<typeof run> | undefined;
  let running: Running | undefined;
  const world = await openWorld({
    cases: 1,
    shop: {
      instead: (_request, before) => {
        if (before !== 3) return undefined;
        second = run(world, "-o", "out");
        void second.then(() => running?.kill("SIGKILL"));
        return "held";
      },
    },
  });
  running = world.start("run", "--target", "target.yaml", "-q", "-o", "out");
  await running.ended;
  expect(await second).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("another run writes into this folder"),
  });
  expect(await readdir(world.file("out"))).toContain("run.lock");
  expect((await run(world, "-o", "out")).code).toBe(0);
  expect(await readdir(world.file("out"))).not.toContain("run.lock");
});

it("that a case does not apply is believed only where the run's own claims leave it out", async () => {
  const world = await openWorld({ cases: 2, shop: { instead: () => ({ status: 500 }) } });
  await run(world, "--shard", "1/1", "-o", "out");
  await forgeJournal(world.file("out"), (lines) =>
    lines.flatMap((line) => {
      if (line["kind"] === "footer") return [{ ...line, conclusion: "conformant" }];
      if (line["kind"] !== "verdict") return "case" in line ? [] : [line];
      const undriven = { kind: "not-applicable", cause: "so it is" };
      return [{ ...line, outcome: "not-applicable", undriven, verdicts: [] }];
    }),
  );
  expect((await world.headwater("merge", "out", "-o", "merged")).code).toBe(3);
  expect((await world.headwater("rejudge", "out")).code).toBe(3);
  expect(await readFile(world.file("out/summary.md"), "utf8")).toContain("the target claims it");
  await forgeJournal(world.file("out"), (lines) => lines.slice(0, -1));
  const resumed = await run(world, "--shard", "1/1", "--resume", "out");
  expect([resumed.code, await world.report("out")]).toEqual([
    3,
    expect.objectContaining({ conclusion: "inconclusive" }),
  ]);
});
