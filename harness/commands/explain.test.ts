import { describe, expect, it } from "vitest";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder } from "../testing/files.ts";
import { runCommand } from "../testing/program.ts";

async function headwater(...args: readonly string[]) {
  const { context, stdout, stderr } = commandContext(await temporaryFolder());
  const code = await runCommand(context, ...args);
  return { code, stdout: stdout(), stderr: stderr() };
}

describe("what can be claimed is explained", () => {
  it.each([
    { id: "digital-river/core", says: /^digital-river\/core \(a profile that a target claims\)\n/ },
    {
      id: "konbini",
      says: /^konbini \(a source type that a target claims\)\n\d+ combinations of /,
    },
    { id: "JPY", says: /^JPY \(a currency that a target claims\)\n[^]*\nin digital-river\// },
    {
      id: "refunds-by-percent",
      says: /an ability that a target claims\)[^]*needed by \d+ cases$/m,
    },
    { id: "refund-by-percent", says: /\n {2}needs [^\n]*ability refunds/ },
  ])("$id", async ({ id, says }) => {
    const { code, stdout, stderr } = await headwater("explain", id);
    expect([code, stdout, stderr]).toEqual([0, expect.stringMatching(says), ""]);
  });

  it.each([
    ["konbiny", "konbini"],
    ["digital-river/coer", "digital-river/core"],
    ["refunds-by-persent", "refunds-by-percent"],
  ])("%s: did you mean %s", async (id, meant) => {
    const { code, stderr } = await headwater("explain", id);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`did you mean ${meant}?`)]);
  });

  it.each(["profiles", "source-types", "currencies", "abilities"])("list %s", async (what) => {
    const { code, stdout } = await headwater("list", what, "--json");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as readonly unknown[]).length).toBeGreaterThan(1);
  });
});
