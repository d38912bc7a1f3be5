import type { PactInteraction, PactState } from "../../specs/types/pact.format.d.ts";
import { browserMethod } from "../case/browser.ts";
import { expectationRefs } from "../case/expectation.ts";
import { isElsewhere } from "../case/template.ts";
import type { Values } from "../case/json.ts";
import type { CallStep, Case, FixtureDefinition } from "../case/types.ts";
import type { Exchange } from "../http/types.ts";
import { stateBefore } from "./case-state.ts";
import { createExamples } from "./examples.ts";
import {
  arrangedBefore,
  Inexpressible,
  statesOf,
  type Variables,
  variablesOf,
} from "./expressions.ts";
import { checksOn } from "./hold-answer.ts";
import { type JudgedRun, nameOf, stepsBefore } from "./judged-step.ts";
import { explicitKey, requestOf } from "./request.ts";
import { isSharedBy, responseOf } from "./response.ts";
import { variableOf } from "./variable.ts";

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
 * A judged step as an interaction, its exchange with examples for what varies. Where fixtures alone lead to it and
 * hand on what it is compared with, they are its provider states; otherwise the case up to it is.
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
  const changes = stepsBefore(testCase, step).some(
    (other) => other.kind === "call" && other.method !== "GET",
  );
  if (changes || step.withinMs !== undefined || step.runs.length > 1) {
    throw new Inexpressible("fixtures alone do not lead to the step");
  }
  const arranged = arrangedBefore(testCase, step);
  const variables = variablesOf(arranged, context.fixtures);
  const taken = new Set(step.take.map(({ name }) => name));
  const compared = checksOn(testCase, step).flatMap(({ expect }) => expectationRefs(expect));
  if (compared.some((ref) => !taken.has(ref) && !variables.has(variableOf(ref)))) {
    throw new Inexpressible("a check compares with what no fixture hands on");
  }
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
