import { describe, expect, it } from "vitest";
import { found, type Mistake, wanted } from "../testing/mistakes.ts";

const mistakes: readonly Mistake[] = [
  {
    name: "a reference in a check",
    edits: [['id: "{order}"', 'id: "{odrer}"']],
    code: "UNKNOWN_REFERENCE",
    line: 25,
    says: "{odrer}",
    hint: "did you mean order?",
  },
  {
    name: "a polled check that refers to what a later step takes",
    edits: [
      ["checks:", "  - id: late\n    call: GET /late\n    take: { late: $.id }\nchecks:"],
      ['id: "{order}"', 'id: "{late}"'],
    ],
    code: "UNKNOWN_REFERENCE",
    line: 28,
    says: "{late}",
  },
  {
    name: "a JSONPath that is none",
    edits: [["order: $.id", "order: 'id['"]],
    code: "JSONPATH",
    line: 10,
    says: 'the JSONPath "id[" is refused: ',
  },
  {
    name: "a JSONPath of amounts that is none",
    edits: [["status: 2xx }", "amounts: { '$..': 5 } }"]],
    code: "JSONPATH",
    line: 21,
    says: 'the JSONPath "$.." is refused: ',
  },
  {
    name: "a money expression of amounts",
    edits: [["status: 2xx }", "amounts: { $.total: '{book.price} / 2' } }"]],
    code: "MONEY",
    line: 21,
    says: 'the amount "{book.price} / 2" cannot be computed: "/ 2" cannot be read',
  },
  {
    name: "a money expression of a matcher",
    edits: [["status: 2xx }", "body: { total: { money: '5 +' } } }"]],
    code: "MONEY",
    line: 21,
    says: "it ends too early",
  },
  {
    name: "a money expression in a body",
    edits: [['body: { book: "{book.id}" }', 'body: { sum: { money: "(1" } }']],
    code: "MONEY",
    line: 9,
    says: "a closing bracket is missing",
  },
  {
    name: "a money expression in a param",
    edits: [["price: 12", 'price: { money: "1 2" }']],
    code: "MONEY",
    line: 5,
    says: '"2" is not expected here',
  },
  {
    name: "a field beside an operator",
    edits: [["status: 2xx }", "body: { all: { contains: 1, lenght: 2 } } }"]],
    code: "MATCHER",
    line: 21,
    says: '"lenght" stands beside an operator',
    hint: "did you mean length?",
  },
  {
    name: "an unknown kind",
    edits: [["status: 2xx }", "body: { id: { is: strong } } }"]],
    code: "MATCHER",
    line: 21,
    says: '"is: strong" is not known',
    hint: "did you mean string?",
  },
  {
    name: "a length that is none",
    edits: [["status: 2xx }", "body: { all: { length: -1 } } }"]],
    code: "MATCHER",
    line: 21,
    says: "length takes a number",
  },
  {
    name: "one of no values",
    edits: [["status: 2xx }", "body: { all: { in: [] } } }"]],
    code: "MATCHER",
    line: 21,
    says: "in takes a list",
  },
  {
    name: "a list that must contain nothing",
    edits: [["status: 2xx }", "body: { all: { contains: [] } } }"]],
    code: "MATCHER",
    line: 21,
    says: "contains takes a matcher",
  },
  {
    name: "a body that is a text",
    edits: [["status: 2xx }", "body: full }"]],
    code: "MATCHER",
    line: 21,
    says: 'a body is "empty", or fields',
  },
  {
    name: "a status that is none",
    edits: [["status: 2xx }", "status: 2xy }"]],
    code: "MATCHER",
    line: 21,
    says: '"2xy" is no status',
  },
  {
    name: "a regular expression that is none",
    edits: [["status: 2xx }", "body: { id: { matches: '(' } } }"]],
    code: "REGEX",
    line: 21,
    says: "matches takes a regular expression",
  },
  {
    name: "an unknown schema",
    edits: [["status: 2xx }", "schema: Bok }"]],
    code: "UNKNOWN_SCHEMA",
    line: 21,
    says: 'the digital-river description has no schema "Bok"',
    hint: "did you mean Book?",
  },
];

describe("a mistake in what is expected is one problem, where it stands", () => {
  it.each(mistakes)("$name", async (mistake) => {
    expect(await found(mistake)).toEqual([wanted(mistake)]);
  });
});
