import { describe, expect, it } from "vitest";
import { edited, type Edit, sound } from "../testing/mistakes.ts";
import { must } from "../testing/must.ts";
import { type Files } from "../testing/files.ts";
import { loadSuite } from "../testing/suite.ts";
import { vacuousCases } from "./vacuity.ts";

const refusal =
  "{ status: 409, body: { type: conflict, errors: { contains: { code: book_sold } } } }";

async function told(edits: readonly Edit[], further: Files = {}) {
  const library = must(await loadSuite({ "case.yaml": edited(sound, edits), ...further }));
  return vacuousCases(library.cases).map(({ code, at, message }) => [code, at?.line, message]);
}

describe("a case that proves less than it seems to", () => {
  const rows: readonly {
    readonly name: string;
    readonly edits: readonly Edit[];
    readonly want: readonly unknown[];
  }[] = [
    { name: "nothing is wrong", edits: [], want: [] },
    {
      name: "a control that is neither a case nor a step",
      edits: [["control: buy", "control: bye"]],
      want: [["UNKNOWN_CASE", 1, 'the control "bye" is neither a case nor a step of this case']],
    },
    {
      name: "a refusal without a control",
      edits: [
        ["{ status: 2xx }", refusal],
        ["control: buy\n", ""],
      ],
      want: [["CONTROL", 1, "the case buy-a-book demands a refusal and names no control"]],
    },
    {
      name: "a refusal with its reason and its control",
      edits: [["{ status: 2xx }", refusal]],
      want: [],
    },
    {
      name: "a refusal by status alone",
      edits: [["{ status: 2xx }", "{ status: [404, 409] }"]],
      want: [["VACUOUS", 18, "buy-a-book/bought demands a refusal without its reason"]],
    },
    {
      name: "a refusal with a body that gives no reason",
      edits: [["{ status: 2xx }", "{ status: 409, body: { id: { is: string } } }"]],
      want: [["VACUOUS", 18, "buy-a-book/bought demands a refusal without its reason"]],
    },
    {
      name: "a refusal of which only the wider documentation speaks, with a body",
      edits: [
        ["must: DR-BOOK-1", "should: DR-BOOK-1"],
        ["{ status: 2xx }", "{ status: 409, body: { id: { is: string } } }"],
      ],
      want: [],
    },
    {
      name: "a refusal whose reason another check of the step demands",
      edits: [
        ["{ status: 2xx }", "{ status: 409 }"],
        [
          'on: read\n    expect: { status: 200, body: { id: "{order}" } }',
          `on: buy\n    expect: ${refusal}`,
        ],
      ],
      want: [],
    },
    {
      name: "a refusal in the schema of errors",
      edits: [["{ status: 2xx }", "{ status: 4xx, schema: Errors }"]],
      want: [],
    },
    {
      name: "a status that may be a refusal or not",
      edits: [["{ status: 2xx }", "{ status: [200, 404] }"]],
      want: [],
    },
    {
      name: "a status that any answer has",
      edits: [["{ status: 2xx }", "{ status: [2xx, 3xx, 4xx, 5xx] }"]],
      want: [["VACUOUS", 18, "buy-a-book/bought looks at nothing that can be wrong"]],
    },
    {
      name: "an expectation of anything at all",
      edits: [["{ status: 2xx }", "{ body: {} }"]],
      want: [["VACUOUS", 18, "buy-a-book/bought looks at nothing that can be wrong"]],
    },
  ];

  it.each(rows)("$name", async ({ edits, want }) => {
    expect(await told(edits)).toEqual(want);
  });

  it("a control may be a case of another file", async () => {
    const other = edited(sound, [["case: buy-a-book", "case: sell-a-book"]]);
    expect(await told([["control: buy", "control: sell-a-book"]], { "b.yaml": other })).toEqual([]);
  });

  it("a mistake that every combination repeats is told once", async () => {
    const edits: readonly Edit[] = [
      ["steps:\n", "matrix: { n: [1, 2, 3] }\nsteps:\n"],
      ["control: buy", "control: bye"],
    ];
    expect(await told(edits)).toHaveLength(1);
  });
});
