import { type Template, writeText } from "../case/template.ts";
import type { Alternative, CallStep, Composed, FixtureDefinition, Step } from "../case/types.ts";
import type { Target } from "../implementation/types.ts";

/** How a target provides a fixture: each alternative with when it is taken, the steps as they will be run, and what is composed. */
export function recipeLines(
  fixture: FixtureDefinition,
  { name: target, choices, recipes }: Pick<Target, "name" | "choices" | "recipes">,
): readonly string[] {
  const alternatives = choices?.get(fixture.name);
  const own = recipes.get(fixture.name);
  if (alternatives !== undefined) {
    return [
      `on ${target}, the first of these that fits:`,
      ...alternatives.flatMap(alternativeLines),
      ...composedLines(fixture),
    ];
  }
  const steps = own ?? fixture.steps;
  if (steps === undefined) return [`on ${target}: no recipe`];
  return [
    `on ${target}, by ${own === undefined ? "the default recipe" : "its own recipe"}:`,
    ...steps.flatMap(stepLines),
  ];
}

function alternativeLines({ when, steps, give, extended }: Alternative): readonly string[] {
  const params = Object.entries(when).map(
    ([param, values]) => `${param} ${values.map(String).join(" or ")}`,
  );
  const given = Object.entries(give).map(([value, template]) => `${value} ${written(template)}`);
  return [
    `- ${params.length === 0 ? "always" : `when ${params.join(" and ")}`}${extended ? ", the default recipe with changes" : ""}`,
    ...steps.flatMap(stepLines),
    ...(given.length === 0 ? [] : [`    gives ${given.join(", ")}`]),
  ];
}

function composedLines({ composed }: FixtureDefinition): readonly string[] {
  if (composed === undefined) return [];
  return [
    `- else, when ${asked(composed.when)}: made with ${asked(composed.from)}, then`,
    ...stepLines(composed.read),
    ...Object.entries(composed.by).map(([state, action]) => `    from ${state}: use ${action}`),
    ...stepLines(composed.ready),
  ];
}

const asked = (params: Composed["when"]): string =>
  Object.entries(params)
    .map(([param, value]) => `${param} ${JSON.stringify(value).replaceAll('"', "")}`)
    .join(" and ");

function stepLines(step: Step): readonly string[] {
  if (step.kind === "use") {
    const params = Object.entries(step.params).map(
      ([param, value]) => `${param} ${written(value)}`,
    );
    return [`    use ${step.fixture}${params.length === 0 ? "" : ` with ${params.join(", ")}`}`];
  }
  const { as, withinMs, take } = step;
  const how = [
    ...(as === "confidential" ? [] : [`as ${as}`]),
    ...(withinMs === undefined ? [] : [`polled for ${withinMs} ms`]),
  ];
  const taken = take.map(({ name, path }) => `${name} ${writeText(path)}`);
  return [
    `    ${step.method} ${writeText(step.path)}${how.length === 0 ? "" : `, ${how.join(", ")}`}`,
    ...Object.entries(step.headers).map(([header, text]) => `      ${header}: ${writeText(text)}`),
    ...bodyLines(step),
    ...(taken.length === 0 ? [] : [`      takes ${taken.join(", ")}`]),
  ];
}

function bodyLines({ body }: CallStep): readonly string[] {
  switch (body.kind) {
    case "none":
      return [];
    case "json":
      return [`      ${written(body.value)}`];
    case "text":
      return [`      ${writeText(body.value)}`];
    case "form":
      return Object.entries(body.value).map(([field, text]) => `      ${field}=${writeText(text)}`);
  }
}

/** The template as JSON, its references in braces as its author wrote them. */
const written = (template: Template): string => JSON.stringify(asWritten(template));

function asWritten(template: Template): unknown {
  switch (template.kind) {
    case "literal":
      return template.value;
    case "ref":
      return `{${template.name}}`;
    case "text":
      return writeText(template.parts);
    case "money":
      return "(an amount that is computed)";
    case "list":
      return template.items.map(asWritten);
    case "record":
      return Object.fromEntries(
        template.members.map(([name, member]) => [name, asWritten(member)]),
      );
  }
}
