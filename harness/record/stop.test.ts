import { existsSync, watch } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readJournal } from "../journal/read.ts";
import type { ShopBehaviour } from "../testing/bookshop.ts";
import { comparable } from "../testing/comparable.ts";
import { must } from "../testing/must.ts";
import { openWorld, type Running, type World } from "../testing/world.ts";

const run = ["run", "--target", "target.yaml", "--seed", "5", "-q", "-o", "out"] as const;
const resume = ["run", "--target", "target.yaml", "-q", "--resume", "out"] as const;

const stateOf = async (world: World) =>
  must(await readJournal(world.file("out/journal.ndjson"))).end.state;

/** A run that gets a signal while the shop holds back the answer to its request number `at`. */
async function signalledAt(at: number, signal: NodeJS.Signals) {
  let running: Running | undefined;
  const world = await openWorld({
    shop: {
      instead: (_request, before) => {
        if (before !== at) return undefined;
        running?.kill(signal);
        return "held";
      },
    },
  });
  running = world.start(...run);
  return { world, ended: await running.ended };
}

describe("a run that is interrupted", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "by %s does not wait for answers, and ends with 3 and a bundle that says so",
    async (signal) => {
      const { world, ended } = await signalledAt(25, signal);
      expect([ended.code, ended.signal]).toEqual([3, null]);
      expect(ended.stdout).toMatch(/\ninconclusive: /);
      const report = await world.report("out");
      expect(report.conclusion).toBe("inconclusive");
      expect(report.reasons.join(" ")).toContain("the run was interrupted");
      expect(report.run.stopped).toEqual({ by: "interrupted", why: "the run was interrupted" });
      expect(report.cases).toHaveLength(6);
      expect(report.totals.cases.passed).toBeGreaterThan(0);
      for (const name of ["report.html", "junit.xml", "summary.md", "ctrf.json"]) {
        expect(existsSync(world.file(`out/${name}`))).toBe(true);
      }
      expect(await stateOf(world)).toBe("stopped");
      expect((await world.headwater("rejudge", "out")).code).toBe(3);
      expect(await world.report("out")).toEqual(report);
    },
  );

  it("goes on when it is resumed", async () => {
    const { world } = await signalledAt(25, "SIGINT");
    expect((await world.headwater(...resume)).code).toBe(0);
    await world.headwater(...run.slice(0, -1), "whole");
    expect(comparable(await world.report("out"))).toEqual(comparable(await world.report("whole")));
    expect(await stateOf(world)).toBe("whole");
  });

  it("a second time is killed, whatever it still does", async () => {
    let running: Running | undefined;
    const world = await openWorld({
      cases: 24,
      shop: {
        instead: (_request, before) => {
          if (before === 30) running?.kill("SIGINT");
          return undefined;
        },
      },
    });
    // Nobody reads what it prints, and the report is longer than a pipe holds: it hangs at its end.
    running = world.start(...run, "--json");
    running.pause();
    await written(world, "out", "report.html");
    running.kill("SIGINT");
    expect((await running.ended).signal).toBe("SIGINT");
  });
});

describe("a run that bails", () => {
  const sellsOut: ShopBehaviour = {
    instead: ({ method, path }) =>
      `${method} ${path}` === "GET /books" ? { body: { books: [] } } : undefined,
  };

  it("stops at the first failure that counts, and says so", async () => {
    const world = await openWorld({ shop: sellsOut });
    const { code, stdout } = await world.headwater(...run, "--bail");
    expect(code).toBe(1);
    expect(stdout).toMatch(/5 cases blocked: the run bailed out at buy-two-books\[n=\d\]/);
    const report = await world.report("out");
    expect(report).toMatchObject({
      conclusion: "non-conformant",
      run: { stopped: { by: "bail" } },
    });
    expect(report.totals.cases).toMatchObject({ failed: 1, blocked: 5 });
    expect(await stateOf(world)).toBe("stopped");
    await world.headwater("rejudge", "out");
    expect(await world.report("out")).toEqual(report);
  });

  it("does not stop where nothing fails", async () => {
    const world = await openWorld({ cases: 2 });
    expect((await world.headwater(...run, "--bail")).code).toBe(0);
    expect(await stateOf(world)).toBe("whole");
  });

  it("goes on when it is resumed", async () => {
    const world = await openWorld({ shop: sellsOut });
    await world.headwater(...run, "--bail");
    expect((await world.headwater(...resume)).code).toBe(1);
    expect((await world.report("out")).totals.cases).toMatchObject({ failed: 6, blocked: 0 });
  });
});

const live = (body: unknown): ShopBehaviour => ({
  instead: (_request, before) => (before === 8 ? { status: 201, body } : undefined),
});

describe("a target in live mode", () => {
  const deep = { id: "b99", price: 1, owner: [{ nested: { liveMode: true } }] };

  it("stops the run at its first answer: 5, and the journal and the report say why", async () => {
    const world = await openWorld({ shop: live(deep) });
    const { code, stderr } = await world.headwater(...run);
    expect(code).toBe(5);
    expect(world.shop.requests.length).toBeLessThanOrEqual(10);
    const why = expect.stringMatching(/^[A-Z]+ http:\S+ was answered with liveMode: true/);
    const report = await world.report("out");
    expect(report).toMatchObject({
      conclusion: "inconclusive",
      run: { stopped: { by: "live-mode", why } },
    });
    expect(stderr).toMatch(/^stopped for safety: POST http:\S+ was answered with liveMode: true/);
    expect(world.journal("out").at(-1)).toMatchObject({ kind: "stopped", by: "live-mode", why });
    expect(JSON.stringify(report.evidence)).toContain("liveMode");
  });

  it.each([
    { name: "the target file allows it", target: "allowLiveMode: true", body: deep },
    { name: "it says false", target: "", body: { ...deep, owner: { liveMode: false } } },
    { name: "it is only a text", target: "", body: { ...deep, owner: '{"liveMode": true}' } },
  ])("does not when $name", async ({ target, body }) => {
    const world = await openWorld({ cases: 2, target, shop: live(body) });
    const { code } = await world.headwater(...run);
    expect(code).not.toBe(5);
    expect(await stateOf(world)).toBe("whole");
  });
});

describe("a journal that cannot be written", () => {
  it("is told with 2 before anything is sent", async () => {
    const world = await openWorld();
    const { code, stderr } = await world.startIn(0, ...run).ended;
    expect([code, stderr]).toEqual([2, expect.stringContaining("file too large")]);
    expect(world.shop.requests).toEqual([]);
  });

  it("any more is told with 2, and the run goes on when there is room again", async () => {
    const world = await openWorld();
    const running = world.startIn(20, ...run);
    const { code, stderr } = await running.ended;
    expect([code, stderr]).toEqual([2, expect.stringContaining("file too large")]);
    expect((await readFile(world.file("out/journal.ndjson"))).length).toBe(20 * 1024);
    expect((await world.headwater(...resume)).code).toBe(0);
  });
});

/** Waits until a file of a bundle is there. */
async function written(world: World, bundle: string, name: string): Promise<void> {
  await mkdir(world.file(bundle), { recursive: true });
  await new Promise<void>((resolve) => {
    const watcher = watch(world.file(bundle), () => {
      if (!existsSync(world.file(`${bundle}/${name}`))) return;
      watcher.close();
      resolve();
    });
  });
}
