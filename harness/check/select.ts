import { renderText, type Rendered, textRefs, type TextTemplate } from "../case/template.ts";
import type { Json, Values } from "../case/json.ts";
import { jsonPaths } from "../case/pattern.ts";
import type { Take } from "../case/types.ts";
import type { Exchange } from "../http/types.ts";
import { digitsOf } from "./ambiguity.ts";
import { parseBody } from "./body.ts";
import { inPlace } from "./places.ts";

/** The values that a JSONPath with references selects; the name that has no value, if any. */
export function select(path: TextTemplate, data: Json, values: Values): Rendered<readonly Json[]> {
  const text = renderText(path, values, escapeInQuotes);
  if (!text.ok) return text;
  try {
    const nodes = [...jsonPaths.query(text.value, data as never)];
    return { ok: true, value: nodes.map((node) => valueOf(node, data)) };
  } catch {
    // Outside of quotes not every value fits: `$.{field}`.
    return { ok: false, missing: textRefs(path)[0] ?? "" };
  }
}

/** What a node holds; of a number that no double holds, its digits. */
function valueOf({ value, location }: Selected, data: Json): Json {
  if (typeof value !== "number") return value as Json;
  const parent = location.slice(0, -1).reduce<unknown>(memberOf, data);
  return digitsOf(parent, location.at(-1) ?? "") ?? value;
}

interface Selected {
  readonly value: unknown;
  readonly location: readonly (string | number)[];
}

const memberOf = (at: unknown, name: string | number): unknown =>
  at !== null && typeof at === "object" && Object.hasOwn(at, name)
    ? (Reflect.get(at, name) as unknown)
    : undefined;

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
