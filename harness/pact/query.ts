import type { PactGenerator, PactRule } from "../../specs/types/pact.format.d.ts";
import type { TextPart, TextTemplate } from "../case/template.ts";
import { groupBy } from "../group.ts";
import type { Exemplify } from "./examples.ts";
import { Inexpressible, textGenerator, type Variables } from "./expressions.ts";
import { rule } from "./rules.ts";

/** A field of a query as the case writes it. */
interface Field {
  readonly name: string;
  readonly value: TextTemplate;
}

/** The path of a call, and the fields of its query. */
export function splitQuery(parts: TextTemplate): {
  readonly path: TextTemplate;
  readonly fields: readonly Field[];
} {
  const at = parts.findIndex((part) => typeof part === "string" && part.includes("?"));
  const whole = parts[at];
  if (typeof whole !== "string") return { path: parts, fields: [] };
  const mark = whole.indexOf("?");
  const query = [whole.slice(mark + 1), ...parts.slice(at + 1)];
  return { path: [...parts.slice(0, at), whole.slice(0, mark)], fields: fieldsOf(query) };
}

function fieldsOf(parts: TextTemplate): readonly Field[] {
  const fields: TextPart[][] = [[]];
  for (const part of parts) {
    const [first, ...others] = typeof part === "string" ? part.split("&") : [part];
    if (first !== undefined && first !== "") fields.at(-1)?.push(first);
    fields.push(...others.map((text) => (text === "" ? [] : [text])));
  }
  return fields.filter((field) => field.length > 0).map(fieldOf);
}

function fieldOf([first = "", ...rest]: TextTemplate): Field {
  if (typeof first !== "string") {
    throw new Inexpressible("a field of the query is named by a value of another request");
  }
  const [name = "", ...start] = first.split("=");
  const value = start.length === 0 ? rest : [start.join("="), ...rest];
  const texts = value.filter((part) => part !== "");
  return {
    name: decode(name),
    value: texts.map((part) => (typeof part === "string" ? decode(part) : part)),
  };
}

const decode = (text: string): string => decodeURIComponent(text.replaceAll("+", " "));

/** The query of a request in the words of a pact: the fields as they were sent, and how those are made that hold a value. */
export function pactQuery(
  fields: readonly Field[],
  url: string,
  variables: Variables,
  examples: Exemplify,
): {
  readonly query: Record<string, string[]>;
  readonly rules: Record<string, PactRule>;
  readonly generators: Record<string, PactGenerator>;
} {
  const sent = new URL(url).searchParams;
  const made = [...groupBy(fields, ({ name }) => name)].flatMap(([name, same]) => {
    const [generator, ...others] = same.flatMap(
      ({ value }) => textGenerator(value, variables) ?? [],
    );
    if (generator === undefined) return [];
    if (others.length > 0 || same.length > 1) {
      throw new Inexpressible(
        "a field of the query stands there twice, with a value of another request",
      );
    }
    return [[name, generator] as const];
  });
  return {
    query: Object.fromEntries(
      [...new Set(sent.keys())].map((name) => [name, examples(sent.getAll(name)) as string[]]),
    ),
    rules: Object.fromEntries(made.map(([name]) => [name, rule({ match: "type" })])),
    generators: Object.fromEntries(made),
  };
}
