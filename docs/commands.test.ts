import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { beforeAll, describe, expect, it } from "vitest";
import { createProgram } from "../harness/commands/program.ts";

// Not every command that a page names can be run by a test: proofs take minutes, and brokers are elsewhere. That there are such
// commands, with such options, is asked of all.

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "reports/README.md",
  ...readdirSync("docs")
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join("docs", file)),
];

let program: Command;

beforeAll(async () => {
  program = await createProgram("0.0.0-test", [], { done: () => {}, context: noContext });
});

function noContext(): never {
  throw new Error("nothing is run");
}

/** The command lines of a page: what stands in its code from `headwater` to the end of the code, the line or the comment. */
function commandLines(page: string): readonly string[] {
  const text = readFileSync(page, "utf8");
  const fenced = [...text.matchAll(/^ *```[^\n]*\n([\s\S]*?)^ *```$/gm)].map(
    ([, code = ""]) => code,
  );
  const inline = [...text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "").matchAll(/`([^`]+)`/g)];
  const lines = fenced.flatMap((code) => code.replaceAll("\\\n", " ").split("\n"));
  return [...lines, ...inline.map(([, code = ""]) => code.replaceAll("\n", " "))].flatMap((code) =>
    [...code.matchAll(/(?:^|[\s(`$"]|cli\.js )headwater ((?:-|[a-z])[^|;&)]*)/g)].map(
      ([, line = ""]) => line.replace(/ #.*| {3,}.*/, "").trim(),
    ),
  );
}

/** What a command line has that the program has not: a command, or an option. */
function unknownIn(line: string): readonly string[] {
  const words = line.replaceAll(/'[^']*'|"[^"]*"|\$\{\{.*?\}\}/g, "text").split(/\s+/);
  const named: Command[] = [program];
  return words.filter((word, index) => {
    const next = named.at(-1)?.commands.find((one) => one.name() === word);
    if (next !== undefined) named.push(next);
    const known = named.flatMap(({ options }) => options.map(({ long }) => long));
    if (word.startsWith("--")) return ![...known, "--help"].includes(word.split("=")[0] ?? "");
    const isValue = words[index - 1]?.startsWith("-") === true;
    return named.length === 1 && !isValue && !word.startsWith("-");
  });
}

describe("commands that a page names", () => {
  it.each(pages)("%s", (page) => {
    const wrong = commandLines(page).filter((line) => unknownIn(line).length > 0);
    expect(wrong).toEqual([]);
  });

  it("would be found where there are none such", () => {
    expect(unknownIn("rnu --target x")).toContain("rnu");
    expect(unknownIn("run --tagret x 'a --b'")).toEqual(["--tagret"]);
    expect(unknownIn("pact verify --no-such")).toEqual(["--no-such"]);
    expect(pages.flatMap(commandLines).length).toBeGreaterThan(100);
  });
});
