import type { Draw } from "../case/draw.ts";
import { render, writeText } from "../case/template.ts";
import type { Json, Values } from "../case/json.ts";
import type { CallStep, FixtureDefinition, Given, Step, UseStep } from "../case/types.ts";
import { parseBody } from "../check/body.ts";
import { isDone } from "../check/created-id.ts";
import { whyStopped } from "../check/precondition.ts";
import { takeValues } from "../check/select.ts";
import type { Exchange } from "../http/types.ts";
import { type Choice, chooseRecipe } from "../implementation/recipes.ts";
import { defaultSourceType } from "../implementation/source-types.ts";
import { type CallContext, type CallDriver, makeCall } from "./call.ts";
import { drawAmount, type Lot } from "./draw.ts";

/** What providing needs beside what a call needs. */
export interface ProvideContext extends CallDriver, Pick<CallContext, "case" | "owner"> {
  readonly fixtures: ReadonlyMap<string, FixtureDefinition>;
  readonly unique: string;
  /** Absent: nothing is drawn, and each draw is its lower bound. */
  readonly lot?: Lot;
  /** The fixtures whose recipes led here. */
  readonly chain?: readonly string[];
}

/** What is asked of a fixture. */
type Wanted = Pick<Given, "params" | "draws">;

/** The values that a fixture hands on, or why it did not come about. */
export type Provided =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly outcome: "blocked" | "untestable"; readonly cause: string };

/**
 * Performs a fixture or an action by the target's recipe, or by the default one.
 *
 * @param wanted What was asked for; refers to `values`.
 */
export async function provide(
  name: string,
  wanted: Wanted,
  values: Values,
  context: ProvideContext,
): Promise<Provided> {
  const fixture = context.fixtures.get(name);
  const { recipes, choices } = context.target;
  const recipe = choices?.get(name) ?? recipes.get(name) ?? fixture?.steps;
  if (fixture === undefined || recipe === undefined) {
    return untestable(`the target file has no recipe for ${name}`);
  }
  const chain = [...(context.chain ?? []), name];
  if (context.chain?.includes(name)) {
    const cause = `the recipe of ${name} uses itself: ${chain.join(" > ")}`;
    return untestable(cause);
  }
  const asked = readParams(fixture, wanted, values, { ...context, chain });
  if (!asked.ok) return asked;
  const choice = chooseRecipe(fixture, context.target, asked.values);
  return makeBy(choice, fixture, asked, { ...context, chain });
}

const untestable = (cause: string) => ({ ok: false, outcome: "untestable", cause }) as const;

async function makeBy(
  choice: Choice,
  fixture: FixtureDefinition,
  asked: Asked,
  context: ProvideContext,
): Promise<Provided> {
  switch (choice.kind) {
    case "none":
      return untestable(choice.cause);
    case "open":
      return untestable(`the recipe of ${fixture.name} cannot be chosen`);
    case "composed":
      return compose(choice, fixture, asked, context);
    case "recipe": {
      const done = await perform(choice.steps, asked, fixture.name, context);
      if (!done.ok) return done;
      const given: Record<string, Json> = {};
      for (const [name, template] of Object.entries(choice.give)) {
        const value = render(template, asked.values, asked.absent);
        if (value.ok) given[name] = value.value;
      }
      return handOn(fixture, { ...done.values, ...given });
    }
  }
}

/** Made in its first state, which is read, and brought on from there by the action that goes with it. */
async function compose(
  { composed, first }: Extract<Choice, { kind: "composed" }>,
  fixture: FixtureDefinition,
  asked: Asked,
  context: ProvideContext,
): Promise<Provided> {
  const from = { ...asked, values: { ...asked.values, ...composed.from } };
  const made = await makeBy(first, fixture, from, context);
  if (!made.ok) return made;
  const absent: ReadonlySet<string> = new Set();
  const { read, ready, by } = composed;
  const seen = await performCall(read, made.values, absent, fixture.name, context);
  if (!seen.ok) return seen;
  const { state } = seen.values;
  const action = typeof state === "string" ? by[state] : undefined;
  if (action !== undefined) {
    const id = { kind: "ref", name: "id" } as const;
    const done = await provide(action, { params: { id } }, made.values, context);
    if (!done.ok) return done;
  }
  const done = await performCall(ready, made.values, absent, fixture.name, context);
  return done.ok ? made : done;
}

interface Asked {
  readonly ok: true;
  readonly values: Values;
  readonly absent: ReadonlySet<string>;
}

function readParams(
  fixture: FixtureDefinition,
  { params, draws = {} }: Wanted,
  values: Values,
  context: ProvideContext,
): Asked | Extract<Provided, { ok: false }> {
  const asked: Record<string, Json> = { "case.unique": context.unique };
  const absent = new Set<string>();
  for (const [name, param] of Object.entries(fixture.params)) {
    const given = params[name];
    const drawn = draw(
      draws[name] ?? (given === undefined ? param.draw : undefined),
      name,
      context,
    );
    if (drawn !== undefined) {
      asked[name] = drawn;
      continue;
    }
    const value = given === undefined ? undefined : render(given, values);
    if (value?.ok === false && !param.optional) {
      return blocked(`${fixture.name}: no value for {${value.missing}}`);
    }
    const settled = value?.ok
      ? value.value
      : (param.default ?? defaultSourceType(param, context.target.claims));
    if (settled === undefined) absent.add(name);
    else asked[name] = settled;
  }
  return { ok: true, values: asked, absent };
}

/** The drawn value of a param, by the way that leads to it. */
function draw(
  range: Draw | undefined,
  param: string,
  { owner, chain = [], lot }: ProvideContext,
): number | undefined {
  if (range === undefined || lot === undefined) return undefined;
  return drawAmount(range, [owner.name, ...chain, param].join("/"), lot);
}

const blocked = (cause: string) => ({ ok: false, outcome: "blocked", cause }) as const;

async function perform(
  steps: readonly Step[],
  asked: Asked,
  fixture: string,
  context: ProvideContext,
): Promise<Provided> {
  let { values } = asked;
  for (const step of steps) {
    const done =
      step.kind === "use"
        ? await performUse(step, values, context)
        : await performCall(step, values, asked.absent, fixture, context);
    if (!done.ok) return done;
    values = { ...values, ...done.values };
  }
  return { ok: true, values };
}

async function performUse(
  step: UseStep,
  values: Values,
  context: ProvideContext,
): Promise<Provided> {
  const done = await provide(step.fixture, step, values, context);
  return done.ok ? { ok: true, values: namespaced(step.id, done.values) } : done;
}

/** The values under the name of their fixture or step: `card.id`. */
export const namespaced = (name: string, values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${name}.${key}`, value]));

async function performCall(
  step: CallStep,
  values: Values,
  absent: ReadonlySet<string>,
  fixture: string,
  context: ProvideContext,
): Promise<Provided> {
  const { case: testCase, owner } = context;
  const called = await makeCall(step, {
    driver: context,
    case: testCase,
    owner,
    judged: false,
    run: 0,
    values,
    absent,
  });
  if (!called.ok) return { ...called, cause: `${fixture}: ${called.cause}` };
  const { exchange } = called;
  const taken = takeValues(step.take, exchange, values);
  const why = whyStopped(step, exchange, { ...values, ...taken }, context.schemas[step.api]);
  const cause = why ?? whyUntaken(step, exchange);
  return cause === undefined ? { ok: true, values: taken } : blocked(`${fixture}: ${cause}`);
}

/** Why nothing can be taken of an answer: it came, and cannot be read. */
function whyUntaken({ take, method, path }: CallStep, exchange: Exchange): string | undefined {
  const { reply } = exchange;
  if (take.length === 0 || reply.kind === "silent" || !isDone(exchange)) return undefined;
  const body = parseBody(reply);
  return body.ok ? undefined : `${method} ${writeText(path)} was answered with ${body.why}`;
}

function handOn(fixture: FixtureDefinition, values: Values): Provided {
  const valueOf = (name: string) =>
    values[name] ?? (fixture.parts === undefined ? undefined : values[`self.${name}`]);
  const { mayLack = [], parts } = fixture;
  // What its parts hand on, they have looked at themselves.
  const lacking = fixture.provides.find(
    (name) => parts === undefined && !mayLack.includes(name) && valueOf(name) === undefined,
  );
  if (lacking !== undefined) {
    return blocked(`${fixture.name}: the recipe ran, but its responses hold no "${lacking}"`);
  }
  const handed = fixture.provides.flatMap((name) => {
    const value = valueOf(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ok: true, values: Object.fromEntries(handed) };
}
