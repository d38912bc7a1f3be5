import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";

const page = await readFile("docs/trust.md", "utf8");
const lines = page.split("\n").filter((line) => line.startsWith("- "));
const held = /^- (.+\.) \[(.+)\]\((\.\.\/harness\/[^)]+\.test\.ts)\)$/;

describe("what a green result rests on", () => {
  it.each(lines)("is held by a test: %s", async (line) => {
    const [, , test = "", file = ""] = held.exec(line) ?? [];
    expect(test).not.toBe("");
    expect(await readFile(path.join("docs", file), "utf8")).toContain(test);
  });

  it("says nothing else but its title, its headings and how it is held", () => {
    const rest = page.split("\n").filter((line) => line !== "" && !line.startsWith("- "));
    const plain = rest.filter((line) => !line.startsWith("#"));
    expect(plain).toEqual([
      "Each line is held by the test that stands behind it; a test of this page refuses a line without one.",
    ]);
  });
});
