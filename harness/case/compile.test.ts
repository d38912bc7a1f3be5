import { describe, expect, it } from "vitest";
import { edited, found, type Mistake, problemsOf, sound, wanted } from "../testing/mistakes.ts";

/** Two further calls, made together, before those of the sound case. */
const together = (first: string, second: string): Mistake["edits"] => [
  ["steps:\n", `steps:\n  - together:\n      - { ${first} }\n      - { ${second} }\n`],
];

const mistakes: readonly Mistake[] = [
  {
    name: "a call of several together that is polled",
    edits: together("id: one, call: GET /a", "id: two, call: GET /a, within: 5s"),
    code: "FORMAT",
    line: 9,
    says: "a call that is made together has no within",
  },
  {
    name: "an action among calls that are made together",
    edits: together("id: one, call: GET /a", "id: two, use: book.sell, with: { id: '{book.id}' }"),
    code: "FORMAT",
    line: 9,
    says: "what is made together are calls",
  },
  {
    name: "two steps of one name, made together",
    edits: together("id: one, call: GET /a", "id: one, call: GET /a"),
    code: "DUPLICATE_ID",
    line: 9,
    says: 'the step id "one" is given twice',
  },
  {
    name: "a reference to what another call that is made together takes",
    edits: together("id: one, call: GET /a, take: { n: $.n }", "id: two, call: 'GET /a/{n}'"),
    code: "UNKNOWN_REFERENCE",
    line: 9,
    says: "{n}",
  },
  {
    name: "a key beside together",
    edits: [["steps:\n", "steps:\n  - as: public\n    together: [{ id: one, call: GET /a }]\n"]],
    code: "FORMAT",
    line: 7,
    says: "beside together stands no as",
  },
  {
    name: "a count of answers that says nothing",
    edits: [["on: buy\n", "on: buy\n    holds: { atMost: 1 }\n"]],
    code: "FORMAT",
    line: 18,
    says: "holds says nothing of 1 answers",
  },
  {
    name: "a count of answers of a polled step",
    edits: [["on: read\n", "on: read\n    holds: { exactly: 0 }\n"]],
    code: "FORMAT",
    line: 22,
    says: "a check on a polled step has no holds",
  },
  {
    name: "a reference to nothing",
    edits: [['book: "{book.id}"', 'book: "{boook.id}"']],
    code: "UNKNOWN_REFERENCE",
    line: 9,
    says: "nothing provides {boook.id} here",
    hint: "did you mean book.id?",
  },
  {
    name: "a reference to what the fixture does not provide",
    edits: [['body: { book: "{book.id}" }', 'body: { book: "{book.isbn}" }']],
    code: "UNKNOWN_REFERENCE",
    line: 9,
    says: "{book.isbn}",
  },
  {
    name: "a reference in a path",
    edits: [["GET /orders/{order}", "GET /orders/{ordr}"]],
    code: "UNKNOWN_REFERENCE",
    line: 15,
    says: "{ordr}",
  },
  {
    name: "a reference in a header",
    edits: [["    take:", "    headers: { x-trace: 'a {trace}' }\n    take:"]],
    code: "UNKNOWN_REFERENCE",
    line: 10,
    says: "{trace}",
  },
  {
    name: "a reference in a text",
    edits: [['body: { book: "{book.id}" }', "text: 'book={buk.id}'"]],
    code: "UNKNOWN_REFERENCE",
    line: 9,
    says: "{buk.id}",
  },
  {
    name: "a reference in a form",
    edits: [['body: { book: "{book.id}" }', "form: { book: '{buk.id}' }"]],
    code: "UNKNOWN_REFERENCE",
    line: 9,
    says: "{buk.id}",
  },
  {
    name: "a reference in a JSONPath",
    edits: [["order: $.id", "order: \"$.all[?@.id == '{buk.id}']\""]],
    code: "UNKNOWN_REFERENCE",
    line: 10,
    says: "{buk.id}",
  },
  {
    name: "a reference in a param",
    edits: [["price: 12", 'price: "{cost}"']],
    code: "UNKNOWN_REFERENCE",
    line: 5,
    says: "{cost}",
  },
  {
    name: "a reference to what only a later step takes",
    edits: [["call: POST /orders", "call: POST /orders/{order}"]],
    code: "UNKNOWN_REFERENCE",
    line: 8,
    says: "{order}",
  },
  {
    name: "an unknown fixture",
    edits: [
      ["fixture: book.new", "fixture: book.old"],
      ['"{book.id}"', '"{case.unique}"'],
    ],
    code: "UNKNOWN_FIXTURE",
    line: 5,
    says: 'there is no fixture or action "book.old"',
    hint: "known: book.new, book.sell, book.signed",
  },
  {
    name: "an unknown action",
    edits: [["use: book.sell", "use: book.sel"]],
    code: "UNKNOWN_FIXTURE",
    line: 11,
    says: '"book.sel"',
    hint: "did you mean book.sell?",
  },
  {
    name: "an unknown param",
    edits: [["price: 12", "prise: 12"]],
    code: "UNKNOWN_PARAM",
    line: 5,
    says: 'book.new has no param "prise"',
    hint: "did you mean price?",
  },
  {
    name: "a missing param of a fixture",
    edits: [["fixture: book.new, price: 12", "fixture: book.signed"]],
    code: "MISSING_PARAM",
    line: 5,
    says: 'book.signed needs the param "author"',
  },
  {
    name: "a missing param of an action",
    edits: [['    with: { id: "{book.id}" }\n', ""]],
    code: "MISSING_PARAM",
    line: 11,
    says: 'book.sell needs the param "id"',
  },
  {
    name: "a check on no step",
    edits: [["on: buy", "on: bye"]],
    code: "UNKNOWN_STEP",
    line: 20,
    says: 'there is no step "bye"',
    hint: "did you mean buy?",
  },
  {
    name: "a check on an action",
    edits: [["on: buy", "on: sell"]],
    code: "UNKNOWN_STEP",
    line: 20,
    says: 'the step "sell" is no call',
  },
  {
    name: "a step id given twice",
    edits: [
      ["- id: read", "- id: buy"],
      ["on: read", "on: buy"],
    ],
    code: "DUPLICATE_ID",
    line: 14,
    says: 'the step id "buy" is given twice',
  },
  {
    name: "a check id given twice",
    edits: [["- id: kept", "- id: bought"]],
    code: "DUPLICATE_ID",
    line: 22,
    says: 'the check id "bought" is given twice',
  },
  {
    name: "a call without a path",
    edits: [
      ["call: POST /orders", "call: POST orders"],
      ["GET /orders/{order}", "GET /orders"],
      ['"{order}"', "x"],
      ["on: buy", "on: read"],
    ],
    code: "CALL",
    line: 8,
    says: '"POST orders" is no call',
    hint: "a method, a space, a path: POST /checkouts/{cart.id}/sources/{card.id}",
  },
  {
    name: "a call without a known method",
    edits: [
      ["call: GET /orders/{order}", "call: FETCH /orders"],
      ["on: read", "on: buy"],
    ],
    code: "CALL",
    line: 15,
    says: '"FETCH /orders" is no call',
  },
  {
    name: "a step with neither call nor use",
    edits: [
      ["    call: GET /orders/{order}\n    within: 5s\n", "    as: public\n"],
      ["on: read", "on: buy"],
    ],
    code: "FORMAT",
    line: 14,
    says: "a step has either call, use or browser",
  },
  {
    name: "a step without an id",
    edits: [["  - id: sell\n    use", "  - use"]],
    code: "FORMAT",
    line: 11,
    says: 'lacks the key "id"',
  },
  {
    name: "an action with what only a call has",
    edits: [["    use: book.sell", "    use: book.sell\n    expect: { status: 2xx }"]],
    code: "UNKNOWN_KEY",
    line: 13,
    says: "a step with use has no expect",
  },
  {
    name: "a call with what only an action has",
    edits: [["    within: 5s", "    with: { id: 5 }"]],
    code: "UNKNOWN_KEY",
    line: 16,
    says: "a step with call has no with",
  },
  {
    name: "two bodies",
    edits: [["    take:", "    text: hello\n    take:"]],
    code: "FORMAT",
    line: 10,
    says: "not body and text",
  },
  {
    name: "take beside each",
    edits: [["    take:", "    each: { n: [1, 2] }\n    take:"]],
    code: "FORMAT",
    line: 11,
    says: "a step with each takes no values",
  },
  {
    name: "an unknown requirement",
    edits: [["must: DR-BOOK-1", "must: DR-BOOK-9"]],
    code: "UNKNOWN_REQUIREMENT",
    line: 19,
    says: 'there is no requirement "DR-BOOK-9"',
    hint: "did you mean DR-BOOK-1?",
  },
  {
    name: "a requirement that no response shows",
    edits: [["must: DR-BOOK-1", "must: DR-BOOK-4"]],
    code: "UNTESTABLE_REQUIREMENT",
    line: 19,
    says: "No response shows a cover.",
  },
  {
    name: "a level above the documented one",
    edits: [["must: DR-BOOK-1", "must: DR-BOOK-3"]],
    code: "LEVEL",
    line: 19,
    says: "demands DR-BOOK-3 at level must, but it is only a should",
  },
  {
    name: "two requirements in one check",
    edits: [["must: DR-BOOK-1", "must: DR-BOOK-1\n    should: DR-BOOK-3"]],
    code: "FORMAT",
    line: 18,
    says: "a check verifies exactly one requirement",
  },
  {
    name: "an axis member that no value has",
    edits: [
      [
        "steps:\n",
        "matrix:\n  via:\n    path: { call: /orders }\n    body: { call: /orders }\nsteps:\n",
      ],
      ["POST /orders", "POST /{via.cal}"],
    ],
    code: "UNKNOWN_REFERENCE",
    line: 7,
    says: "no value of the axis has {via.cal}",
  },
  {
    name: "an axis member that makes a call of a number",
    edits: [
      ["steps:\n", "matrix: { via: { five: { call: 5 } } }\nsteps:\n"],
      ["call: POST /orders", 'call: "{via.call}"'],
    ],
    code: "FORMAT",
    line: 9,
    says: "steps.0.call is 5; it must be string",
  },
  {
    name: "a check on nothing, in one combination",
    edits: [
      ["on: buy", 'on: ["{via.on}"]'],
      ["steps:\n", "matrix: { via: { a: { on: buy }, b: { of: buy } } }\nsteps:\n"],
    ],
    code: "FORMAT",
    line: 21,
    says: "checks.0.on must NOT have fewer than 1 items",
  },
];

describe("a mistake in a case is one problem, where it stands", () => {
  it.each(mistakes)("$name", async (mistake) => {
    expect(await found(mistake)).toEqual([wanted(mistake)]);
  });

  it("the case in which the mistakes were made has none", async () => {
    expect(await problemsOf(sound)).toEqual([]);
  });
});

describe("several mistakes come back all at once", () => {
  it("in one file, in the order of the steps and checks", async () => {
    const text = edited(sound, [
      ["price: 12", "prise: 12"],
      ["{book.id}", "{boook.id}"],
      ["must: DR-BOOK-1", "must: DR-BOOK-4"],
      ["on: read", "on: red"],
      ["status: 2xx", "status: 2xx, body: { id: { matches: '[' } }"],
    ]);
    const problems = await problemsOf(text);
    expect(problems.map(({ code, at }) => `${at?.line} ${code}`)).toEqual([
      "5 UNKNOWN_PARAM",
      "9 UNKNOWN_REFERENCE",
      "13 UNKNOWN_REFERENCE",
      "19 UNTESTABLE_REQUIREMENT",
      "21 REGEX",
      "24 UNKNOWN_STEP",
    ]);
  });

  it("a mistake that every combination of a matrix repeats is told once", async () => {
    const text = edited(sound, [
      ["steps:\n", "matrix: { n: [1, 2, 3] }\nsteps:\n"],
      ["on: read", "on: red"],
    ]);
    expect((await problemsOf(text)).map((problem) => problem.code)).toEqual(["UNKNOWN_STEP"]);
  });

  it("a mistake of one combination names what it became there", async () => {
    const text = edited(sound, [
      ["steps:\n", "matrix: { id: [DR-BOOK-1, DR-BOOK-7] }\nsteps:\n"],
      ["must: DR-BOOK-1", "must: '{id}'"],
    ]);
    expect((await problemsOf(text)).map((problem) => problem.message)).toEqual([
      'there is no requirement "DR-BOOK-7"',
    ]);
  });
});
