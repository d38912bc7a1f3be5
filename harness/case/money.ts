import { Decimal } from "decimal.js";
import { digitsIn, type Json, type Values } from "./json.ts";

/** Exact: the library's own 20 digits would round what is longer. */
const Exact = Decimal.clone({ precision: 1000 });

/** An amount computed from known amounts: exact decimals, + - * min max, no division. */
export type Money =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "ref"; readonly name: string }
  | {
      readonly kind: "operation";
      readonly operator: "+" | "-" | "*";
      readonly left: Money;
      readonly right: Money;
    }
  | { readonly kind: "call"; readonly name: "min" | "max"; readonly parts: readonly Money[] };

const token =
  /\s*(?:(\d+(?:\.\d+)?)|\{([A-Za-z][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*)\}|(min|max)(?=\s*\()|([-+*(),]))/y;

interface Token {
  readonly kind: "number" | "ref" | "function" | "sign";
  readonly text: string;
}

/**
 * A money expression such as `{cart.total} - {credit.amount}` or `min({captured}, 5.00)`.
 *
 * @returns The expression, or what is wrong with the text.
 */
export function parseMoney(text: string): Money | string {
  const tokens = tokenize(text);
  if (typeof tokens === "string") return tokens;
  if (tokens.length > longest) return "it is too long";
  const reader = { tokens, next: 0 };
  const money = readSum(reader);
  if (typeof money === "string") return money;
  const rest = tokens[reader.next];
  return rest === undefined ? money : `"${rest.text}" is not expected here`;
}

/** In tokens; nobody writes, and no stack should bear, more. */
const longest = 500;

/** The names that an expression refers to. */
export function moneyRefs(money: Money): readonly string[] {
  switch (money.kind) {
    case "number":
      return [];
    case "ref":
      return [money.name];
    case "operation":
      return [...moneyRefs(money.left), ...moneyRefs(money.right)];
    case "call":
      return money.parts.flatMap(moneyRefs);
  }
}

/** The exact amount; undefined when a value is missing or is no number. */
export function evaluateMoney(money: Money, values: Values): Decimal | undefined {
  switch (money.kind) {
    case "number":
      return new Exact(money.text);
    case "ref":
      return toDecimal(values[money.name]);
    case "operation": {
      const left = evaluateMoney(money.left, values);
      const right = evaluateMoney(money.right, values);
      return left && right && operate(money.operator, left, right);
    }
    case "call": {
      const parts = money.parts.map((part) => evaluateMoney(part, values));
      const known = parts.filter((part) => part !== undefined);
      return known.length === parts.length ? Exact[money.name](...known) : undefined;
    }
  }
}

/** A JSON number, or a string that holds one, as an exact decimal. */
export function toDecimal(value: Json | undefined): Decimal | undefined {
  if (typeof value === "number") return new Exact(value);
  const digits = typeof value === "string" ? value : digitsIn(value);
  return digits !== undefined && /^-?\d+(\.\d+)?$/.test(digits) ? new Exact(digits) : undefined;
}

/** A JSON number as all its digits, `1e-3` as `0.001`; undefined for one that has too many of them to be an amount. */
export function toDecimalText(digits: string): string | undefined {
  if (digits.length > 1000 || !Number.isFinite(Number(digits))) return undefined;
  const exact = new Exact(digits);
  return Math.abs(exact.e) > 400 ? undefined : exact.toFixed();
}

/** The exact sum; 0 of nothing. */
export const sum = (parts: readonly Decimal[]): Decimal =>
  parts.reduce((total, part) => total.plus(part), new Exact(0));

function operate(operator: "+" | "-" | "*", left: Decimal, right: Decimal): Decimal {
  switch (operator) {
    case "+":
      return left.plus(right);
    case "-":
      return left.minus(right);
    case "*":
      return left.times(right);
  }
}

function tokenize(text: string): readonly Token[] | string {
  const tokens: Token[] = [];
  const source = text.trim();
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const start = token.lastIndex;
    const match = token.exec(source);
    if (match === null) return `"${source.slice(start).trim()}" cannot be read`;
    const [, number, ref, name, sign] = match;
    if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (ref !== undefined) tokens.push({ kind: "ref", text: ref });
    else if (name !== undefined) tokens.push({ kind: "function", text: name });
    else tokens.push({ kind: "sign", text: sign ?? "" });
  }
  return tokens.length === 0 ? "it is empty" : tokens;
}

interface Reader {
  readonly tokens: readonly Token[];
  next: number;
}

const isSign = (reader: Reader, signs: string): boolean => {
  const next = reader.tokens[reader.next];
  return next?.kind === "sign" && signs.includes(next.text);
};

const take = (reader: Reader): Token | undefined => reader.tokens[reader.next++];

function readSum(reader: Reader): Money | string {
  return readChain(reader, "+-", readProduct);
}

function readProduct(reader: Reader): Money | string {
  return readChain(reader, "*", readAtom);
}

function readChain(
  reader: Reader,
  signs: string,
  part: (reader: Reader) => Money | string,
): Money | string {
  let left = part(reader);
  while (typeof left !== "string" && isSign(reader, signs)) {
    const operator = take(reader)?.text === "-" ? "-" : signs === "*" ? "*" : "+";
    const right = part(reader);
    left = typeof right === "string" ? right : { kind: "operation", operator, left, right };
  }
  return left;
}

function readAtom(reader: Reader): Money | string {
  const next = take(reader);
  if (next === undefined) return "it ends too early";
  if (next.kind === "number") return { kind: "number", text: next.text };
  if (next.kind === "ref") return { kind: "ref", name: next.text };
  if (next.kind === "function") return readCall(reader, next.text === "min" ? "min" : "max");
  if (next.text !== "(") return `"${next.text}" is not expected here`;
  const inner = readSum(reader);
  if (typeof inner === "string") return inner;
  return take(reader)?.text === ")" ? inner : "a closing bracket is missing";
}

function readCall(reader: Reader, name: "min" | "max"): Money | string {
  take(reader);
  const parts: Money[] = [];
  do {
    const part = readSum(reader);
    if (typeof part === "string") return part;
    parts.push(part);
  } while (isSign(reader, ",") && take(reader) !== undefined);
  return take(reader)?.text === ")"
    ? { kind: "call", name, parts }
    : "a closing bracket is missing";
}
