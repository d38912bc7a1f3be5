import { isDeepStrictEqual } from "node:util";
import type { AnySchemaObject } from "ajv";
import type { Ajv2020 } from "ajv/dist/2020.js";
import type { DataValidationCxt } from "ajv/dist/types/index.js";
import { evaluateMoney, type Money, toDecimal } from "../case/money.ts";
import { render, type Template } from "../case/template.ts";
import { digitsIn, type Json, toJsonText, type Values } from "../case/json.ts";
import { digitsOf } from "./ambiguity.ts";

/**
 * The keywords that matchers use beyond JSON Schema: `x-equals` (a template), `x-includes` (a template
 * of text) and `x-money` (an expression, compared exactly). Validate with the values as `this`.
 */
export function addKeywords(ajv: Ajv2020): Ajv2020 {
  ajv.addKeyword({ keyword: "x-equals", validate: withValues(equals) });
  ajv.addKeyword({ keyword: "x-includes", validate: withValues(includes) });
  ajv.addKeyword({ keyword: "x-money", validate: withValues(isMoney) });
  return ajv;
}

/** @param digits Of a number that no double holds. */
type Judge<T> = (operand: T, data: Json, values: Values, digits: string | undefined) => boolean;

function withValues<T>(judge: Judge<T>) {
  return function validate(
    this: unknown,
    operand: T,
    data: Json,
    _schema?: AnySchemaObject,
    place?: DataValidationCxt,
  ): boolean {
    const digits = place && digitsOf(place.parentData, place.parentDataProperty);
    return judge(operand, data, this as Values, digits);
  };
}

const equals: Judge<Template> = (template, data, values, digits) => {
  const wanted = render(template, values);
  if (!wanted.ok) return false;
  return isDeepStrictEqual(digitsIn(wanted.value) ?? wanted.value, digits ?? data);
};

const includes: Judge<Template> = (template, data, values) => {
  const wanted = render(template, values);
  return wanted.ok && typeof data === "string" && data.includes(asText(wanted.value));
};

const asText = (value: Json): string => (typeof value === "string" ? value : toJsonText(value));

const isMoney: Judge<Money> = (money, data, values, digits) => {
  const wanted = evaluateMoney(money, values);
  const actual = toDecimal(digits ?? data);
  return wanted !== undefined && actual !== undefined && wanted.eq(actual);
};
