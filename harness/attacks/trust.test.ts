import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";

const page = await readFile("docs/trust.md", "utf8");
const lines = page.split("\n").filter((line) => line.startsWith("- "));
const link = /\[([^\]]+)\]\((\.\.\/harness\/[^)]+\.test\.ts)\)/;
const held = new RegExp(String.raw`^- .+\. ${link.source}(?:, ${link.source})*$`);

describe("what a green result rests on", () => {
  it.each(lines)("is held by tests of these names: %s", async (line) => {
    expect(line).toMatch(held);
    for (const [, name = "", file = ""] of line.matchAll(new RegExp(link, "g"))) {
      const source = await readFile(path.join("docs", file), "utf8");
      expect([name, source.includes(JSON.stringify(name))]).toEqual([name, true]);
    }
  });

  it("says nothing else but its title, its headings and how it is held", () => {
    const rest = page.split("\n").filter((line) => line !== "" && !line.startsWith("- "));
    const plain = rest.filter((line) => !line.startsWith("#"));
    expect(plain).toEqual([
      "Each line is held by the tests that stand behind it; a test of this page refuses a line without one.",
    ]);
  });
});
