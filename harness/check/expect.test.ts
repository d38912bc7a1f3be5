import { describe, expect, it } from "vitest";
import type { Values } from "../case/json.ts";
import { answered, silent } from "../testing/exchange.ts";
import { differencesOf } from "../testing/expectation.ts";

interface Row {
  readonly name: string;
  readonly expectation: string;
  readonly exchange: ReturnType<typeof answered>;
  readonly values?: Values;
  /** Where, what was expected, what came; absent when it holds. */
  readonly want?: readonly [at: string, expected: string, actual: string];
}

function check(rows: readonly Row[]): void {
  it.each(rows)("$name", ({ expectation, exchange, values, want }) => {
    const found = differencesOf(expectation, exchange, values);
    expect(found.map(({ at, expected, actual }) => [at, expected, actual])).toEqual(
      want ? [want] : [],
    );
  });
}

describe("status", () => {
  const conflict = { type: "conflict", errors: [{ code: "a_b" }, { code: "c_d" }, {}] };
  check([
    { name: "exactly", expectation: "{ status: 204 }", exchange: answered(204) },
    {
      name: "another",
      expectation: "{ status: 204 }",
      exchange: answered(200),
      want: ["status", "204", "200"],
    },
    { name: "the lowest of a class", expectation: "{ status: 2xx }", exchange: answered(200) },
    { name: "the highest of a class", expectation: "{ status: 4xx }", exchange: answered(499) },
    {
      name: "below a class",
      expectation: "{ status: 4xx }",
      exchange: answered(399),
      want: ["status", "4xx", "399"],
    },
    {
      name: "above a class",
      expectation: "{ status: 4xx }",
      exchange: answered(500),
      want: ["status", "4xx", "500"],
    },
    { name: "one of a list", expectation: "{ status: [200, 201] }", exchange: answered(201) },
    {
      name: "none of a list",
      expectation: "{ status: [201, 4xx] }",
      exchange: answered(200),
      want: ["status", "201 or 4xx", "200"],
    },
    {
      name: "with the codes that the body gives",
      expectation: "{ status: 201 }",
      exchange: answered(409, conflict),
      want: ["status", "201", "409 (a_b, c_d)"],
    },
    {
      name: "with a body whose errors are no list",
      expectation: "{ status: 201 }",
      exchange: answered(409, { errors: "x" }),
      want: ["status", "201", "409"],
    },
    {
      name: "with a body that is null",
      expectation: "{ status: 201 }",
      exchange: answered(409, "null"),
      want: ["status", "201", "409"],
    },
  ]);
});

describe("headers", () => {
  const withType = answered(200, "", { "content-type": "application/json; charset=utf-8" });
  check([
    {
      name: "are found whatever their case",
      expectation: "{ headers: { Content-Type: { includes: json } } }",
      exchange: withType,
    },
    {
      name: "differ",
      expectation: "{ headers: { content-type: text/plain } }",
      exchange: withType,
      want: ["headers.content-type", '"text/plain"', '"application/json; charset=utf-8"'],
    },
    {
      name: "lack",
      expectation: "{ headers: { Location: { matches: ^/x } } }",
      exchange: withType,
      want: ["headers.location", "text that matches ^/x", "nothing"],
    },
    {
      name: "are absent as they should be",
      expectation: "{ headers: { x-powered-by: { is: absent } } }",
      exchange: withType,
    },
    {
      name: "are there though they should not",
      expectation: "{ headers: { content-type: { is: absent } } }",
      exchange: withType,
      want: [
        "headers.content-type",
        "nothing: the field is absent",
        '"application/json; charset=utf-8"',
      ],
    },
  ]);
});

describe("bodies", () => {
  check([
    { name: "empty", expectation: "{ body: empty }", exchange: answered(204) },
    {
      name: "not empty",
      expectation: "{ body: empty }",
      exchange: answered(204, "{}"),
      want: ["body", "an empty body", '"{}"'],
    },
    {
      name: "white space is not empty",
      expectation: "{ body: empty }",
      exchange: answered(204, "\n"),
      want: ["body", "an empty body", '"\\n"'],
    },
    {
      name: "fields of an empty body",
      expectation: "{ body: { a: 1 } }",
      exchange: answered(200),
      want: ["body", "a JSON body", "an empty body"],
    },
    {
      name: "fields of what is no JSON",
      expectation: "{ body: { a: 1 } }",
      exchange: answered(200, "<html>"),
      want: ["body", "a JSON body", "no JSON: <html>"],
    },
    {
      name: "fields of a long text",
      expectation: "{ body: { a: 1 } }",
      exchange: answered(200, "x".repeat(100)),
      want: ["body", "a JSON body", `no JSON: ${"x".repeat(77)}...`],
    },
    {
      name: "fields of a list",
      expectation: "{ body: { a: 1 } }",
      exchange: answered(200, [{ a: 1 }]),
      want: ["body", "{ a: 1 }", '[{"a":1}]'],
    },
    {
      name: "nobody looks at it",
      expectation: "{ status: 2xx }",
      exchange: answered(200, "<html>"),
    },
  ]);
});

describe("schemas", () => {
  check([
    {
      name: "fit",
      expectation: "{ schema: Book }",
      exchange: answered(200, { id: "1", state: "new", more: 1 }),
    },
    {
      name: "lack a field",
      expectation: "{ schema: Book }",
      exchange: answered(200, { state: "new" }),
      want: ["body", "must have required property 'id'", '{"state":"new"}'],
    },
    {
      name: "differ in a type",
      expectation: "{ schema: Book }",
      exchange: answered(200, { id: "1", state: "new", price: "1" }),
      want: ["body.price", "must be number", '"1"'],
    },
    {
      name: "differ in a value",
      expectation: "{ schema: Book }",
      exchange: answered(200, { id: "1", state: "lost" }),
      want: ["body.state", "must be equal to one of the allowed values: new,sold", '"lost"'],
    },
    {
      name: "of an empty body",
      expectation: "{ schema: Book }",
      exchange: answered(200),
      want: ["body", "a JSON body", "an empty body"],
    },
  ]);
});

describe("amounts: what a JSONPath selects adds up exactly", () => {
  const data = {
    total: 0.3,
    items: [
      { id: "a", amount: 0.1 },
      { id: "b", amount: 0.2 },
    ],
    texts: ["1.10", "2.20"],
    quoted: [{ id: `it's "so" \\ \n`, amount: 5 }],
  };
  const items = (want: string, values: Values = {}): Omit<Row, "name"> => ({
    expectation: `{ amounts: { "$.items[*].amount": "${want}" } }`,
    exchange: answered(200, data),
    values,
  });
  check([
    { name: "a sum that floating point would miss", ...items("0.3") },
    { name: "a sum of other amounts", ...items("{x} + 0.1", { x: 0.2 }) },
    {
      name: "off by the smallest unit",
      ...items("0.31"),
      want: ["body $.items[*].amount", "0.31", "0.3 = 0.1 + 0.2"],
    },
    {
      name: "a single amount",
      expectation: "{ amounts: { $.total: 0.4 } }",
      exchange: answered(200, data),
      want: ["body $.total", "0.4", "0.3"],
    },
    {
      name: "texts that hold amounts",
      expectation: "{ amounts: { '$.texts[*]': 3.3 } }",
      exchange: answered(200, data),
    },
    {
      name: "nothing selected is 0",
      expectation: "{ amounts: { '$.none[*]': 0 } }",
      exchange: answered(200, data),
    },
    {
      name: "nothing selected is not something",
      expectation: "{ amounts: { '$.none[*]': 1 } }",
      exchange: answered(200, data),
      want: ["body $.none[*]", "1", "nothing selected, 0"],
    },
    {
      name: "what is no amount",
      expectation: "{ amounts: { '$.items[*].id': 0 } }",
      exchange: answered(200, data),
      want: ["body $.items[*].id", "0", 'not all amounts: ["a","b"]'],
    },
    {
      name: "null is no amount",
      expectation: "{ amounts: { $.a: 0 } }",
      exchange: answered(200, { a: null }),
      want: ["body $.a", "0", "not all amounts: [null]"],
    },
    {
      name: "an amount that is computed from nothing",
      ...items("{aaa}"),
      want: ["body $.items[*].amount", "an amount", "a value it is computed from is missing"],
    },
    {
      name: "a path with a value in it",
      expectation: `{ amounts: { "$.items[?@.id == '{x}'].amount": 0.2 } }`,
      exchange: answered(200, data),
      values: { x: "b" },
    },
    {
      name: "a path with a value of quotes and other signs in it",
      expectation: `{ amounts: { "$.quoted[?@.id == '{x}'].amount": 5 } }`,
      exchange: answered(200, data),
      values: { x: `it's "so" \\ \n` },
    },
    {
      name: "the same within double quotes",
      expectation: `{ amounts: { '$.quoted[?@.id == "{x}"].amount': 5 } }`,
      exchange: answered(200, data),
      values: { x: `it's "so" \\ \n` },
    },
    {
      name: "a path without its value",
      expectation: `{ amounts: { "$.items[?@.id == '{aaa}'].amount": 0 } }`,
      exchange: answered(200, data),
      want: ["body $.items[?@.id == '{aaa}'].amount", "0", "no value for {aaa}"],
    },
    {
      name: "a path that its value breaks",
      expectation: `{ amounts: { "$.{x}": 0 } }`,
      exchange: answered(200, data),
      values: { x: "a b" },
      want: ["body $.{x}", "0", "no value for {x}"],
    },
    {
      name: "of an empty body",
      expectation: "{ amounts: { $.a: 0 } }",
      exchange: answered(200),
      want: ["body", "a JSON body", "an empty body"],
    },
    {
      name: "more than twenty digits",
      expectation: "{ amounts: { '$[*]': '123456789012345678901.05' } }",
      exchange: answered(200, ["123456789012345678901", "0.05"]),
    },
  ]);
});

describe("an expectation", () => {
  it("tells everything that differs", () => {
    const expectation =
      "{ status: 201, headers: { a: b }, schema: Book, body: { x: 1 }, amounts: { $.p: 1 } }";
    const found = differencesOf(expectation, answered(200, { p: 2 }));
    expect(found.map((difference) => difference.at)).toEqual([
      "status",
      "headers.a",
      "body",
      "body",
      "body.x",
      "body $.p",
    ]);
  });

  it("is never met by silence", () => {
    expect(differencesOf("{ headers: { a: { is: absent } } }", silent())).toEqual([
      { at: "reply", expected: "a response", actual: "none: the connection was reset" },
    ]);
  });
});
