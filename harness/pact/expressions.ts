import { moneyRefs } from "../case/money.ts";
import type { Template, TextTemplate } from "../case/template.ts";
import type { Json } from "../case/json.ts";
import type { CallStep, Case, FixtureDefinition } from "../case/types.ts";
import type { PactGenerator, PactState } from "../../specs/types/pact.format.d.ts";
import { stepsBefore } from "./judged-step.ts";
import { namingParam } from "./registry.ts";
import { childPath } from "./rules.ts";
import { amountVariable, variableOf } from "./variable.ts";

/** Why a step of a case cannot become an interaction. Thrown and caught within this folder alone. */
export class Inexpressible extends Error {}

/** The variables that provider states return. */
export type Variables = ReadonlySet<string>;

/** Those of fixtures and actions. */
export const variablesOf = (
  before: readonly Arranged[],
  fixtures: ReadonlyMap<string, FixtureDefinition>,
): Variables =>
  new Set(
    before.flatMap(({ name, fixture }) =>
      (fixtures.get(fixture)?.provides ?? []).map((value) => variableOf(`${name}.${value}`)),
    ),
  );

/** A fixture or an action that comes before a step, under the name by which the case refers to its values. */
export interface Arranged {
  readonly name: string;
  readonly fixture: string;
  readonly params: Readonly<Record<string, Template>>;
}

/** The fixtures of a case, and the actions that it performs before a step. */
export function arrangedBefore(testCase: Case, step: CallStep): readonly Arranged[] {
  const given = testCase.given.map(({ name, fixture, params }) => ({
    name,
    fixture: fixture,
    params,
  }));
  const actions = stepsBefore(testCase, step).flatMap((other) =>
    other.kind === "use" ? [{ name: other.id, fixture: other.fixture, params: other.params }] : [],
  );
  return [...given, ...actions];
}

/** Fixtures and actions as provider states. */
export const statesOf = (before: readonly Arranged[], variables: Variables): PactState[] =>
  before.map(({ name, fixture, params }) => ({
    name: fixture,
    params: {
      [namingParam]: variableOf(name),
      ...Object.fromEntries(
        Object.entries(params).map(([key, param]) => [key, writeParam(param, variables)]),
      ),
    },
  }));

function writeParam(template: Template, variables: Variables): Json {
  switch (template.kind) {
    case "literal":
      return template.value;
    case "ref":
      return `{${named(template.name, variables)}}`;
    case "text":
      return template.parts
        .map((part) => (typeof part === "string" ? part : `{${named(part.ref, variables)}}`))
        .join("");
    case "money":
      throw new Inexpressible("a fixture gets an amount that is computed from another's");
    case "list":
      return template.items.map((item) => writeParam(item, variables));
    case "record":
      return Object.fromEntries(
        template.members.map(([key, member]) => [key, writeParam(member, variables)]),
      );
  }
}

/** The variable of a reference. Throws `Inexpressible` where no provider state returns it. */
function named(ref: string, variables: Variables): string {
  const variable = variableOf(ref);
  if (variables.has(variable)) return variable;
  throw new Inexpressible("the request needs a value that no provider state hands on");
}

/** Text with variables as a generator's expression; undefined where there is nothing to fill in. */
export function textGenerator(
  parts: TextTemplate,
  variables: Variables,
): PactGenerator | undefined {
  if (parts.every((part) => typeof part === "string")) return undefined;
  const expression = parts
    .map((part) => (typeof part === "string" ? part : `\${${named(part.ref, variables)}}`))
    .join("");
  return { type: "ProviderState", expression, dataType: "STRING" };
}

/** The generators of a JSON body by JSONPath. A value that is one reference keeps its type. */
export function bodyGenerators(
  template: Template,
  variables: Variables,
  path = "$",
): Readonly<Record<string, PactGenerator>> {
  switch (template.kind) {
    case "literal":
      return {};
    case "ref": {
      return { [path]: whole(named(template.name, variables)) };
    }
    case "text": {
      const generator = textGenerator(template.parts, variables);
      return generator === undefined ? {} : { [path]: generator };
    }
    case "money":
      if (moneyRefs(template.money).length === 0) return {};
      return { [path]: computed(amountVariable(template), variables) };
    case "list":
      return Object.assign(
        {},
        ...template.items.map((item, index) =>
          bodyGenerators(item, variables, `${path}[${index}]`),
        ),
      ) as Readonly<Record<string, PactGenerator>>;
    case "record":
      return Object.assign(
        {},
        ...template.members.map(([key, member]) =>
          bodyGenerators(member, variables, childPath(path, key)),
        ),
      ) as Readonly<Record<string, PactGenerator>>;
  }
}

/** A value as it is, of whatever type. */
const whole = (variable: string): PactGenerator => ({
  type: "ProviderState",
  expression: `\${${variable}}`,
  dataType: "RAW",
});

function computed(variable: string, variables: Variables): PactGenerator {
  if (variables.has(variable)) return whole(variable);
  throw new Inexpressible("the request holds an amount that is computed from another's");
}
