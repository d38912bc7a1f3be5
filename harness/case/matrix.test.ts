import { describe, expect, it } from "vitest";
import { must } from "../testing/must.ts";
import { edited, problemsOf, sound } from "../testing/mistakes.ts";
import { loadSuite } from "../testing/suite.ts";

/** The cases that a matrix makes of one with a single step: `call`, with further keys of the step. */
async function casesOf(matrix: string, step: string) {
  const text = `case: many
title: One scenario in several ways
profile: digital-river/core
matrix: ${matrix}
steps:
  - id: do
${step}
checks:
  - { id: done, must: DR-BOOK-1, on: do, expect: { status: 2xx } }
`;
  return must(await loadSuite({ "case.yaml": text })).cases;
}

const bodies = (cases: Awaited<ReturnType<typeof casesOf>>) =>
  cases.map(({ id, steps: [step] }) => [id, step?.kind === "call" ? step.body : undefined]);

const record = (members: Readonly<Record<string, unknown>>) => ({
  kind: "json",
  value: {
    kind: "record",
    members: Object.entries(members).map(([key, value]) => [key, { kind: "literal", value }]),
  },
});

describe("a matrix multiplies a case", () => {
  it("by every combination, named by its labels in the order of the axes", async () => {
    const cases = await casesOf(
      "{ type: [card, cash], via: { path: 1, body: 2 } }",
      "    call: GET /{type}",
    );
    expect(cases.map((testCase) => testCase.id)).toEqual([
      "many[type=card,via=body]",
      "many[type=card,via=path]",
      "many[type=cash,via=body]",
      "many[type=cash,via=path]",
    ]);
    expect(new Set(cases.map((testCase) => testCase.base))).toEqual(new Set(["many"]));
  });

  it("keeps the type of a value that stands alone, and writes it within text", async () => {
    const cases = await casesOf(
      "{ n: [1, true] }",
      '    call: POST /x\n    body: { alone: "{n}", within: "n={n}" }',
    );
    expect(bodies(cases)).toEqual([
      ["many[n=1]", record({ alone: 1, within: "n=1" })],
      ["many[n=true]", record({ alone: true, within: "n=true" })],
    ]);
  });

  it("puts whole objects and lists in", async () => {
    const cases = await casesOf(
      "{ pay: { card: { list: [1, { a: b }] } } }",
      '    call: POST /x\n    body: { list: "{pay.list}", all: "{pay}" }',
    );
    const list = {
      kind: "list",
      items: [
        { kind: "literal", value: 1 },
        { kind: "record", members: [["a", { kind: "literal", value: "b" }]] },
      ],
    };
    expect(bodies(cases)).toEqual([
      [
        "many[pay=card]",
        {
          kind: "json",
          value: {
            kind: "record",
            members: [
              ["list", list],
              ["all", { kind: "record", members: [["list", list]] }],
            ],
          },
        },
      ],
    ]);
  });

  it("leaves out what refers to a member that the choice lacks", async () => {
    const cases = await casesOf(
      "{ via: { path: { call: POST /x/1 }, body: { call: POST /x, body: { id: 1 } } } }",
      '    call: "{via.call}"\n    body: "{via.body}"',
    );
    expect(bodies(cases)).toEqual([
      ["many[via=body]", record({ id: 1 })],
      ["many[via=path]", { kind: "none" }],
    ]);
  });

  it("leaves out members and items within a body, too", async () => {
    const cases = await casesOf(
      "{ p: { a: { x: 1 }, b: { y: 2 } } }",
      '    call: POST /x\n    body: { x: "{p.x}", y: "{p.y}" }',
    );
    expect(bodies(cases)).toEqual([
      ["many[p=a]", record({ x: 1 })],
      ["many[p=b]", record({ y: 2 })],
    ]);
  });

  it("fills in requirements, steps of checks, statuses and expected fields", async () => {
    const text = edited(sound, [
      [
        "steps:\n",
        "matrix: { w: { a: { id: DR-BOOK-2, on: read, status: 201, field: title } } }\nsteps:\n",
      ],
      [
        "must: DR-BOOK-1\n    on: buy\n    expect: { status: 2xx }",
        "must: '{w.id}'\n    on: '{w.on}'\n    expect: { status: '{w.status}', body: { '{w.field}': x } }",
      ],
    ]);
    const [one] = must(await loadSuite({ "case.yaml": text })).cases;
    expect(one?.checks[0]).toMatchObject({
      requirement: "DR-BOOK-2",
      on: ["read"],
      expect: {
        status: [{ first: 201, last: 201 }],
        body: { kind: "like", schema: { properties: { title: { const: "x" } } } },
      },
    });
  });

  it("lets choices hold references", async () => {
    const cases = await casesOf('{ id: { own: "{case.unique}" } }', "    call: GET /{id}");
    expect(cases[0]?.steps[0]).toMatchObject({ path: ["/", { ref: "case.unique" }] });
  });

  it("knows no axis by the names that every object has", async () => {
    const text = edited(sound, [
      ["steps:\n", "matrix: { n: [1] }\nsteps:\n"],
      ["GET /orders/{order}", "GET /orders/{toString}"],
    ]);
    expect((await problemsOf(text)).map(({ message }) => message)).toEqual([
      "nothing provides {toString} here",
    ]);
  });
});
