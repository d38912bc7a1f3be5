import { describe, expect, it } from "vitest";
import { answered } from "../testing/exchange.ts";
import { differencesOf } from "../testing/expectation.ts";

const body = (text: string) => answered(200, text);

const paying = (number: string) =>
  body(`{"total":${number},"list":[${number}],"lines":[{"amount":${number}}]}`);

describe("a number is the one that stands in the bytes", () => {
  it.each([
    { name: "a little more than 10, against a literal", expectation: "{ body: { total: 10 } }" },
    {
      name: "against an amount",
      expectation: '{ body: { total: { money: "{paid}" } } }',
    },
    { name: "against a value", expectation: '{ body: { total: "{paid}" } }' },
    {
      name: "in a sum",
      expectation: '{ amounts: { "$.lines[*].amount": "{paid}" } }',
    },
    { name: "in a list", expectation: "{ body: { list: [10] } }" },
  ])("$name", ({ expectation }) => {
    const of = (number: string) => differencesOf(expectation, paying(number), { paid: 10 });
    expect(of("10.000")).toEqual([]);
    expect(of("1.0e1")).toEqual([]);
    for (const wrong of ["10.0000000000000000000000001", "9.99999999999999999999999999"]) {
      expect(of(wrong)).toHaveLength(1);
      expect(of(wrong)[0]?.actual).toContain(wrong);
    }
    for (const wrong of ["1e400", "1e-400", "1e999999999", `10.${"0".repeat(2000)}1`]) {
      expect(of(wrong)).toHaveLength(1);
    }
  });

  it("and equals itself", () => {
    const long = "0.33333333333333333333333333";
    const same = (expectation: string) =>
      differencesOf(expectation, body(`{"rate":${long}}`), { rate: long });
    expect(same('{ body: { rate: "{rate}" } }')).toEqual([]);
    expect(same('{ body: { rate: { money: "{rate}" } } }')).toEqual([]);
    expect(same("{ body: { rate: { is: number } } }")).toEqual([]);
  });
});

describe("a key that stands twice", () => {
  it("with two values means nothing", () => {
    const [difference] = differencesOf(
      "{ body: { state: b } }",
      body('{"state":"LIE","state":"b"}'),
    );
    expect(difference).toMatchObject({
      at: "body",
      actual: 'ambiguous JSON (two values of "state" in one object)',
    });
    expect(
      differencesOf("{ body: { a: 1 } }", body('{"a":1,"deep":[{"x":1,"x":2}]}')),
    ).toHaveLength(1);
  });

  it("with the same value twice means that", () => {
    expect(differencesOf("{ body: { state: b } }", body('{"state":"b","state":"b"}'))).toEqual([]);
  });

  it("may have any name", () => {
    const text = '{"constructor":1,"__proto__":{"a":1},"toString":2,"state":"b"}';
    expect(differencesOf("{ body: { state: b } }", body(text))).toEqual([]);
  });
});
