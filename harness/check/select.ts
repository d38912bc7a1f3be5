import { renderText, type Rendered, textRefs, type TextTemplate } from "../case/template.ts";
import { exactNumber, type Json, type Values } from "../case/json.ts";
import { compileJsonPath } from "../case/json-path.ts";
import type { Take } from "../case/types.ts";
import type { Exchange } from "../http/types.ts";
import { digitsOf, withDigits } from "./ambiguity.ts";
import { parseBody } from "./body.ts";
import { inPlace } from "./places.ts";

/** The values that a JSONPath with references selects; the name that has no value, if any. */
export function select(path: TextTemplate, data: Json, values: Values): Rendered<readonly Json[]> {
  const text = renderText(path, values, escapeInQuotes);
  if (!text.ok) return text;
  try {
    return { ok: true, value: queryOf(text.value)(data) };
  } catch {
    // Outside of quotes not every value fits: `$.{field}`.
    return { ok: false, missing: textRefs(path)[0] ?? "" };
  }
}

/** What a path selects of any data. */
type Query = (data: Json) => readonly Json[];

const known = new Map<string, Query>();
const mostKnown = 1000;

/** Throws for what is no JSONPath. */
function queryOf(path: string): Query {
  const query = known.get(path) ?? (isPlain.test(path) ? plainQuery(path) : compiledQuery(path));
  if (known.size >= mostKnown) known.clear();
  known.set(path, query);
  return query;
}

/** Names alone, as nearly all paths are: `$.payment.session.id`. */
const isPlain = /^\$(?:\.[A-Za-z_][A-Za-z0-9_]*)+$/;

function plainQuery(path: string): Query {
  const names = path.split(".").slice(1);
  return (data) => {
    let parent: unknown;
    let at: unknown = data;
    for (const name of names) {
      if (!hasMember(at, name)) return [];
      [parent, at] = [at, Reflect.get(at, name)];
    }
    return [exactly(at as Json, parent, names.at(-1) ?? "")];
  };
}

const hasMember = (at: unknown, name: string): at is object =>
  at !== null && typeof at === "object" && !Array.isArray(at) && Object.hasOwn(at, name);

function compiledQuery(path: string): Query {
  const compiled = compileJsonPath(path);
  return (data) =>
    [...compiled.query(data as never)].map(({ value, location }) => {
      const parent = location.slice(0, -1).reduce<unknown>(memberOf, data);
      return exactly(value as Json, parent, location.at(-1) ?? "");
    });
}

const memberOf = (at: unknown, name: string | number): unknown =>
  at !== null && typeof at === "object" && Object.hasOwn(at, name)
    ? (Reflect.get(at, name) as unknown)
    : undefined;

/** A value with the digits of its numbers that no double holds. */
function exactly(value: Json, parent: unknown, key: string | number): Json {
  if (typeof value !== "number") return withDigits(value);
  const digits = digitsOf(parent, key);
  return digits === undefined ? value : exactNumber(digits);
}

/**
 * References stand within quotes, of either kind, in a JSONPath: `[?@.id == '{card.id}']`.
 * Values come from the target; none of their characters may end the quotes.
 */
const escapeInQuotes = (text: string): string =>
  text.replaceAll(/["'\\\p{Cc}]/gu, (sign) => escapes[sign] ?? JSON.stringify(sign).slice(1, -1));

const escapes: Readonly<Record<string, string>> = {
  '"': "\\u0022",
  "'": "\\u0027",
  "\\": "\\u005c",
};

/** What the takes of a step find in its exchange: the first node of each path. */
export function takeValues(takes: readonly Take[], exchange: Exchange, values: Values): Values {
  if (takes.length === 0 || exchange.reply.kind === "silent") return {};
  const body = parseBody(exchange.reply);
  if (!body.ok) return {};
  const data = inPlace(body.data);
  const taken: Record<string, Json> = {};
  for (const { name, path } of takes) {
    const found = select(path, data, { ...values, ...taken });
    const first = found.ok ? found.value[0] : undefined;
    if (first !== undefined) taken[name] = first;
  }
  return taken;
}
