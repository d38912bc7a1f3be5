import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { type Command, CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { compileCase } from "./case/compile.ts";
import { compileFixtures } from "./case/fixture.ts";
import { differsFrom } from "./check/expect.ts";
import { createProgram } from "./commands/program.ts";
import { createJournalParser } from "./journal/parse.ts";
import type { Problem } from "./problem.ts";
import { nodesOf, withValue } from "./mutation/edits/data.ts";
import { parseYaml } from "./read/yaml.ts";
import type { Result } from "./result.ts";
import { anyCharacter } from "./testing/any-character.ts";
import { sound } from "./testing/mistakes.ts";
import { caseOf, bookFixtures, formats, specs } from "./testing/suite.ts";

/** JSON and text that a hand or a machine may leave where something else belongs. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom("{", "{x}", "{card.id", "$..[", "GET", "GET /x{y}", "2xx", "9xx", "∞", "\u0000"),
);

/** The document with something else at some place. */
const disturbed = (text: string) => {
  const data = parse(text) as Parameters<typeof nodesOf>[0];
  const places = nodesOf(data).map(({ path }) => path);
  return fc
    .array(fc.tuple(fc.constantFrom(...places), anything), { minLength: 1, maxLength: 3 })
    .map((edits) =>
      stringify(
        edits.reduce<typeof data>(
          (before, [path, value]) => withValue(before, path, value as typeof data),
          data,
        ),
        { aliasDuplicateObjects: false },
      ),
    );
};

/** Problems that do not say what is wrong and where; a refusal without any problem is one, too. */
function placeless(result: Result<unknown>): readonly Problem[] {
  if (result.ok) return [];
  const mute: Problem = { code: "FORMAT", message: "no problem was given" };
  const all = result.problems.length === 0 ? [mute] : result.problems;
  return all.filter(
    ({ at, message }) => !(at?.file === "own.yaml" && at.line && at.column && message !== ""),
  );
}

const document = (text: string) => parseYaml({ file: "own.yaml", text });

describe("a file in which something else stands somewhere", () => {
  it("is a case, or problems with their places", async () => {
    const { library } = await caseOf(sound);
    const context = { formats, specs, ...library };
    fc.assert(
      fc.property(disturbed(sound), (text) => {
        const read = document(text);
        const compiled = read.ok ? compileCase(read.value, context) : read;
        expect(placeless(compiled)).toEqual([]);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it("is fixtures, or problems with their places", () => {
    const shared = { axes: new Map(), settled: new Map() };
    const context = { formats, schemas: specs.schemas, shared };
    fc.assert(
      fc.property(disturbed(bookFixtures), (text) => {
        const read = document(text);
        const compiled = read.ok ? compileFixtures([read.value], context) : read;
        expect(placeless(compiled)).toEqual([]);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it.each(["target", "baseline", "requirement", "degenerate"] as const)(
    "is a %s, or problems with their places",
    (format) => {
      fc.assert(
        fc.property(fc.object(), (data) => {
          const read = document(stringify(data, { aliasDuplicateObjects: false }));
          expect(placeless(read.ok ? formats.check(format, read.value) : read)).toEqual([]);
        }),
        { numRuns: 100, seed: 7 },
      );
    },
  );
});

it("a line that was never written by a run is refused, and the next one read", () => {
  const lines = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom('{"kind":"entry"}', "{}", "[]", "null", ""),
  );
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 5 }), (all) => {
      const reading = createJournalParser({});
      for (const line of all) expect(reading.take(line)).toEqual(expect.any(String));
      expect(reading.end({ bytes: 0, digest: "" }, false)).toBeUndefined();
    }),
    { numRuns: 300, seed: 7 },
  );
});

it("whatever a server answers is judged", async () => {
  const { one: testCase } = await caseOf(sound);
  const request = { method: "GET", url: "http://a.example/", headers: {} } as const;
  const bodies = fc.oneof(fc.json(), fc.string({ unit: anyCharacter }));
  fc.assert(
    fc.property(bodies, fc.integer({ min: 200, max: 599 }), (body, status) => {
      const reply = { kind: "answered", status, headers: {}, body } as const;
      for (const { expect: wanted } of testCase.checks) {
        const exchange = { request, sentAt: "", durationMs: 1, reply };
        const found = differsFrom(wanted, exchange, {}, specs.schemas["digital-river"]);
        for (const { at, expected, actual } of found)
          expect([at, expected, actual].every((text) => text.length > 0)).toBe(true);
      }
    }),
    { numRuns: 300, seed: 7 },
  );
});

describe("any command line", () => {
  const flags = ["run", "selection-options", "output-options"].flatMap(
    (file) => readFileSync(`harness/commands/${file}.ts`, "utf8").match(/--[a-z-]+/g) ?? [],
  );
  const words = fc.oneof(
    fc.constantFrom(
      "run",
      "lint",
      "mutate",
      "merge",
      "pact",
      "explain",
      "list",
      "--",
      "-",
      ...flags,
    ),
    fc.constantFrom(
      "1/2",
      "0/0",
      "9".repeat(30),
      "1e9",
      "-1",
      "NaN",
      "10s",
      "must",
      "",
      "=",
      "--=x",
    ),
    fc.string(),
  );

  it("is understood, or refused with what is wrong with it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 8 }), async (argv) => {
        const said: string[] = [];
        const program = await quiet((text) => void said.push(text));
        const outcome = await program.parseAsync(argv, { from: "user" }).then(
          () => "understood",
          (error: unknown) =>
            error instanceof CommanderError && said.length > 0 ? "refused" : error,
        );
        expect(["understood", "refused"]).toContain(outcome);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

/** The program with commands that do nothing, and what it says. */
async function quiet(write: (text: string) => void): Promise<Command> {
  const program = await createProgram("0.0.0-test", [], { done: () => {}, context: noContext });
  silence(program, write);
  return program;
}

function noContext(): never {
  throw new Error("no command is meant to run");
}

function silence(command: Command, write: (text: string) => void): void {
  command.configureOutput({ writeOut: write, writeErr: write });
  for (const inner of command.commands) silence(inner, write);
  if (command.commands.length === 0) command.action(() => {});
}
