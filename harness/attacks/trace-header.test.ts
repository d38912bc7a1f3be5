import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { certifiable } from "../testing/certificate.ts";
import { openWorld } from "../testing/world.ts";

const run = ["run", "--target", "target.yaml", "-q", "-o", "out"] as const;
const certify = ["certify", "--target", "target.yaml", "--key", "own.key"] as const;
const traced = [...run, "--trace-header", "X-Debug-Case"] as const;

/** All that a server can read of its requests. */
const wire = (requests: readonly unknown[]): string => JSON.stringify(requests);

describe("on the wire", () => {
  it("nothing names a case, the run or Headwater", async () => {
    const world = await openWorld();
    await world.headwater(...run);
    const [header] = world.journal("out") as readonly { run?: { id: string } }[];
    const text = wire(world.shop.requests);
    expect(world.shop.requests.length).toBeGreaterThan(40);
    for (const tell of ["buy-two-books", "n=3", "headwater", '"hw', header?.run?.id ?? ""]) {
      expect(text.toLowerCase()).not.toContain(tell);
    }
  });

  it("the user agent is what the target file says", async () => {
    const headers = "    headers: { User-Agent: acme-client/7 }\n    keys:";
    const world = await openWorld();
    const file = world.file("target.yaml");
    const text = (await readFile(file, "utf8")).replace("    keys:", headers);
    await writeFile(file, text);
    await world.headwater(...run);
    const agents = new Set(world.shop.requests.map((request) => request.headers["user-agent"]));
    expect([...agents]).toEqual(["acme-client/7"]);
  });

  it("each case is named where that is asked for, and the report says so", async () => {
    const world = await openWorld();
    const { stdout } = await world.headwater(...traced);
    const named = new Set(world.shop.requests.map(({ headers }) => headers["x-debug-case"]));
    expect(named).toEqual(new Set((await world.report("out")).cases.map(({ id }) => id)));
    expect(stdout).toMatch(/traced +every request named its case in x-debug-case/);
    expect((await world.report("out")).run).toMatchObject({ traceHeader: "x-debug-case" });
  });
});

describe("--trace-header", () => {
  it.each(["authorization", "x bad", "content-type", ""])("takes no %o", async (name) => {
    const world = await openWorld();
    const { code } = await world.start(...run, "--trace-header", name).ended;
    expect([code, world.shop.requests]).toEqual([2, []]);
  });

  it("is no option of certify", async () => {
    const world = await openWorld({ target: certifiable });
    await world.headwater("keygen", "own");
    expect((await world.start(...certify, "--trace-header", "X-Case").ended).code).toBe(2);
    expect(world.shop.requests).toEqual([]);
  });

  it("leaves a run that cannot be certified afterwards", async () => {
    const world = await openWorld({ target: certifiable });
    await world.headwater("keygen", "own");
    await world.headwater(...traced, "--repeat", "3");
    const ended = await world.headwater(...certify, "-q", "--resume", "out");
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("trace header");
  });
});
