import { stretchesOf } from "../case/any-order.ts";
import type { Draw } from "../case/draw.ts";
import { writeText } from "../case/template.ts";
import type { Case, FixtureDefinition, Step } from "../case/types.ts";
import type { Workspace } from "../workspace.ts";
import { needsOf } from "./explain-claims.ts";
import type { Explanation } from "./explanation.ts";

/** What a case starts from, does and checks, and what of it each run draws. */
export function explainCase(
  first: Case,
  cases: readonly Case[],
  library: Workspace["library"],
): Explanation {
  const { fixtures } = library;
  const needs = [...new Set(cases.flatMap((testCase) => needsOf(testCase, library)))];
  const anyOrder = anyOrderOf(first);
  const data = {
    id: first.base,
    title: first.title,
    profile: first.profile,
    file: first.origin.file,
    line: first.origin.line,
    combinations: cases.map((testCase) => testCase.id),
    needs,
    given: first.given.map(({ name, fixture, draws }) => {
      const parts = partsOf(fixtures.get(fixture));
      return {
        name,
        fixture,
        ...(draws === undefined ? {} : { draws }),
        ...(parts === undefined ? {} : { parts }),
      };
    }),
    ...(first.draws === undefined ? {} : { draws: first.draws }),
    steps: first.steps.map((step) => ({ id: step.id, does: describeStep(step) })),
    ...(anyOrder.length === 0 ? {} : { anyOrder }),
    checks: first.checks.map(({ id, level, requirement, on }) => ({ id, level, requirement, on })),
    ...(first.control === undefined ? {} : { control: first.control }),
  };
  const lines = [
    `${data.id}: ${data.title}`,
    `${data.profile}, ${data.file}:${data.line}${cases.length > 1 ? `, ${cases.length} combinations` : ""}`,
    ...(needs.length === 0 ? [] : [`  needs ${needs.join(", ")}`]),
    ...describeDraws(data.draws).map((text) => `  given ${text}`),
    ...data.given.flatMap(({ name, fixture, draws, parts = [] }) => [
      `  given ${name}: ${[fixture, ...describeDraws(draws)].join(", ")}`,
      ...parts.map((part) => `    part ${part.name}: ${part.fixture}`),
    ]),
    ...data.steps.map(({ id, does }) => `  ${id}: ${does}`),
    ...anyOrder.map((ids) => `  in an order that each run draws: ${ids.join(", ")}`),
    ...data.checks.map(
      ({ id, level, requirement, on }) =>
        `  check ${id} (${level} ${requirement}) on ${on.join(", ")}`,
    ),
    ...(data.control === undefined ? [] : [`  control: ${data.control}`]),
  ];
  return { data, text: lines.join("\n") };
}

/** The ids of steps that may come in any order, for each stretch of them. */
const anyOrderOf = ({ steps }: Case): readonly (readonly string[])[] =>
  stretchesOf(steps).flatMap((stretch) =>
    stretch.length < 2 ? [] : [stretch.flat().map(({ id }) => id)],
  );

const describeDraws = (draws: Readonly<Record<string, Draw>> = {}): readonly string[] =>
  Object.entries(draws).map(([name, { from, to }]) => `${name} drawn from ${from} to ${to}`);

/** Which fixtures a fixture is built of, under which names. */
export const partsOf = (fixture: FixtureDefinition | undefined) =>
  fixture?.parts?.map(({ name, fixture: of }) => ({ name, fixture: of }));

export const describeStep = (step: Step): string =>
  step.kind === "use" ? `use ${step.fixture}` : `${step.method} ${writeText(step.path)}`;
