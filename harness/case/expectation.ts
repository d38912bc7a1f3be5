import type { ExpectationDocument } from "../../specs/types/step.format.d.ts";
import type { Api, SchemaSet } from "../requirements/types.ts";
import { hinted } from "../read/suggest.ts";
import type { DataPath } from "../read/yaml.ts";
import { compileJsonPath } from "./json-path.ts";
import { lowerMatcher, type MatcherContext } from "./matcher.ts";
import { moneyRefs, parseMoney } from "./money.ts";
import {
  compileText,
  type Template,
  templateRefs,
  textRefs,
  type TextTemplate,
} from "./template.ts";
import type { Values } from "./json.ts";
import type { Expectation, MatcherSchema, StatusRange } from "./types.ts";

/** What compiling an expectation needs beside the document. */
export interface ExpectationContext extends MatcherContext {
  readonly api: Api;
  readonly schemas: Readonly<Record<Api, SchemaSet>>;
}

/** Compiles what one response must be. Problems go to `context.report`, with their places. */
export function compileExpectation(
  document: ExpectationDocument,
  path: DataPath,
  context: ExpectationContext,
): Expectation {
  const status =
    document.status === undefined ? undefined : statuses(document.status, path, context);
  const body =
    document.body === undefined
      ? compileSeen(document, path, context)
      : compileBody(document.body, path, context);
  checkSchemaName(document.schema, path, context);
  return {
    ...(status === undefined ? {} : { status }),
    ...(document.schema === undefined ? {} : { schema: document.schema }),
    ...(body === undefined ? {} : { body }),
    headers: Object.entries(document.headers ?? {}).map(([name, matcher]) => ({
      name: name.toLowerCase(),
      ...lowerMatcher(matcher, [...path, "headers", name], context),
    })),
    amounts: compileAmounts(document, path, context),
  };
}

/** Members of an expectation that speak of what a page saw; the others speak of an HTTP answer, but for amounts. */
const seenMembers = ["event", "result", "refused", "requests", "cardSentTo"] as const;

/** Reports what an expectation says of an HTTP answer where a page is looked at, and the other way round. */
export function reportForeign(
  document: ExpectationDocument,
  isBrowser: boolean,
  path: DataPath,
  { document: source, report }: MatcherContext,
): void {
  const foreign = isBrowser ? (["status", "headers", "schema", "body"] as const) : seenMembers;
  for (const key of foreign) {
    if (document[key] === undefined) continue;
    const at = source.placeOfKey([...path, key]);
    const message = isBrowser
      ? `what a page saw has no ${key}`
      : `an HTTP answer has no ${key}: it is a browser step's`;
    report({ code: "UNKNOWN_KEY", at, message });
  }
}

/** What a page saw is told as one object, as the body of an answer is. */
function compileSeen(
  document: ExpectationDocument,
  path: DataPath,
  context: ExpectationContext,
): Expectation["body"] {
  const said = seenMembers.flatMap((key) =>
    document[key] === undefined ? [] : [[key, document[key]] as const],
  );
  if (said.length === 0) return undefined;
  return { kind: "like", schema: lowerMatcher(Object.fromEntries(said), path, context).schema };
}

/** The names that an expectation refers to. */
export function expectationRefs(expectation: Expectation): readonly string[] {
  const schemas = [
    ...expectation.headers.map((header) => header.schema),
    ...(expectation.body?.kind === "like" ? [expectation.body.schema] : []),
  ];
  return [
    ...schemas.flatMap(schemaRefs),
    ...expectation.amounts.flatMap(({ path, money }) => [...textRefs(path), ...moneyRefs(money)]),
  ];
}

/** What of an expectation can be judged with the values that are known, and the first name that has none. */
export function knownPart(
  expectation: Expectation,
  values: Values,
): { readonly part: Expectation; readonly missing?: string } {
  const unknown = (names: readonly string[]) => names.find((name) => values[name] === undefined);
  const missing = unknown(expectationRefs(expectation));
  if (missing === undefined) return { part: expectation };
  const isKnown = (part: Partial<Expectation>): boolean =>
    unknown(expectationRefs({ headers: [], amounts: [], ...part })) === undefined;
  const { body, headers, amounts, ...rest } = expectation;
  const part = {
    ...rest,
    ...(body !== undefined && isKnown({ body }) ? { body } : {}),
    headers: headers.filter((header) => isKnown({ headers: [header] })),
    amounts: amounts.filter((amount) => isKnown({ amounts: [amount] })),
  };
  return { part, missing };
}

/** A JSONPath with references; one that is refused is reported at `path`. */
export function compilePath(text: string, path: DataPath, context: MatcherContext): TextTemplate {
  const template = compileText(text);
  const probe = template.map((part) => (typeof part === "string" ? part : "x")).join("");
  try {
    compileJsonPath(probe);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    context.report({
      code: "JSONPATH",
      at: context.document.placeOf(path),
      message: `the JSONPath "${text}" is refused: ${why.split("\n")[0] ?? why}`,
      hint: "RFC 9535, such as $.payment.sources[?@.id == '{card.id}'].amount",
    });
  }
  return template;
}

function compileBody(
  body: NonNullable<ExpectationDocument["body"]>,
  path: DataPath,
  context: ExpectationContext,
): NonNullable<Expectation["body"]> {
  if (body === "empty") return { kind: "empty" };
  if (typeof body === "string") {
    context.report({
      code: "MATCHER",
      at: context.document.placeOf([...path, "body"]),
      message: `a body is "empty", or fields and their matchers; not "${body}"`,
    });
  }
  return { kind: "like", schema: lowerMatcher(body, [...path, "body"], context).schema };
}

function statuses(
  status: NonNullable<ExpectationDocument["status"]>,
  path: DataPath,
  context: ExpectationContext,
): readonly StatusRange[] {
  const all = Array.isArray(status) ? status : [status];
  return all.flatMap((one) => {
    const text = String(one);
    if (/^[1-5]xx$/.test(text))
      return [{ first: Number(text[0]) * 100, last: Number(text[0]) * 100 + 99 }];
    if (/^[1-5]\d\d$/.test(text)) return [{ first: Number(text), last: Number(text) }];
    context.report({
      code: "MATCHER",
      at: context.document.placeOf([...path, "status"]),
      message: `"${text}" is no status`,
      hint: "204, 2xx, or a list such as [200, 201]",
    });
    return [];
  });
}

function checkSchemaName(
  name: string | undefined,
  path: DataPath,
  context: ExpectationContext,
): void {
  if (name === undefined) return;
  const { names } = context.schemas[context.api];
  if (names.has(name)) return;
  context.report({
    code: "UNKNOWN_SCHEMA",
    at: context.document.placeOf([...path, "schema"]),
    message: `the ${context.api} description has no schema "${name}"`,
    ...hinted(name, names),
  });
}

function compileAmounts(
  document: ExpectationDocument,
  path: DataPath,
  context: ExpectationContext,
): Expectation["amounts"] {
  return Object.entries(document.amounts ?? {}).flatMap(([jsonPath, expression]) => {
    const at = [...path, "amounts", jsonPath];
    const money = parseMoney(String(expression));
    const selected = compilePath(jsonPath, at, context);
    if (typeof money !== "string") return [{ path: selected, money }];
    context.report({
      code: "MONEY",
      at: context.document.placeOf(at),
      message: `the amount "${String(expression)}" cannot be computed: ${money}`,
      hint: "decimals, {references}, + - * ( ) and min(...) max(...)",
    });
    return [];
  });
}

/** The templates of the keywords x-equals and x-includes and the expressions of x-money, at any depth. */
function schemaRefs(schema: MatcherSchema): readonly string[] {
  return Object.entries(schema).flatMap(([key, value]): readonly string[] => {
    if (key === "x-equals" || key === "x-includes")
      return templateRefs(value as unknown as Template);
    if (key === "x-money") return moneyRefs(value as unknown as Parameters<typeof moneyRefs>[0]);
    if (Array.isArray(value)) return value.flatMap((item) => nestedRefs(item));
    return nestedRefs(value);
  });
}

const nestedRefs = (value: unknown): readonly string[] =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? schemaRefs(value as MatcherSchema)
    : [];
