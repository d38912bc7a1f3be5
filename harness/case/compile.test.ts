import { describe, expect, it } from "vitest";
import { renderProblem } from "../problem.ts";
import { loadSuite } from "../testing/suite.ts";

const valid = `case: buy-a-book
title: A book can be bought once
profile: digital-river/core
given:
  book: { fixture: book.new, price: 12 }
steps:
  - id: buy
    call: POST /orders
    body: { book: "{book.id}" }
    take: { order: $.id }
  - id: sell
    use: book.sell
    with: { id: "{book.id}" }
  - id: read
    call: GET /orders/{order}
    within: 5s
checks:
  - id: bought
    must: DR-BOOK-1
    on: buy
    expect: { status: 2xx }
  - id: kept
    must: DR-BOOK-2
    on: read
    expect: { status: 200, body: { id: "{order}" } }
control: buy
`;

async function problemsOf(text: string) {
  const library = await loadSuite({ "case.yaml": text });
  return library.ok ? [] : library.problems;
}

describe("a mistake in a case is one problem, where it stands", () => {
  it.each([
    { name: "a reference to nothing", edit: ['book: "{book.id}"', 'book: "{boook.id}"'], code: "UNKNOWN_REFERENCE", line: 9, says: "nothing provides {boook.id} here", hint: "did you mean book.id?" },
    { name: "a reference to what the fixture does not provide", edit: ['body: { book: "{book.id}" }', 'body: { book: "{book.isbn}" }'], code: "UNKNOWN_REFERENCE", line: 9, says: "{book.isbn}" },
    { name: "a reference in a path", edit: ["GET /orders/{order}", "GET /orders/{ordr}"], code: "UNKNOWN_REFERENCE", line: 15, says: "{ordr}" },
    { name: "a reference in a header", edit: ["    take:", "    headers: { x-trace: 'a {trace}' }\n    take:"], code: "UNKNOWN_REFERENCE", line: 10, says: "{trace}" },
    { name: "a reference in a text", edit: ['body: { book: "{book.id}" }', "text: 'book={buk.id}'"], code: "UNKNOWN_REFERENCE", line: 9, says: "{buk.id}" },
    { name: "a reference in a form", edit: ['body: { book: "{book.id}" }', "form: { book: '{buk.id}' }"], code: "UNKNOWN_REFERENCE", line: 9, says: "{buk.id}" },
    { name: "a reference in a JSONPath", edit: ["order: $.id", "order: \"$.all[?@.id == '{buk.id}']\""], code: "UNKNOWN_REFERENCE", line: 10, says: "{buk.id}" },
    { name: "a reference in a param", edit: ["price: 12", 'price: "{cost}"'], code: "UNKNOWN_REFERENCE", line: 5, says: "{cost}" },
    { name: "a reference in a check", edit: ['id: "{order}"', 'id: "{odrer}"'], code: "UNKNOWN_REFERENCE", line: 25, says: "{odrer}", hint: "did you mean order?" },
    { name: "a reference to what only a later step takes", edit: ["call: POST /orders", "call: POST /orders/{order}"], code: "UNKNOWN_REFERENCE", line: 8, says: "{order}" },
    { name: "a polled check that refers to what a later step takes", edit: ["checks:", "  - id: late\n    call: GET /late\n    take: { late: $.id }\nchecks:"], edit2: ['id: "{order}"', 'id: "{late}"'], code: "UNKNOWN_REFERENCE", line: 28, says: "{late}" },
    { name: "an unknown fixture", edit: ["fixture: book.new", "fixture: book.old"], edit2: ['"{book.id}"', '"{case.unique}"'], code: "UNKNOWN_FIXTURE", line: 5, says: 'there is no fixture or action "book.old"', hint: "did you mean book.new?" },
    { name: "an unknown action", edit: ["use: book.sell", "use: book.sel"], code: "UNKNOWN_FIXTURE", line: 11, says: '"book.sel"', hint: "did you mean book.sell?" },
    { name: "an unknown param", edit: ["price: 12", "prise: 12"], code: "UNKNOWN_PARAM", line: 5, says: 'book.new has no param "prise"', hint: "did you mean price?" },
    { name: "a missing param of a fixture", edit: ["fixture: book.new, price: 12", "fixture: book.signed"], code: "MISSING_PARAM", line: 5, says: 'book.signed needs the param "author"' },
    { name: "a missing param of an action", edit: ['    with: { id: "{book.id}" }\n', ""], code: "MISSING_PARAM", line: 11, says: 'book.sell needs the param "id"' },
    { name: "a check on no step", edit: ["on: buy", "on: bye"], code: "UNKNOWN_STEP", line: 20, says: 'there is no step "bye"', hint: "did you mean buy?" },
    { name: "a check on an action", edit: ["on: buy", "on: sell"], code: "UNKNOWN_STEP", line: 20, says: 'the step "sell" is no call' },
    { name: "a step id given twice", edit: ["- id: read", "- id: buy"], edit2: ["on: read", "on: buy"], code: "DUPLICATE_ID", line: 14, says: 'the step id "buy" is given twice' },
    { name: "a check id given twice", edit: ["- id: kept", "- id: bought"], code: "DUPLICATE_ID", line: 22, says: 'the check id "bought" is given twice' },
    { name: "a call without a path", edit: ["call: POST /orders", "call: POST orders"], edit2: ["GET /orders/{order}", "GET /orders"], edit3: ['"{order}"', "x"], edit4: ["on: buy", "on: read"], code: "CALL", line: 8, says: '"POST orders" is no call', hint: "a method, a space, a path: POST /checkouts/{cart.id}/sources/{card.id}" },
    { name: "a call without a known method", edit: ["call: GET /orders/{order}", "call: FETCH /orders"], edit2: ["on: read", "on: buy"], code: "CALL", line: 15, says: '"FETCH /orders" is no call' },
    { name: "a step with neither call nor use", edit: ["    call: GET /orders/{order}\n    within: 5s\n", "    as: public\n"], edit2: ["on: read", "on: buy"], code: "FORMAT", line: 14, says: "a step has either call or use" },
    { name: "a step without an id", edit: ["  - id: sell\n    use", "  - use"], code: "FORMAT", line: 11, says: 'lacks the key "id"' },
    { name: "an action with what only a call has", edit: ["    use: book.sell", "    use: book.sell\n    expect: { status: 2xx }"], code: "UNKNOWN_KEY", line: 13, says: "a step with use has no expect" },
    { name: "a call with what only an action has", edit: ["    within: 5s", "    with: { id: 5 }"], code: "UNKNOWN_KEY", line: 16, says: "a step with call has no with" },
    { name: "two bodies", edit: ["    take:", "    text: hello\n    take:"], code: "FORMAT", line: 10, says: "not body and text" },
    { name: "take beside each", edit: ["    take:", "    each: { n: [1, 2] }\n    take:"], code: "FORMAT", line: 11, says: "a step with each takes no values" },
    { name: "a JSONPath that is none", edit: ["order: $.id", "order: id["], code: "JSONPATH", line: 10, says: '"id[" is no JSONPath' },
    { name: "a JSONPath of amounts that is none", edit: ["status: 2xx }", "amounts: { '$..': 5 } }"], code: "JSONPATH", line: 21, says: '"$.." is no JSONPath' },
    { name: "a money expression of amounts", edit: ["status: 2xx }", "amounts: { $.total: '{book.price} / 2' } }"], code: "MONEY", line: 21, says: 'the amount "{book.price} / 2" cannot be computed: "/ 2" cannot be read' },
    { name: "a money expression of a matcher", edit: ["status: 2xx }", "body: { total: { money: '5 +' } } }"], code: "MONEY", line: 21, says: "it ends too early" },
    { name: "a money expression in a body", edit: ['body: { book: "{book.id}" }', 'body: { sum: { money: "(1" } }'], code: "MONEY", line: 9, says: "a closing bracket is missing" },
    { name: "a money expression in a param", edit: ["price: 12", 'price: { money: "1 2" }'], code: "MONEY", line: 5, says: '"2" is not expected here' },
    { name: "a field beside an operator", edit: ["status: 2xx }", "body: { all: { contains: 1, lenght: 2 } } }"], code: "MATCHER", line: 21, says: '"lenght" stands beside an operator', hint: "did you mean length?" },
    { name: "an unknown kind", edit: ["status: 2xx }", "body: { id: { is: strong } } }"], code: "MATCHER", line: 21, says: '"is: strong" is not known', hint: "did you mean string?" },
    { name: "a length that is none", edit: ["status: 2xx }", "body: { all: { length: -1 } } }"], code: "MATCHER", line: 21, says: "length takes a number" },
    { name: "one of no values", edit: ["status: 2xx }", "body: { all: { in: [] } } }"], code: "MATCHER", line: 21, says: "in takes a list" },
    { name: "a list that must contain nothing", edit: ["status: 2xx }", "body: { all: { contains: [] } } }"], code: "MATCHER", line: 21, says: "contains takes a matcher" },
    { name: "a body that is a text", edit: ["status: 2xx }", "body: full }"], code: "MATCHER", line: 21, says: 'a body is "empty", or fields' },
    { name: "a status that is none", edit: ["status: 2xx }", "status: 2xy }"], code: "MATCHER", line: 21, says: '"2xy" is no status' },
    { name: "a regular expression that is none", edit: ["status: 2xx }", "body: { id: { matches: '(' } } }"], code: "REGEX", line: 21, says: "matches takes a regular expression" },
    { name: "an unknown requirement", edit: ["must: DR-BOOK-1", "must: DR-BOOK-9"], code: "UNKNOWN_REQUIREMENT", line: 19, says: 'there is no requirement "DR-BOOK-9"', hint: "did you mean DR-BOOK-1?" },
    { name: "a requirement that no response shows", edit: ["must: DR-BOOK-1", "must: DR-BOOK-4"], code: "UNTESTABLE_REQUIREMENT", line: 19, says: "No response shows a cover." },
    { name: "a level above the documented one", edit: ["must: DR-BOOK-1", "must: DR-BOOK-3"], code: "LEVEL", line: 19, says: "demands DR-BOOK-3 at level must, but it is only a should" },
    { name: "two requirements in one check", edit: ["must: DR-BOOK-1", "must: DR-BOOK-1\n    should: DR-BOOK-3"], code: "FORMAT", line: 18, says: "a check verifies exactly one requirement" },
    { name: "an unknown schema", edit: ["status: 2xx }", "schema: Bok }"], code: "UNKNOWN_SCHEMA", line: 21, says: 'the digital-river description has no schema "Bok"', hint: "did you mean Book?" },
    { name: "a control that is neither case nor step", edit: ["control: buy", "control: bui"], code: "UNKNOWN_CASE", line: 1, says: 'the control "bui" is neither a case nor a step of this case' },
    { name: "an axis member that no value has", edit: ["steps:\n", "matrix:\n  via:\n    path: { call: /orders }\n    body: { call: /orders }\nsteps:\n"], edit2: ["POST /orders", "POST {via.cal}"], code: "UNKNOWN_REFERENCE", line: 7, says: "no value of the axis has {via.cal}" },
    { name: "an axis member that makes a call of a number", edit: ["steps:\n", "matrix: { via: { five: { call: 5 } } }\nsteps:\n"], edit2: ["call: POST /orders", 'call: "{via.call}"'], code: "FORMAT", line: 9, says: "steps.0.call is 5; it must be string" },
    { name: "a check on nothing, in one combination", edit: ["steps:\n", "matrix: { via: { a: { on: buy }, b: { of: buy } } }\nsteps:\n"], edit2: ["on: buy", 'on: ["{via.on}"]'], code: "FORMAT", line: 21, says: "checks.0.on must NOT have fewer than 1 items" },
  ] as const)("$name", async ({ code, line, says, ...row }) => {
    const edits = [row.edit, row.edit2, row.edit3, row.edit4].filter((edit) => edit !== undefined);
    const text = edits.reduce((before, [old, by]) => {
      expect(before).toContain(old);
      return before.replaceAll(old, by);
    }, valid);
    const problems = await problemsOf(text);
    expect(problems.map((problem) => [problem.code, problem.at?.line])).toEqual([[code, line]]);
    const [problem] = problems;
    expect(problem?.message).toContain(says);
    if ("hint" in row) expect(problem?.hint).toBe(row.hint);
    expect(problem?.at?.file).toBe("suites/cases/case.yaml");
  });

  it("nothing is wrong with the case that the mistakes were made in", async () => {
    expect(await problemsOf(valid)).toEqual([]);
  });
});
