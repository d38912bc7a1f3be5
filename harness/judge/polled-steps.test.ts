import { describe, expect, it } from "vitest";
import { openWorld } from "../testing/world.ts";

describe("a step that is polled", () => {
  it("is in the report with how long it took, where it did not settle at once", async () => {
    const world = await openWorld({ cases: 1, shop: { settleAfter: 2 } });
    const { code, stdout } = await world.headwater("run", "--target", "target.yaml", "-o", "out");
    expect(code).toBe(0);
    const [row] = (await world.report("out")).cases;
    expect(row?.polled).toEqual([{ step: "paid", tries: 3, tookMs: expect.any(Number) }]);
    expect(row?.polled?.[0]?.tookMs).toBeGreaterThan(0);
    expect(stdout).toMatch(
      /polled +1 step did not settle at once; buy-two-books\[n=1\]\/paid took longest, /,
    );
  });

  it("is not where it did", async () => {
    const world = await openWorld({ cases: 1 });
    const { stdout } = await world.headwater("run", "--target", "target.yaml", "-o", "out");
    expect((await world.report("out")).cases[0]).not.toHaveProperty("polled");
    expect(stdout).not.toContain("polled");
  });
});
