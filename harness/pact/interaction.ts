import type {
  PactBody,
  PactGenerator,
  PactInteraction,
  PactRequest,
  PactResponse,
  PactState,
} from "../../specs/types/pact.format.d.ts";
import { browserMethod } from "../case/browser.ts";
import { isElsewhere, type TextTemplate } from "../case/template.ts";
import type { Json, Values } from "../case/json.ts";
import type { CallStep, Case, FixtureDefinition } from "../case/types.ts";
import type { Answered, Exchange } from "../http/types.ts";
import { stateBefore } from "./case-state.ts";
import { createExamples, type Exemplify } from "./examples.ts";
import {
  arrangedBefore,
  bodyGenerators,
  Inexpressible,
  statesOf,
  textGenerator,
  type Variables,
  variablesOf,
} from "./expressions.ts";
import { checksOn } from "./hold-answer.ts";
import { type JudgedRun, nameOf } from "./judged-step.ts";
import { pactQuery, splitQuery } from "./query.ts";
import { isListBody, ownPart, sharedRules } from "./shared-list.ts";
import { type BodyRules, bodyRules, rule } from "./rules.ts";
import { parseJson } from "../read/json.ts";

/** A judged step with its recorded exchange. */
export interface RecordedStep extends JudgedRun {
  readonly exchange: Exchange;
  /** What the case knew when it was answered. */
  readonly values: Values;
  readonly baseUrl: string;
}

/** What an interaction is made with. */
export interface InteractionContext {
  readonly fixtures: ReadonlyMap<string, FixtureDefinition>;
  /** Names of properties that are compared exactly. */
  readonly exact: ReadonlySet<string>;
}

/** The interaction, or why Pact cannot say what the case says. */
export type Expressed =
  | { readonly ok: true; readonly interaction: PactInteraction }
  | { readonly ok: false; readonly reason: string };

/**
 * A judged step as an interaction, its exchange with examples for what varies. Where fixtures alone lead to it, they are its
 * provider states; otherwise the case up to it is.
 */
export function expressStep(recorded: RecordedStep, context: InteractionContext): Expressed {
  const alone = attempt(() => express(recorded, byFixtures(recorded, context), context));
  if (alone.ok) return alone;
  return attempt(() => express(recorded, byCase(recorded, context), context));
}

function attempt(make: () => PactInteraction): Expressed {
  try {
    return { ok: true, interaction: make() };
  } catch (error) {
    if (error instanceof Inexpressible) return { ok: false, reason: error.message };
    throw error;
  }
}

/** What leads to a step. */
interface Way {
  readonly states: readonly PactState[];
  readonly variables: Variables;
}

function byFixtures({ case: testCase, step }: RecordedStep, context: InteractionContext): Way {
  const before = testCase.steps.slice(0, testCase.steps.indexOf(step));
  const changes = before.some((other) => other.kind === "call" && other.method !== "GET");
  if (changes || step.withinMs !== undefined || step.runs.length > 1) {
    throw new Inexpressible("fixtures alone do not lead to the step");
  }
  const arranged = arrangedBefore(testCase, step);
  const variables = variablesOf(arranged, context.fixtures);
  return { states: statesOf(arranged, variables), variables };
}

function byCase(
  { case: testCase, step, run }: RecordedStep,
  { fixtures }: InteractionContext,
): Way {
  const { name, returns } = stateBefore(testCase, step, run, fixtures);
  return { states: [{ name }], variables: new Set(returns.keys()) };
}

function express(
  recorded: RecordedStep,
  { states, variables }: Way,
  { exact }: InteractionContext,
): PactInteraction {
  const { case: testCase, step, exchange, values, baseUrl } = recorded;
  const name = nameOf(recorded);
  const examples = createExamples(name, baseUrl);
  const checks = checksOn(testCase, step).map(({ id }) => id);
  const { reply } = exchange;
  if (reply.kind === "silent") throw new Inexpressible("no response was recorded");
  const request = requestOf(step, exchange, variables, examples, baseUrl);
  return {
    type: "Synchronous/HTTP",
    key: name,
    description: `${name}: ${testCase.title}`,
    pending: false,
    comments: {
      testname: name,
      as: explicitKey(step) ? "nobody" : step.as,
      ...(step.bareKey ? { scheme: "none" } : {}),
      ...(checks.length > 0 && { checks }),
    },
    ...(states.length === 0 ? {} : { providerStates: [...states] }),
    request,
    response: responseOf(reply, isSharedBy(request) ? values : undefined, exact, examples),
  };
}

/** Why no interaction can say what a step says, whatever it is answered; undefined where one may. */
export function whyUnfit({ checks }: Case, step: CallStep): string | undefined {
  if (step.method === browserMethod) return "the step is done by a page; Pact knows requests";
  if (step.together !== undefined) return "the step is made together with others; Pact asks once";
  if (isElsewhere(step.path)) return "the call leaves the API";
  const either = checks.some(({ on, expect: { status = [] } }) => {
    const classes = new Set(status.map(({ first }) => Math.floor(first / 100)));
    return on.includes(step.id) && classes.size > 1;
  });
  return either ? "a check takes a success and a refusal; Pact asks for one of them" : undefined;
}

const explicitKey = (step: CallStep): boolean =>
  Object.keys(step.headers).some((name) => name.toLowerCase() === "authorization");

function requestOf(
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

const jsonBody = (content: Json): PactBody => ({
  contentType: "application/json",
  encoded: false,
  content,
});

/** Whether what is asked for is nothing of the case's own. */
const isSharedBy = ({ method, generators: { path, query } = {} }: PactRequest): boolean =>
  method === "GET" && path === undefined && query === undefined;

/** @param values Of the case, where the answer may hold what others made, too. */
function responseOf(
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
