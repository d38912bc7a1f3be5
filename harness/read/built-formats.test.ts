import { createRequire } from "node:module";
import path from "node:path";
import type { ValidateFunction } from "ajv";
import { describe, expect, it } from "vitest";
import { compileFormats } from "./compile-formats.ts";
import { formatProblems, unplaced } from "./format-problems.ts";

const load = createRequire(path.resolve("dist/compiled/formats/digest"));
const live = compileFormats("specs/formats");

const step = { id: "buy", call: "POST /orders", has: 1 };
const check = { id: "Bought", must: "BOOK", on: "buy", expect: { status: "2x" } };
const header = { kind: "header", format: 7, run: { id: 1, startedAt: "yesterday" } };

describe("the validators that a build makes say what those say that are made on the way", () => {
  it.each([
    { format: "case", data: { case: "Buy a book", title: 1, steps: [step], checks: [check] } },
    { format: "case", data: [] },
    {
      format: "target",
      data: { name: "", apis: { commerce: { baseUrl: "x" } }, limits: { a: 1 } },
    },
    { format: "target", data: { apis: {}, claims: { sourceTypes: { "?": {} } } } },
    { format: "fixture", data: { fixtures: { book: { title: "A book", params: [] } } } },
    { format: "journal", data: header },
    { format: "report", data: { format: 3, cases: [{ id: 1, outcome: "green" }] } },
    { format: "mutation", data: { faults: [{}] } },
    { format: "baseline", data: { failures: [{ until: "tomorrow" }] } },
    { format: "pact", data: { interactions: [{ type: "Message" }] } },
  ])("of a $format that is none", ({ format, data }) => {
    const said = ([live(format), load(`./${format}.cjs`) as ValidateFunction] as const).map(
      (validate) => {
        expect(validate(data)).toBe(false);
        return formatProblems(validate.errors, unplaced("file"));
      },
    );
    expect(said[1]).toEqual(said[0]);
    expect(said[0]?.length).toBeGreaterThan(0);
  });
});
