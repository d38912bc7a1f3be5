import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateMoney, moneyRefs, parseMoney, toDecimal } from "./money.ts";
import type { Values } from "./json.ts";

function amountOf(text: string, values: Values = {}): string | undefined {
  const money = parseMoney(text);
  if (typeof money === "string") throw new Error(money);
  return evaluateMoney(money, values)?.toFixed();
}

describe("amounts are exact", () => {
  it.each([
    { text: "0.1 + 0.2", want: "0.3" },
    { text: "19.995 * 100", want: "1999.5" },
    { text: "1.10 - 1.1", want: "0" },
    { text: "0.07 * 100", want: "7" },
    { text: "1 - 0.9", want: "0.1" },
    { text: "3 * 0.1 - 0.3", want: "0" },
    {
      text: "99999999999999999999.99 * 99999999999999999999.99",
      want: "9999999999999999999998000000000000000000.0001",
    },
    { text: "100000000000000000000 + 0.01", want: "100000000000000000000.01" },
    { text: "0.00000001 * 0.00000001", want: "0.0000000000000001" },
  ])("$text = $want", ({ text, want }) => {
    expect(amountOf(text)).toBe(want);
  });
});

describe("an expression reads as on paper", () => {
  it.each([
    { text: "1 + 2 * 3", want: "7" },
    { text: "(1 + 2) * 3", want: "9" },
    { text: "10 - 3 - 2", want: "5" },
    { text: "10 - (3 - 2)", want: "9" },
    { text: "2 * 3 * 4", want: "24" },
    { text: "  1+2\t*3 ", want: "7" },
    { text: "min(3, 1 + 1, 5)", want: "2" },
    { text: "max(3, 1 + 1, 5) * 2", want: "10" },
    { text: "min(7)", want: "7" },
    { text: "max(min(1, 2), min(3, 4))", want: "3" },
    { text: "{a} - {b.c} * {d-e.f}", values: { a: 10, "b.c": "2.50", "d-e.f": 3 }, want: "2.5" },
    { text: "min({min}, {max})", values: { min: 4, max: 3 }, want: "3" },
  ])("$text = $want", ({ text, values = {}, want }) => {
    expect(amountOf(text, values)).toBe(want);
  });

  it("tells the names that it refers to", () => {
    const money = parseMoney("{a} + min({b.c}, 2 * {a})");
    expect(typeof money === "string" ? money : moneyRefs(money)).toEqual(["a", "b.c", "a"]);
  });
});

describe("what is no expression says why", () => {
  it.each([
    { text: "", why: "it is empty" },
    { text: "  ", why: "it is empty" },
    { text: "1 +", why: "it ends too early" },
    { text: "+ 1", why: '"+" is not expected here' },
    { text: "-1", why: '"-" is not expected here' },
    { text: "1 2", why: '"2" is not expected here' },
    { text: "1 / 2", why: '"/ 2" cannot be read' },
    { text: "(1", why: "a closing bracket is missing" },
    { text: "1)", why: '")" is not expected here' },
    { text: "min(1", why: "a closing bracket is missing" },
    { text: "min()", why: '")" is not expected here' },
    { text: "min(1,)", why: '")" is not expected here' },
    { text: "1,000", why: '"," is not expected here' },
    { text: "1.", why: '"." cannot be read' },
    { text: "avg(1)", why: '"avg(1)" cannot be read' },
    { text: "{a", why: '"{a" cannot be read' },
    { text: "{ a }", why: '"{ a }" cannot be read' },
    { text: "(".repeat(100_000), why: "it is too long" },
  ])("$text: $why", ({ text, why }) => {
    expect(parseMoney(text)).toBe(why);
  });
});

describe("a value that is no amount makes none", () => {
  it.each([
    { name: "a missing one", values: {} },
    { name: "a text", values: { a: "ten" } },
    { name: "a number with an exponent in a text", values: { a: "1e3" } },
    { name: "an empty text", values: { a: "" } },
    { name: "null", values: { a: null } },
    { name: "a boolean", values: { a: true } },
    { name: "a list", values: { a: [1] } },
  ])("$name", ({ values }) => {
    expect(amountOf("1 + {a}", values)).toBeUndefined();
    expect(amountOf("min(1, {a})", values)).toBeUndefined();
  });

  it.each([
    { value: 19.995, want: "19.995" },
    { value: "-3.50", want: "-3.5" },
    { value: 1e21, want: "1000000000000000000000" },
  ])("$value is one", ({ value, want }) => {
    expect(toDecimal(value)?.toFixed()).toBe(want);
  });
});

describe("against whole minor units", () => {
  /** An expression of amounts with two decimals beside what it comes to in hundredths, scaled by 100 for each product. */
  interface Sample {
    readonly text: string;
    readonly units: bigint;
    readonly scale: number;
  }

  const amount = fc.bigInt({ min: 0n, max: 10n ** 14n }).map((units): Sample => ({
    text: `${units / 100n}.${String(units % 100n).padStart(2, "0")}`,
    units,
    scale: 1,
  }));

  const raise = ({ units, scale }: Sample, to: number): bigint =>
    units * 100n ** BigInt(to - scale);

  function combine(operator: string, left: Sample, right: Sample): Sample {
    const scale = operator === "*" ? left.scale + right.scale : Math.max(left.scale, right.scale);
    const a = raise(left, operator === "*" ? left.scale : scale);
    const b = raise(right, operator === "*" ? right.scale : scale);
    const call = operator === "min" || operator === "max";
    const text = call
      ? `${operator}(${left.text}, ${right.text})`
      : `(${left.text} ${operator} ${right.text})`;
    const results: Readonly<Record<string, bigint>> = {
      "+": a + b,
      "-": a - b,
      "*": a * b,
      min: a < b ? a : b,
      max: a > b ? a : b,
    };
    return { text, units: results[operator] ?? 0n, scale };
  }

  const { tree } = fc.letrec<{ tree: Sample }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      amount,
      fc
        .tuple(fc.constantFrom("+", "-", "*", "min", "max"), tie("tree"), tie("tree"))
        .map(([operator, left, right]) => combine(operator, left, right)),
    ),
  }));

  it("every expression is exact to the last digit", () => {
    fc.assert(
      fc.property(tree, ({ text, units, scale }) => {
        const exact = amountOf(text) ?? "";
        const [whole = "", decimals = ""] = exact.replace("-", "").split(".");
        const digits = BigInt(whole + decimals.padEnd(2 * scale, "0"));
        expect(exact.startsWith("-") ? -digits : digits).toBe(units);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("any text is an expression or says why it is none", () => {
    const pieces = fc.array(
      fc.constantFrom(
        "1",
        "2.50",
        "{a}",
        "+",
        "-",
        "*",
        "(",
        ")",
        ",",
        "min",
        "max",
        " ",
        "x",
        ".",
        "/",
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((parts) => parts.join("")),
        ),
        (text) => {
          const money = parseMoney(text);
          expect(typeof money === "string" ? money : evaluateMoney(money, { a: 1 })).toBeTruthy();
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });
});
