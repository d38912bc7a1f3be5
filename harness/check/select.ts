import { query } from "json-p3";
import { renderText, type Rendered, type TextTemplate } from "../case/template.ts";
import type { Json, Take, Values } from "../case/types.ts";
import type { Exchange } from "../http/types.ts";
import { parseBody } from "./body.ts";

/** The values that a JSONPath with references selects; the name that has no value, if any. */
export function select(path: TextTemplate, data: Json, values: Values): Rendered<readonly Json[]> {
  const text = renderText(path, values, escapeInQuotes);
  if (!text.ok) return text;
  return { ok: true, value: query(text.value, data as never).values() as readonly Json[] };
}

/** References stand within quotes in a JSONPath: `[?@.id == '{card.id}']`. */
const escapeInQuotes = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");

/** What the takes of a step find in its exchange: the first node of each path. */
export function takeValues(takes: readonly Take[], exchange: Exchange, values: Values): Values {
  if (takes.length === 0 || exchange.reply.kind === "silent") return {};
  const body = parseBody(exchange.reply);
  if (!body.ok) return {};
  const taken: Record<string, Json> = {};
  for (const { name, path } of takes) {
    const found = select(path, body.data, { ...values, ...taken });
    const first = found.ok ? found.value[0] : undefined;
    if (first !== undefined) taken[name] = first;
  }
  return taken;
}
