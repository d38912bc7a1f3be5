import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder } from "../testing/files.ts";
import { runCommand } from "../testing/program.ts";

async function list(
  args: readonly string[],
  { columns, pager }: { readonly columns?: number; readonly pager?: string } = {},
) {
  const folder = await temporaryFolder();
  const environment = pager ? { PAGER: `${pager} > ${folder}/paged` } : { PAGER: "" };
  const { context, stdout, stderr } = commandContext(folder, environment);
  const terminal = { ...context.stdout, isTerminal: true, columns: columns ?? 80 };
  const used = columns === undefined ? context : { ...context, stdout: terminal };
  const code = await runCommand(used, "list", ...args);
  const paged = await readFile(path.join(folder, "paged"), "utf8").catch(() => undefined);
  return { code, stdout: stdout(), stderr: stderr(), paged };
}

const words = (text: string): readonly string[] => text.split(/\s+/);

describe("headwater list", () => {
  it("shows the rows that hold every word, and says how many", async () => {
    const { code, stdout, stderr } = await list(["cases", "KONBINI", "detach-*-use"]);
    expect(code).toBe(0);
    const lines = stdout.trim().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines.join("\n")).toMatch(/^detach-single-use\[type=konbini,via=body\] {2}/);
    expect(stderr).toMatch(/^2 of \d+ cases\n$/);
    const { stdout: json } = await list(["cases", "konbini", "detach-*-use", "--json"]);
    expect(JSON.parse(json)).toEqual([
      expect.objectContaining({ id: "detach-single-use[type=konbini,via=body]" }),
      expect.objectContaining({ id: "detach-single-use[type=konbini,via=path]" }),
    ]);
  });

  it("fits the terminal, with every id whole", async () => {
    for (const what of ["cases", "checks", "requirements", "faults", "fixtures"]) {
      const [{ stdout }, { stdout: plain }] = await Promise.all([
        list([what, "detach"], { columns: 80 }),
        list([what, "detach"]),
      ]);
      const long = stdout.split("\n").filter((line) => line.length > 80);
      // Only an id that is longer by itself.
      expect(long.filter((line) => line.trim().includes("  "))).toEqual([]);
      expect(words(stdout)).toEqual(words(plain));
    }
  });

  it("hands a long list to the pager, and a short one to the terminal", async () => {
    const long = await list(["cases"], { columns: 80, pager: "cat" });
    expect([long.stdout, long.paged]).toEqual(["", expect.stringContaining("detach-single-use")]);
    const short = await list(["profiles"], { columns: 80, pager: "cat" });
    expect([short.stdout, short.paged]).toEqual([expect.stringContaining("core"), undefined]);
    const none = await list(["cases"], { columns: 80, pager: "no-such-pager" });
    expect(none.stdout).toContain("detach-single-use");
  });

  it("says what holds nothing", async () => {
    const { code, stderr } = await list(["cases", "no-such-word"]);
    expect([code, stderr]).toEqual([3, expect.stringContaining('no row of cases holds "no-such')]);
  });
});
