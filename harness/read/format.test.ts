import { describe, expect, it } from "vitest";
import { renderProblem } from "../problem.ts";
import { must } from "../testing/must.ts";
import { formats } from "../testing/suite.ts";
import { parseYaml } from "./yaml.ts";

const valid = `case: buy-a-book
title: A book can be bought
profile: digital-river/core
steps:
  - id: buy
    call: POST /orders
    as: public
checks:
  - id: bought
    must: DR-BOOK-1
    on: buy
    expect: { status: 2xx }
`;

/** The problems of the valid case with one text replaced. */
function problemsOf(text: string, by: string) {
  expect(valid).toContain(text);
  const document = must(parseYaml({ file: "case.yaml", text: valid.replace(text, by) }));
  const result = formats.check("case", document);
  return result.ok ? [] : result.problems;
}

describe("every way in which a case is not one has its place and its hint", () => {
  it.each([
    {
      name: "an unknown key that is nearly a known one",
      edit: ["    as: public", "    has: public"],
      want: {
        code: "UNKNOWN_KEY",
        at: [7, 5],
        message: 'steps.0 has the unknown key "has"',
        hint: "did you mean as?",
      },
    },
    {
      name: "an unknown key that is like no other",
      edit: ["title: A", "colour: red\ntitle: A"],
      want: {
        code: "UNKNOWN_KEY",
        at: [2, 1],
        message: 'the document has the unknown key "colour"',
        hint: "known: about, case, checks, control, does, given, matrix, needs, profile, steps, title",
      },
    },
    {
      name: "a missing key, told where its neighbours stand",
      edit: ["    on: buy\n", ""],
      want: { code: "FORMAT", at: [9, 5], message: 'checks.0 lacks the key "on"' },
    },
    {
      name: "a missing key of the document",
      edit: ["title: A book can be bought\n", ""],
      want: {
        code: "FORMAT",
        at: [1, 1],
        message: 'the document lacks the key "title"',
        hint: "One scenario: the fixtures it needs, its steps, its checks.",
      },
    },
    {
      name: "a wrong type",
      edit: ["call: POST /orders", "call: 7"],
      want: {
        code: "FORMAT",
        at: [6, 11],
        message: "steps.0.call is 7; it must be string",
        hint: "Method and path. References in braces: POST /checkouts/{cart.id}/sources/{card.id}",
      },
    },
    {
      name: "a value beside the allowed ones that is nearly one",
      edit: ["as: public", "as: pubic"],
      want: {
        code: "FORMAT",
        at: [7, 9],
        message:
          'steps.0.as is "pubic"; it must be as one of confidential, public, shopper, nobody',
        hint: "did you mean public?",
      },
    },
    {
      name: "a value beside the allowed ones that is like none",
      edit: ["as: public", "as: everybody else"],
      want: {
        code: "FORMAT",
        at: [7, 9],
        message:
          'steps.0.as is "everybody else"; it must be as one of confidential, public, shopper, nobody',
        hint: "known: confidential, nobody, public, shopper",
      },
    },
    {
      name: "an id of another form",
      edit: ["case: buy-a-book", "case: BuyABook"],
      want: {
        code: "FORMAT",
        at: [1, 7],
        message: 'case is "BuyABook", which does not have the form ^[a-z0-9]+(-[a-z0-9]+)*$',
      },
    },
    {
      name: "a name of another form",
      edit: ["steps:", "given:\n  my-book: { fixture: book.new }\nsteps:"],
      want: {
        code: "FORMAT",
        at: [5, 3],
        message: 'the name "my-book" in given must match pattern "^[a-z][A-Za-z0-9]*$"',
        hint: "names are letters and digits; dots and hyphens only where the format allows them",
      },
    },
    {
      name: "an empty list",
      edit: ["    on: buy", "    on: []"],
      want: {
        code: "FORMAT",
        at: [11, 9],
        message: "checks.0.on must NOT have fewer than 1 items",
        hint: "The step, or steps, whose responses are judged.",
      },
    },
    {
      name: "a list where an object belongs",
      edit: ["expect: { status: 2xx }", "expect: [2xx]"],
      want: {
        code: "FORMAT",
        at: [12, 13],
        message: 'checks.0.expect is ["2xx"]; it must be object',
        hint: "What one response must be. All members hold together.",
      },
    },
  ])("$name", ({ edit: [text = "", by = ""], want: { at, ...want } }) => {
    const [problem, ...others] = problemsOf(text, by);
    expect(others).toEqual([]);
    const { line, column } = problem?.at ?? {};
    expect({ ...problem, at: [line, column] }).toEqual({ hint: undefined, ...want, at });
  });

  it("all at once", () => {
    const problems = problemsOf(
      "as: public\nchecks:\n  - id: bought",
      "as: me\n    hedears: {}\nchecks:\n  - id: Bought",
    );
    expect(problems.map(({ code, at }) => [code, at?.line])).toEqual([
      ["UNKNOWN_KEY", 8],
      ["FORMAT", 7],
      ["FORMAT", 10],
    ]);
  });
});

describe("a problem is shown with its place, its line, a caret and what to do", () => {
  it.each([
    {
      name: "an unknown key",
      edit: ["    as: public", "    has: public"],
      want: `case.yaml:7:5: steps.0 has the unknown key "has"
     7 |     has: public
       |     ^
  hint: did you mean as?`,
    },
    {
      name: "in a long line, cut",
      edit: ["call: POST /orders", `call: { a: "${"x".repeat(200)}" }`],
      want: `case.yaml:6:11: steps.0.call is {"a":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...; it must be string
     6 |     call: { a: "${"x".repeat(144)}
       |           ^
  hint: Method and path. References in braces: POST /checkouts/{cart.id}/sources/{card.id}`,
    },
  ])("$name", ({ edit: [text = "", by = ""], want }) => {
    expect(problemsOf(text, by).map(renderProblem)).toEqual([want]);
  });
});

describe("data without a file", () => {
  it("is checked alike, and named", () => {
    const result = formats.checkData(
      "pages",
      { shop: { title: "", url: "x", authority: "none" } },
      "pages",
    );
    expect(result).toEqual({
      ok: false,
      problems: [
        {
          code: "FORMAT",
          at: { file: "pages" },
          message: "shop.title must NOT have fewer than 1 characters",
          hint: "Title of the page.",
        },
        {
          code: "FORMAT",
          at: { file: "pages" },
          message: 'shop.url must match format "uri"',
          hint: "Address of the page.",
        },
        {
          code: "FORMAT",
          at: { file: "pages" },
          message: 'shop.authority is "none"; it must be one of seed, wider',
          hint: "known: seed, wider",
        },
      ],
    });
  });
});
