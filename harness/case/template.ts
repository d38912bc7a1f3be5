import { evaluateMoney, type Money, moneyRefs, parseMoney } from "./money.ts";
import { type Json, toJsonText, type Values } from "./json.ts";

/** JSON with references in it, compiled. */
export type Template =
  | { readonly kind: "literal"; readonly value: Json }
  | { readonly kind: "ref"; readonly name: string }
  | { readonly kind: "text"; readonly parts: TextTemplate }
  | { readonly kind: "money"; readonly money: Money; readonly as: "number" | "string" }
  | { readonly kind: "list"; readonly items: readonly Template[] }
  | { readonly kind: "record"; readonly members: readonly (readonly [string, Template])[] };

/** Text with references: literal parts and names, in order. */
export type TextTemplate = readonly TextPart[];
export type TextPart = string | { readonly ref: string };

const reference = /\{([A-Za-z][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*)\}/g;

/**
 * Compiles JSON: `"{card.id}"` alone keeps the value's type, within text it is inserted,
 * and `{ money: "..." }` is computed (`as: string` writes it as text).
 *
 * @param fail Called with what is wrong with a money expression.
 */
export function compileTemplate(data: unknown, fail: (message: string) => void): Template {
  if (typeof data === "string") return compileString(data);
  if (Array.isArray(data)) {
    return { kind: "list", items: data.map((item) => compileTemplate(item, fail)) };
  }
  if (data !== null && typeof data === "object") return compileRecord(data, fail);
  return { kind: "literal", value: data as Json };
}

/** Compiles text in which every reference is inserted as text. */
export function compileText(text: string): TextTemplate {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(reference)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push({ ref: match[1] ?? "" });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/** Whether the path of a call is a URL of its own, in its text or as a value, and no path under the base URL. */
export const isElsewhere = ([first = "/"]: TextTemplate): boolean =>
  typeof first !== "string" || !first.startsWith("/");

function compileString(text: string): Template {
  const parts = compileText(text);
  const [only] = parts;
  if (parts.length === 1 && typeof only === "object") return { kind: "ref", name: only.ref };
  return parts.some((part) => typeof part === "object")
    ? { kind: "text", parts }
    : { kind: "literal", value: text };
}

function compileRecord(data: object, fail: (message: string) => void): Template {
  const entries = Object.entries(data);
  if ("money" in data && entries.every(([key]) => key === "money" || key === "as")) {
    const money = parseMoney(String(data.money));
    if (typeof money !== "string") {
      const as = "as" in data && data.as === "string" ? "string" : "number";
      return { kind: "money", money, as };
    }
    fail(`the amount "${String(data.money)}" cannot be computed: ${money}`);
  }
  return {
    kind: "record",
    members: entries.map(([key, value]) => [key, compileTemplate(value, fail)] as const),
  };
}

/** The names that a template refers to. */
export function templateRefs(template: Template): readonly string[] {
  switch (template.kind) {
    case "literal":
      return [];
    case "ref":
      return [template.name];
    case "text":
      return textRefs(template.parts);
    case "money":
      return moneyRefs(template.money);
    case "list":
      return template.items.flatMap(templateRefs);
    case "record":
      return template.members.flatMap(([, member]) => templateRefs(member));
  }
}

export const textRefs = (parts: TextTemplate): readonly string[] =>
  parts.flatMap((part) => (typeof part === "object" ? [part.ref] : []));

/** What a template becomes: the data, or the first name for which there is no value. */
export type Rendered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly missing: string };

/**
 * Puts the values in. A record member that is only a reference to a name in `absent`
 * (an optional param that was not given) is left out.
 */
export function render(
  template: Template,
  values: Values,
  absent: ReadonlySet<string> = nothing,
): Rendered<Json> {
  switch (template.kind) {
    case "literal":
      return { ok: true, value: template.value };
    case "ref":
      return lookUp(template.name, values);
    case "text":
      return renderText(template.parts, values);
    case "money":
      return renderMoney(template.money, template.as, values);
    case "list":
      return renderList(template.items, values, absent);
    case "record":
      return renderRecord(template.members, values, absent);
  }
}

/** Text with the values in it; `escape` is applied to each value. */
export function renderText(
  parts: TextTemplate,
  values: Values,
  escape: (text: string) => string = (text) => text,
): Rendered<string> {
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else {
      const value = values[part.ref];
      if (value === undefined) return { ok: false, missing: part.ref };
      text += escape(typeof value === "string" ? value : toJsonText(value));
    }
  }
  return { ok: true, value: text };
}

/** The template as its author wrote it, for causes and explanations: `POST /checkouts/{cart.id}`. */
export const writeText = (parts: TextTemplate): string =>
  parts.map((part) => (typeof part === "string" ? part : `{${part.ref}}`)).join("");

const nothing: ReadonlySet<string> = new Set();

function lookUp(name: string, values: Values): Rendered<Json> {
  const value = values[name];
  return value === undefined ? { ok: false, missing: name } : { ok: true, value };
}

function renderMoney(money: Money, as: "number" | "string", values: Values): Rendered<Json> {
  const amount = evaluateMoney(money, values);
  if (amount === undefined) {
    const missing = moneyRefs(money).find((name) => values[name] === undefined);
    return { ok: false, missing: missing ?? moneyRefs(money)[0] ?? "amount" };
  }
  return { ok: true, value: as === "string" ? amount.toFixed() : amount.toNumber() };
}

function renderList(
  items: readonly Template[],
  values: Values,
  absent: ReadonlySet<string>,
): Rendered<Json> {
  const list: Json[] = [];
  for (const item of items) {
    const rendered = render(item, values, absent);
    if (!rendered.ok) return rendered;
    list.push(rendered.value);
  }
  return { ok: true, value: list };
}

function renderRecord(
  members: readonly (readonly [string, Template])[],
  values: Values,
  absent: ReadonlySet<string>,
): Rendered<Json> {
  const record: [string, Json][] = [];
  for (const [key, member] of members) {
    if (member.kind === "ref" && absent.has(member.name)) continue;
    const rendered = render(member, values, absent);
    if (!rendered.ok) return rendered;
    record.push([key, rendered.value]);
  }
  return { ok: true, value: Object.fromEntries(record) };
}
