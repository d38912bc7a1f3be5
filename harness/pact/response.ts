import type { PactBody, PactRequest, PactResponse } from "../../specs/types/pact.format.d.ts";
import type { Json, Values } from "../case/json.ts";
import type { Answered } from "../http/types.ts";
import { parseJson } from "../read/json.ts";
import type { Exemplify } from "./examples.ts";
import { Inexpressible } from "./expressions.ts";
import { type BodyRules, bodyRules, rule } from "./rules.ts";
import { isListBody, ownPart, sharedRules } from "./shared-list.ts";

/** JSON as a body. */
export const jsonBody = (content: Json): PactBody => ({
  contentType: "application/json",
  encoded: false,
  content,
});

/** Whether what is asked for is nothing of the case's own. */
export const isSharedBy = ({ method, generators: { path, query } = {} }: PactRequest): boolean =>
  method === "GET" && path === undefined && query === undefined;

/**
 * A response with examples for what varies, and how others are compared with it. Throws `Inexpressible`.
 *
 * @param values Of the case, where the answer may hold what others made, too.
 * @param exact Names of properties that are compared exactly.
 */
export function responseOf(
  { status, body }: Answered,
  values: Values | undefined,
  exact: ReadonlySet<string>,
  examples: Exemplify,
): PactResponse {
  if (body === "") return { status, body: { content: "" } };
  const { content, rules } = compared(jsonOf(body), values, exact, examples);
  const contentType = { match: "regex", regex: "^application/json(;.*)?$" } as const;
  return {
    status,
    headers: { "Content-Type": ["application/json"] },
    body: jsonBody(content),
    matchingRules: {
      header: { "Content-Type": rule(contentType) },
      ...(Object.keys(rules).length > 0 && { body: rules }),
    },
  };
}

function compared(
  body: Json,
  values: Values | undefined,
  exact: ReadonlySet<string>,
  examples: Exemplify,
): { readonly content: Json; readonly rules: BodyRules } {
  if (values === undefined || !isListBody(body)) {
    const content = examples(body);
    return { content, rules: bodyRules(content, exact) };
  }
  const own = ownPart(body, values);
  if (own === undefined)
    throw new Inexpressible("the list holds what others made, and nothing of the case");
  const content = examples(own) as typeof own;
  return { content, rules: sharedRules(content, exact) };
}

function jsonOf(text: string): Json {
  const data = parseJson(text);
  if (!data.ok) throw new Inexpressible("the response is no JSON");
  return data.value as Json;
}
