import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openWorld } from "../harness/testing/world.ts";

const pages = ["docs/gate.md", "docs/scale.md"];

/** The blocks of a page in a language. */
const blocks = (page: string, language: string): readonly string[] =>
  [...readFileSync(page, "utf8").matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , text = ""]) => text);

/** Words of a command line as a shell would split it; only double quotes, and output to a file. */
function words(line: string): { readonly args: readonly string[]; readonly file?: string } {
  const all = [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
  const at = all.indexOf(">");
  const [file] = at < 0 ? [] : all.slice(at + 1);
  return { args: at < 0 ? all : all.slice(0, at), ...(file !== undefined && { file }) };
}

it("every command of docs/gate.md does what the page says", async () => {
  const world = await openWorld({
    cases: 2,
    shop: {
      instead: ({ method, path }) =>
        `${method} ${path}` === "GET /books" ? { body: { books: [] } } : undefined,
    },
  });
  const lines = blocks("docs/gate.md", "sh").flatMap((block) => block.trim().split("\n"));
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) {
    const [command = "", note] = line.split(" # exits with ");
    const { args, file } = words(command.replace(/^headwater /, ""));
    const { code, stdout } = await world.headwater(...args);
    expect(`${command}: ${code}`).toBe(`${command}: ${note ?? 0}`);
    if (file !== undefined) writeFileSync(world.file(file), stdout);
  }
  const read = (file: string) => readFileSync(world.file(file), "utf8");
  expect(read("comment.md")).toContain("0 regressions");
  expect(JSON.parse(read("comparison.json"))).toHaveProperty("regressions", []);
});

describe.each(pages)("the files that %s shows", (page) => {
  const files = blocks(page, "yaml");

  it("are YAML", () => {
    for (const file of files) expect(() => void parse(file)).not.toThrow();
  });
});
