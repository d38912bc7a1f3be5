import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { optionalPackages } from "../harness/pact/optional-package.ts";
import { headwater } from "../harness/testing/command.ts";
import { within } from "../harness/testing/program.ts";

const guide = await readFile("docs/contracts.md", "utf8");

/** Commands of the guide with what it shows under each. */
const shown = [...guide.matchAll(/^```\n((?:\$ headwater[\s\S]*?))^```$/gm)]
  .flatMap(([, block = ""]) => block.split(/^\$ headwater /m).slice(1))
  .map((text) => {
    const [line = "", ...output] = text.split("\n");
    return { line, output: output.join("\n") };
  });

const [first, ...further] = shown;

const pacts = await mkdtemp(path.join(tmpdir(), "headwater-"));
afterAll(() => rm(pacts, { recursive: true }));

it.each(further)("headwater $line prints what the guide shows", async ({ line, output }) => {
  // What the guide writes to a folder of its own, it writes nowhere here.
  const words = wordsOf(line).map((word) => (word === "pacts" ? pacts : word));
  const { stdout } = await within(...words);
  expect(stdout).toBe(output);
});

it("the first command prints what the guide shows as a process of its own, too", async () => {
  const { code, stdout } = await headwater(first?.line.split(" ") ?? []);
  expect([code, stdout]).toEqual([0, first?.output]);
});

/** As a shell reads it. */
const wordsOf = (line: string): readonly string[] =>
  (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ""));

it("shows commands, and only states and options that exist", async () => {
  expect(shown.length).toBeGreaterThanOrEqual(3);
  const { stdout } = await within("pact", "states");
  const state = /^source\.credit$[\s\S]*?(?=^$)/m.exec(guide)?.[0].split("```")[0] ?? "nothing";
  expect(stdout).toContain(state.trim());
  expect(stdout).toMatch(/^CASE, after STEP$/m);
  const helped = [["pact", "verify"], ["pact", "generate"], []];
  const helps = helped.map((names) => headwater([...names, "--help"]));
  const known = (await Promise.all(helps)).map(({ stdout: help }) => help).join("\n");
  const linesOfOthers = guide.matchAll(/(?:npm install|npx|pact-broker) .*/g);
  const ofOthers = new Set(
    [...linesOfOthers].flatMap(([line]) => line.match(/--[a-z][a-z-]+/g) ?? []),
  );
  const options = new Set(guide.match(/(?<=[`\s])--[a-z][a-z-]+/g));
  const unknown = [...options].filter((option) => !ofOthers.has(option) && !known.includes(option));
  expect(unknown).toEqual([]);
});

it("names the packages that Pact needs in the versions that are tested", () => {
  for (const [name, { version }] of Object.entries(optionalPackages)) {
    expect(guide).toContain(`npm install --save-dev --save-exact ${name}@${version} `);
  }
});
