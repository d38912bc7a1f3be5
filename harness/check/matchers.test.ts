import { describe, expect, it } from "vitest";
import type { Json, Values } from "../case/json.ts";
import { answered } from "../testing/exchange.ts";
import { differencesOf } from "../testing/expectation.ts";

const values: Values = { id: "src_1", total: 19.9, list: [1, 2], quote: 'it\'s "so"' };

const holds: readonly { readonly body: string; readonly data: Json }[] = [
  // equality
  { body: "{ state: cancelled }", data: { state: "cancelled", further: 1 } },
  { body: "{ n: 7 }", data: { n: 7 } },
  { body: "{ n: 7 }", data: { n: 7.0 } },
  { body: "{ n: 0.3 }", data: { n: 0.3 } },
  { body: "{ yes: true, no: null }", data: { yes: true, no: null } },
  { body: '{ id: "{id}" }', data: { id: "src_1" } },
  { body: '{ total: "{total}" }', data: { total: 19.9 } },
  { body: '{ list: "{list}" }', data: { list: [1, 2] } },
  { body: '{ href: "/sources/{id}" }', data: { href: "/sources/src_1" } },
  { body: "{ list: [a, b] }", data: { list: ["a", "b"] } },
  { body: "{ list: [] }", data: { list: [] } },
  { body: "{ list: [{ a: 1 }, { is: string }] }", data: { list: [{ a: 1, b: 2 }, "x"] } },
  // fields
  { body: "{}", data: { any: 1 } },
  { body: "{ payment.session.state: open }", data: { payment: { session: { state: "open" } } } },
  { body: "{ a.b: 1, a.c: 2 }", data: { a: { b: 1, c: 2 } } },
  { body: "{ a: { b: { c: 1 } } }", data: { a: { b: { c: 1, d: 2 } } } },
  // lists
  { body: "{ l: { contains: 1 } }", data: { l: [2, 1] } },
  { body: "{ l: { contains: [1, 2] } }", data: { l: [2, 3, 1] } },
  { body: "{ l: { contains: { a: 1, b.c: 2 } } }", data: { l: [{ a: 1 }, { a: 1, b: { c: 2 } }] } },
  { body: "{ l: { contains: { m: { contains: 5 } } } }", data: { l: [{ m: [4] }, { m: [5] }] } },
  { body: "{ l: { none: { a: 1 } } }", data: { l: [{ a: 2 }] } },
  { body: "{ l: { none: { a: 1 } } }", data: { l: [] } },
  { body: "{ l: { none: { a: 1 } } }", data: {} },
  { body: "{ p.l: { none: { a: 1 } } }", data: {} },
  { body: "{ l: { every: { is: integer } } }", data: { l: [1, 2] } },
  { body: "{ l: { every: { is: integer } } }", data: { l: [] } },
  { body: "{ l: { length: 2 } }", data: { l: [1, 2] } },
  { body: "{ l: { length: 0 } }", data: { l: [] } },
  { body: "{ l: { length: 2, contains: 1 } }", data: { l: [1, 2] } },
  // kinds
  { body: "{ a: { is: string } }", data: { a: "" } },
  { body: "{ a: { is: number } }", data: { a: 1.5 } },
  { body: "{ a: { is: integer } }", data: { a: 2 } },
  { body: "{ a: { is: boolean } }", data: { a: false } },
  { body: "{ a: { is: amount } }", data: { a: 1.5 } },
  { body: "{ a: { is: amount } }", data: { a: "1.50" } },
  { body: "{ a: { is: object } }", data: { a: {} } },
  { body: "{ a: { is: array } }", data: { a: [] } },
  { body: '{ a: { is: "null" } }', data: { a: null } },
  { body: "{ a: { is: null } }", data: { a: null } },
  { body: "{ a: { is: present } }", data: { a: null } },
  { body: "{ a: { is: absent } }", data: {} },
  { body: "{ a.b: { is: absent } }", data: {} },
  // texts
  { body: "{ a: { matches: '^[a-z]{3}$' } }", data: { a: "abc" } },
  { body: "{ a: { matches: b } }", data: { a: "abc" } },
  { body: '{ a: { includes: "{id}" } }', data: { a: "the source src_1 is gone" } },
  { body: "{ a: { includes: '' } }", data: { a: "" } },
  { body: '{ a: { includes: "{total}" } }', data: { a: "19.9 USD" } },
  // choice, amounts, negation
  { body: "{ a: { in: [x, 1, { is: boolean }] } }", data: { a: true } },
  { body: '{ a: { in: ["{id}", none] } }', data: { a: "src_1" } },
  { body: "{ a: { money: 0.1 + 0.2 } }", data: { a: 0.3 } },
  { body: "{ a: { money: 20 } }", data: { a: "20.00" } },
  { body: '{ a: { money: "{total} * 100" } }', data: { a: 1990 } },
  { body: "{ a: { not: 1 } }", data: { a: 2 } },
  { body: "{ a: { not: { in: [1, 2] } } }", data: { a: 3 } },
  { body: "{ a: { not: { contains: 1 } } }", data: { a: [2] } },
  { body: "{ a: { is: string, not: x } }", data: { a: "y" } },
];

describe("a matcher holds", () => {
  it.each(holds)("$body for $data", ({ body, data }) => {
    expect(differencesOf(`{ body: ${body} }`, answered(200, data), values)).toEqual([]);
  });
});

const fails: readonly {
  readonly body: string;
  readonly data: Json;
  readonly at: string;
  readonly expected: string;
  readonly actual: string;
}[] = [
  // equality
  {
    body: "{ state: cancelled }",
    data: { state: "canceled" },
    at: "body.state",
    expected: '"cancelled"',
    actual: '"canceled"',
  },
  {
    body: "{ state: cancelled }",
    data: {},
    at: "body.state",
    expected: '"cancelled"',
    actual: "nothing",
  },
  {
    body: "{ n: { is: amount } }",
    data: { n: "1,50" },
    at: "body.n",
    expected: "an amount, as a number or as decimal text",
    actual: '"1,50"',
  },
  { body: "{ n: 7 }", data: { n: "7" }, at: "body.n", expected: "7", actual: '"7"' },
  { body: "{ n: '7' }", data: { n: 7 }, at: "body.n", expected: '"7"', actual: "7" },
  { body: "{ n: null }", data: { n: 0 }, at: "body.n", expected: "null", actual: "0" },
  { body: "{ n: null }", data: {}, at: "body.n", expected: "null", actual: "nothing" },
  {
    body: '{ id: "{id}" }',
    data: { id: "src_2" },
    at: "body.id",
    expected: '"src_1"',
    actual: '"src_2"',
  },
  {
    body: '{ total: "{total}" }',
    data: { total: "19.9" },
    at: "body.total",
    expected: "19.9",
    actual: '"19.9"',
  },
  {
    body: '{ list: "{list}" }',
    data: { list: [2, 1] },
    at: "body.list",
    expected: "[1,2]",
    actual: "[2,1]",
  },
  {
    body: "{ list: [a, b] }",
    data: { list: ["a", "c"] },
    at: "body.list.1",
    expected: '"b"',
    actual: '"c"',
  },
  {
    body: "{ list: [a] }",
    data: { list: ["a", "b"] },
    at: "body.list",
    expected: 'exactly the list ["a"]',
    actual: '["a","b"]',
  },
  {
    body: "{ list: [] }",
    data: { list: ["a"] },
    at: "body.list",
    expected: "exactly the list []",
    actual: '["a"]',
  },
  {
    body: "{ list: [] }",
    data: {},
    at: "body.list",
    expected: "exactly the list []",
    actual: "nothing",
  },
  // fields
  { body: "{}", data: [], at: "body", expected: "an object", actual: "[]" },
  { body: "{ a: 1 }", data: [1], at: "body", expected: "{ a: 1 }", actual: "[1]" },
  {
    body: "{ a.b.c: 1 }",
    data: { a: { b: {} } },
    at: "body.a.b.c",
    expected: "1",
    actual: "nothing",
  },
  {
    body: "{ a.b.c: 1 }",
    data: { a: {} },
    at: "body.a.b",
    expected: "{ c: 1 }",
    actual: "nothing",
  },
  { body: "{ a.b: 1 }", data: { a: "x" }, at: "body.a", expected: "{ b: 1 }", actual: '"x"' },
  // lists
  {
    body: "{ l: { contains: 1 } }",
    data: { l: [] },
    at: "body.l",
    expected: "an item like 1",
    actual: "[]",
  },
  {
    body: "{ l: { contains: 1 } }",
    data: {},
    at: "body.l",
    expected: "a list with 1",
    actual: "nothing",
  },
  {
    body: "{ l: { contains: 1 } }",
    data: { l: "1" },
    at: "body.l",
    expected: "a list with 1",
    actual: '"1"',
  },
  {
    body: "{ l: { contains: [1, 2] } }",
    data: { l: [1] },
    at: "body.l",
    expected: "an item like 2",
    actual: "[1]",
  },
  {
    body: "{ l: { contains: { a: 1, b: 2 } } }",
    data: { l: [{ a: 1 }, { b: 2 }] },
    at: "body.l",
    expected: "an item like { a: 1, b: 2 }",
    actual: '[{"a":1},{"b":2}]',
  },
  {
    body: "{ l: { contains: { m: { contains: 5 } } } }",
    data: { l: [{ m: [4] }] },
    at: "body.l",
    expected: "an item like { m: a list with 5 }",
    actual: '[{"m":[4]}]',
  },
  {
    body: '{ l: { none: { id: "{id}" } } }',
    data: { l: [{ id: "src_1" }] },
    at: "body.l",
    expected: 'no item like { id: "src_1" }',
    actual: '[{"id":"src_1"}]',
  },
  {
    body: "{ l: { none: 1 } }",
    data: { l: null },
    at: "body.l",
    expected: "no item like 1",
    actual: "null",
  },
  {
    body: "{ l: { every: { is: integer } } }",
    data: { l: [1, 1.5] },
    at: "body.l.1",
    expected: "a value of type integer",
    actual: "1.5",
  },
  {
    body: "{ l: { every: 1 } }",
    data: {},
    at: "body.l",
    expected: "a list of items like 1",
    actual: "nothing",
  },
  {
    body: "{ l: { length: 2 } }",
    data: { l: [1] },
    at: "body.l",
    expected: "a list of 2",
    actual: "[1]",
  },
  {
    body: "{ l: { length: 2 } }",
    data: {},
    at: "body.l",
    expected: "a list of 2",
    actual: "nothing",
  },
  {
    body: "{ l: { length: 0 } }",
    data: { l: [1] },
    at: "body.l",
    expected: "a list of 0",
    actual: "[1]",
  },
  {
    body: "{ l: { length: 2, contains: 1 } }",
    data: { l: [1] },
    at: "body.l",
    expected: "a list of 2",
    actual: "[1]",
  },
  // kinds
  {
    body: "{ a: { is: string } }",
    data: { a: 1 },
    at: "body.a",
    expected: "a value of type string",
    actual: "1",
  },
  {
    body: "{ a: { is: integer } }",
    data: { a: 1.5 },
    at: "body.a",
    expected: "a value of type integer",
    actual: "1.5",
  },
  {
    body: "{ a: { is: object } }",
    data: { a: [] },
    at: "body.a",
    expected: "a value of type object",
    actual: "[]",
  },
  {
    body: "{ a: { is: object } }",
    data: { a: null },
    at: "body.a",
    expected: "a value of type object",
    actual: "null",
  },
  {
    body: "{ a: { is: present } }",
    data: {},
    at: "body.a",
    expected: "any value",
    actual: "nothing",
  },
  {
    body: "{ a: { is: absent } }",
    data: { a: null },
    at: "body.a",
    expected: "nothing: the field is absent",
    actual: "null",
  },
  {
    body: "{ a.b: { is: absent } }",
    data: { a: { b: 1 } },
    at: "body.a.b",
    expected: "nothing: the field is absent",
    actual: "1",
  },
  // texts
  {
    body: "{ a: { matches: '^[a-z]{3}$' } }",
    data: { a: "abcd" },
    at: "body.a",
    expected: "text that matches ^[a-z]{3}$",
    actual: '"abcd"',
  },
  {
    body: "{ a: { matches: '' } }",
    data: { a: 1 },
    at: "body.a",
    expected: "text that matches ",
    actual: "1",
  },
  {
    body: '{ a: { includes: "{id}" } }',
    data: { a: "src_2" },
    at: "body.a",
    expected: 'text with "src_1" in it',
    actual: '"src_2"',
  },
  {
    body: "{ a: { includes: x } }",
    data: { a: ["x"] },
    at: "body.a",
    expected: 'text with "x" in it',
    actual: '["x"]',
  },
  // choice, amounts, negation
  {
    body: "{ a: { in: [x, 1] } }",
    data: { a: "1" },
    at: "body.a",
    expected: 'one of "x", 1',
    actual: '"1"',
  },
  {
    body: "{ a: { in: [x, null] } }",
    data: {},
    at: "body.a",
    expected: 'one of "x", null',
    actual: "nothing",
  },
  {
    body: "{ a: { money: '{total} - 3' } }",
    data: { a: 16.91 },
    at: "body.a",
    expected: "the amount 19.9 - 3",
    actual: "16.91",
  },
  {
    body: "{ a: { money: 1 } }",
    data: { a: true },
    at: "body.a",
    expected: "the amount 1",
    actual: "true",
  },
  {
    body: "{ a: { money: 1 } }",
    data: { a: "1 USD" },
    at: "body.a",
    expected: "the amount 1",
    actual: '"1 USD"',
  },
  {
    body: "{ a: { not: 1 } }",
    data: { a: 1 },
    at: "body.a",
    expected: "anything but 1",
    actual: "1",
  },
  {
    body: "{ a: { not: 1 } }",
    data: {},
    at: "body.a",
    expected: "anything but 1",
    actual: "nothing",
  },
  {
    body: "{ a: { is: string, not: x } }",
    data: { a: "x" },
    at: "body.a",
    expected: 'anything but "x"',
    actual: '"x"',
  },
  {
    body: "{ a.b: 1, a.c: 2 }",
    data: { a: { b: 1, c: 3 } },
    at: "body.a.c",
    expected: "2",
    actual: "3",
  },
  {
    body: "{ a: { is: object }, a.b: 1 }",
    data: { a: { b: 2 } },
    at: "body.a.b",
    expected: "1",
    actual: "2",
  },
  // a field that is called as an operator is
  {
    body: "{ a.contains: 1 }",
    data: { a: { contains: 2 } },
    at: "body.a.contains",
    expected: "1",
    actual: "2",
  },
  { body: "{ a.not: 1 }", data: { a: {} }, at: "body.a.not", expected: "1", actual: "nothing" },
  { body: "{ a~b/c: 1 }", data: { "a~b/c": 2 }, at: "body.a~b/c", expected: "1", actual: "2" },
];

describe("a matcher does not hold, and says where, what was expected and what came", () => {
  it.each(fails)("$body for $data", ({ body, data, at, expected, actual }) => {
    const differences = differencesOf(`{ body: ${body} }`, answered(200, data), values);
    expect(differences).toEqual([{ at, expected, actual }]);
  });

  it("tells everything that differs, once each", () => {
    const data = { a: 2, l: [{ s: 1 }, { s: 2 }] };
    const found = differencesOf(
      "{ body: { a: 1, b: 1, l: { every: { s: 3 } } } }",
      answered(200, data),
    );
    expect(found.map(({ at, actual }) => `${at} ${actual}`).toSorted()).toEqual([
      "body.a 2",
      "body.b nothing",
      "body.l.0.s 1",
      "body.l.1.s 2",
    ]);
  });

  it("cuts long values", () => {
    const [difference] = differencesOf(
      "{ body: { a: 1 } }",
      answered(200, { a: "x".repeat(1000) }),
    );
    expect(difference?.actual).toBe(`"${"x".repeat(396)}...`);
  });

  it("a value that is not known equals nothing", () => {
    for (const body of [
      '{ a: "{aaa}" }',
      '{ a: { includes: "{aaa}" } }',
      '{ a: { money: "{aaa}" } }',
    ]) {
      expect(differencesOf(`{ body: ${body} }`, answered(200, { a: "" }), {})).toHaveLength(1);
    }
  });
});
