import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const pages = ["docs/gate.md", "docs/scale.md"];

/** The blocks of a page in a language. */
const blocks = (page: string, language: string): readonly string[] =>
  [...readFileSync(page, "utf8").matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , text = ""]) => text);

describe.each(pages)("the files that %s shows", (page) => {
  const files = blocks(page, "yaml");

  it("are YAML", () => {
    for (const file of files) expect(() => void parse(file)).not.toThrow();
  });
});
