import type { PactBody, PactGenerator, PactRequest } from "../../specs/types/pact.format.d.ts";
import type { TextTemplate } from "../case/template.ts";
import type { Json } from "../case/json.ts";
import type { CallStep } from "../case/types.ts";
import type { Exchange } from "../http/types.ts";
import type { Exemplify } from "./examples.ts";
import { bodyGenerators, Inexpressible, textGenerator, type Variables } from "./expressions.ts";
import { pactQuery, splitQuery } from "./query.ts";
import { jsonBody } from "./response.ts";
import { rule } from "./rules.ts";

/** Whether a step says itself who asks. */
export const explicitKey = (step: CallStep): boolean =>
  Object.keys(step.headers).some((name) => name.toLowerCase() === "authorization");

/**
 * The request of a step as it was sent, with examples for what varies and generators for what a provider state hands on.
 * Throws `Inexpressible`.
 */
export function requestOf(
  step: CallStep,
  { request }: Exchange,
  variables: Variables,
  examples: Exemplify,
  baseUrl: string,
): PactRequest {
  const { path, fields } = splitQuery(step.path);
  const asked = pactQuery(fields, request.url, variables, examples);
  const pathGenerator = textGenerator(path, variables);
  const [recordedPath = "/"] = request.url.slice(baseUrl.length).split("?");
  const headers = headersOf(step, request.headers, variables, examples);
  const generators = step.body.kind === "json" ? bodyGenerators(step.body.value, variables) : {};
  const bodyRule = Object.keys(generators).map((at) => [at, rule({ match: "type" })] as const);
  const rules = {
    ...(pathGenerator && { path: rule({ match: "regex", regex: pathForm(path) }) }),
    ...(Object.keys(asked.rules).length > 0 && { query: asked.rules }),
    ...(headers.rules.length > 0 && { header: Object.fromEntries(headers.rules) }),
    ...(bodyRule.length > 0 && { body: Object.fromEntries(bodyRule) }),
  };
  const made = {
    ...(pathGenerator && { path: pathGenerator }),
    ...(Object.keys(asked.generators).length > 0 && { query: asked.generators }),
    ...(headers.generators.length > 0 && { header: Object.fromEntries(headers.generators) }),
    ...(bodyRule.length > 0 && { body: generators }),
  };
  return {
    method: step.method,
    path: examples(decodeURI(recordedPath)) as string,
    ...(fields.length > 0 && { query: asked.query }),
    ...(Object.keys(headers.values).length > 0 && { headers: headers.values }),
    ...(request.body !== undefined && { body: requestBody(step, request.body, examples) }),
    ...(Object.keys(rules).length > 0 && { matchingRules: rules }),
    ...(Object.keys(made).length > 0 && { generators: made }),
  };
}

const pathForm = (parts: TextTemplate): string =>
  `^${parts.map((part) => (typeof part === "string" ? escape(part) : "[^/]+")).join("")}$`;

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** The key as an example, and what the step says itself. Headers of the target are the verifier's to send. */
function headersOf(
  step: CallStep,
  sent: Readonly<Record<string, string>>,
  variables: Variables,
  examples: Exemplify,
) {
  const values: Record<string, string[]> = {};
  const rules: [string, ReturnType<typeof rule>][] = [];
  const generators: [string, PactGenerator][] = [];
  if (step.as !== "nobody" && !explicitKey(step)) {
    const key = step.as === "public" ? "pk_example" : "sk_example";
    values["Authorization"] = [step.bareKey ? key : `Bearer ${key}`];
    const regex = step.bareKey ? "^\\S+$" : "^Bearer \\S+$";
    rules.push(["Authorization", rule({ match: "regex", regex })]);
  }
  const contentType = sent["content-type"];
  if (contentType !== undefined && step.body.kind !== "none") {
    values["Content-Type"] = [contentType];
  }
  for (const [name, parts] of Object.entries(step.headers)) {
    const shown = name.toLowerCase() === "content-type" ? "Content-Type" : headerName(name);
    const generator = textGenerator(parts, variables);
    // A token is named by its variable: its own form is the server's affair.
    values[shown] = [
      generator?.expression?.replaceAll(/\$\{(\w+)\}/g, "$1") ??
        (examples(sent[name.toLowerCase()] ?? "") as string),
    ];
    if (generator === undefined) continue;
    rules.push([shown, rule({ match: "regex", regex: "^.+$" })]);
    generators.push([shown, generator]);
  }
  return { values, rules, generators };
}

const headerName = (name: string): string =>
  name.replaceAll(
    /(^|-)([a-z])/g,
    (_, dash: string, letter: string) => dash + letter.toUpperCase(),
  );

function requestBody(step: CallStep, text: string, examples: Exemplify): PactBody {
  const { body } = step;
  switch (body.kind) {
    case "json":
      return jsonBody(examples(JSON.parse(text) as Json));
    case "text":
      refuseRefs([body.value]);
      return { contentType: "application/json", encoded: "JSON", content: text };
    case "form":
      refuseRefs(Object.values(body.value));
      return { contentType: "application/x-www-form-urlencoded", encoded: false, content: text };
    case "none":
      return jsonBody(null);
  }
}

function refuseRefs(texts: readonly TextTemplate[]): void {
  if (texts.flat().some((part) => typeof part !== "string")) {
    throw new Inexpressible("a body that is no JSON holds a value of a fixture");
  }
}
