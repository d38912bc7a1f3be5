import { readFile, rm, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { ShopBehaviour } from "../testing/bookshop.ts";
import { comparable } from "../testing/comparable.ts";
import { once } from "../testing/once.ts";
import { casesOf, openWorld, type Running, targetFile, type World } from "../testing/world.ts";

/** Every case fails at its last step, so that reports hold evidence. */
const sellsOut: NonNullable<ShopBehaviour["instead"]> = ({ method, path }) =>
  `${method} ${path}` === "GET /books" ? { body: { books: [] } } : undefined;

const run = [
  "run",
  "--target",
  "target.yaml",
  "--seed",
  "5",
  "--trace-header",
  "X-Case",
  "-q",
] as const;
const resume = ["run", "--target", "target.yaml", "-q", "--resume", "out"] as const;

/** The shop, and a run that gets a signal while the shop holds back the answer to request number `at`. */
async function signalledAt(at: number, signal: NodeJS.Signals) {
  let running: Running | undefined;
  const world = await openWorld({
    shop: {
      instead: (request, before) => {
        if (before !== at) return sellsOut(request, before);
        running?.kill(signal);
        return "held";
      },
    },
  });
  running = world.start(...run, "-o", "out");
  return { world, ended: await running.ended };
}

const finishedIn = (world: World) =>
  world
    .journal("out")
    .filter((line) => line["kind"] === "verdict")
    .map((line) => String(line["case"]));

const askedFor = ({ shop }: World, from: number) =>
  shop.requests.slice(from).map(({ headers }) => headers["x-case"]);

/** What such a run comes to in one piece. */
const wholeRun = once(async () => {
  const world = await openWorld({ shop: { instead: sellsOut } });
  await world.headwater(...run, "-o", "out");
  return comparable(await world.report("out"));
});

/** A world in which a run of that kind was killed at about half its way: what is left is half of its journal. */
async function killed() {
  const world = await openWorld({ shop: { instead: sellsOut } });
  await world.headwater(...run, "-o", "out");
  const file = world.file("out/journal.ndjson");
  const journal = await readFile(file);
  await writeFile(file, journal.subarray(0, journal.indexOf(10, journal.length / 2) + 1));
  await rm(world.file("out/report.json"));
  return world;
}

describe("a run that was killed", () => {
  it.each([0, 4, 29, 47])(
    "at its request %i goes on to the report of a run in one piece",
    async (at) => {
      const { world, ended } = await signalledAt(at, "SIGKILL");
      expect(ended.signal).toBe("SIGKILL");
      const finished = finishedIn(world);
      const before = world.shop.requests.length;
      const resumed = await world.headwater(...resume);
      expect([resumed.code, resumed.stderr]).toEqual([1, ""]);
      for (const name of finished) expect(askedFor(world, before)).not.toContain(name);
      const report = await world.report("out");
      expect(report.totals.cases).toMatchObject({ failed: 6, passed: 0 });
      expect(comparable(report)).toEqual(await wholeRun());
    },
  );

  it("twice goes on twice", async () => {
    const world = await killed();
    const text = await readFile(world.file("out/journal.ndjson"));
    await world.headwater(...resume);
    const first = await world.report("out");
    await writeFile(world.file("out/journal.ndjson"), text.subarray(0, -7));
    expect((await world.headwater(...resume)).code).toBe(1);
    expect(comparable(await world.report("out"))).toEqual(comparable(first));
    expect(world.journal("out").filter((line) => line["kind"] === "resumed")).toHaveLength(1);
  });

  it("is inconclusive when it is judged without going on, and says why", async () => {
    const world = await killed();
    const { code, stdout } = await world.headwater("rejudge", "out");
    expect(code).toBe(3);
    expect(stdout).toContain("the journal has no footer: the run was killed, or the file was cut");
    const report = await world.report("out");
    expect(report).toMatchObject({
      conclusion: "inconclusive",
      run: { stopped: { by: "incomplete" } },
    });
    expect(report.cases).toHaveLength(6);
    expect(report.totals.cases.blocked).toBe(6 - finishedIn(world).length);
  });
});

describe("a run that is complete", () => {
  it("sends nothing when it is resumed, and comes to the same report", async () => {
    const world = await openWorld();
    await world.headwater(...run, "-o", "out");
    const [before, sent] = [await world.report("out"), world.shop.requests.length];
    const { code } = await world.headwater(...resume);
    expect(code).toBe(0);
    expect(await world.report("out")).toEqual(before);
    expect(world.shop.requests).toHaveLength(sent);
  });
});

/** A run of two cases, as files: of a shop that is gone, which nobody notices as long as nothing is sent. */
const storedRun = once(async () => {
  const world = await openWorld({ cases: 2 });
  await world.headwater(...run, "-o", "out");
  const names = ["out/journal.ndjson", "target.yaml"];
  const texts = names.map(
    async (name) => [name, await readFile(world.file(name), "utf8")] as const,
  );
  return Object.fromEntries(await Promise.all(texts));
});

describe("a run does not go on", () => {
  const page = "specs/requirements/books.yaml";

  it.each<{
    name: string;
    says: string;
    change?: (world: World) => Promise<void>;
    args?: readonly string[];
  }>([
    {
      name: "with another suite",
      says: "the suite changed since the run began",
      change: (world) => edit(world, "suites/digital-river/buy.yaml", "price: 12", "price: 13"),
    },
    {
      name: "with another specification",
      says: "the specification changed",
      change: (world) => edit(world, page, "says why", "tells why"),
    },
    {
      name: "on a target that claims something else",
      says: "the target file changed",
      change: (world) =>
        edit(
          world,
          "target.yaml",
          "limits:",
          "claims: { profiles: [digital-river/core] }\nlimits:",
        ),
    },
    {
      name: "on a target with another recipe",
      says: "the target file changed",
      change: (world) => edit(world, "target.yaml", "/till/{id}", "/till/{id}?fast=1"),
    },
    {
      name: "on a target elsewhere",
      says: "the target file changed",
      change: (world) => writeFile(world.file("target.yaml"), targetFile("http://127.0.0.1:9")),
    },
    {
      name: "on a target with another name",
      says: "the target changed since the run began: The shop then, The stall now",
      change: (world) => edit(world, "target.yaml", "name: The shop", "name: The stall"),
    },
    { name: "with other cases", says: "the selection changed", args: ["buy*n=1*"] },
    { name: "at another level", says: "the selection changed", args: ["--level", "should"] },
    { name: "as another shard", says: "the shard changed", args: ["--shard", "1/2"] },
    { name: "in another order", says: "the seed changed", args: ["--seed", "6"] },
    { name: "more often", says: "the number of rounds changed", args: ["--repeat", "2"] },
    { name: "into another folder", says: "goes on in its own folder", args: ["-o", "else"] },
  ])("$name: 2, and it says so, and sends nothing", async ({ says, change, args = [] }) => {
    const world = await openWorld({ cases: 2, files: await storedRun() });
    const journal = world.journal("out");
    await change?.(world);
    const { code, stderr } = await world.headwater(...resume, ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
    expect(world.shop.requests).toEqual([]);
    expect(world.journal("out")).toEqual(journal);
  });

  it.each([
    { name: "without a journal", text: undefined, says: "there is no journal" },
    { name: "with an empty one", text: "", says: "the journal is empty" },
    { name: "with half a header", text: '{"kind":"header","for', says: "ends within its header" },
    { name: "with an edited one", text: '{"kind":"header"}\n', says: "was changed after the run" },
  ])("$name: 2, and it says so", async ({ text, says }) => {
    const files = text === undefined ? {} : { "out/journal.ndjson": text };
    const world = await openWorld({ cases: 1, files });
    const { code, stderr } = await world.headwater(...resume);
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
    expect(world.shop.requests).toEqual([]);
  });

  it("but does with a renewed key and another pace", async () => {
    const world = await killed();
    await edit(world, "target.yaml", "sk-confidential", "sk-other-key");
    await edit(world, "target.yaml", "concurrency: 2", "concurrency: 1");
    expect((await world.headwater(...resume)).code).toBe(1);
  });
});

describe("a journal cut anywhere", () => {
  it("goes on to the same report", async () => {
    const world = await openWorld({ files: { "suites/digital-river/buy.yaml": casesOf(3) } });
    await world.headwater(...run, "-o", "out");
    const report = comparable(await world.report("out"));
    const whole = await readFile(world.file("out/journal.ndjson"));
    const header = whole.indexOf(10) + 1;
    const cuts = [0.01, 0.34, 0.67, 0.999].map((part) =>
      Math.max(header, Math.floor(whole.length * part)),
    );
    for (const at of [header, ...cuts, whole.length - 1]) {
      await writeFile(world.file("out/journal.ndjson"), whole.subarray(0, at));
      const { code, stderr } = await world.headwater(...resume);
      expect([code, stderr]).toEqual([0, ""]);
      expect(comparable(await world.report("out"))).toEqual(report);
    }
  });
});

async function edit(world: World, name: string, from: string, to: string): Promise<void> {
  const text = await readFile(world.file(name), "utf8");
  expect(text).toContain(from);
  await writeFile(world.file(name), text.replace(from, to));
}
