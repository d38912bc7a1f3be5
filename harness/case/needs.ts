import type { Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import type { Abilities } from "../requirements/types.ts";
import { failure, ok, type Result } from "../result.ts";
import { answerAbilities } from "./answer-needs.ts";
import type { FixtureDefinitions } from "./fixture-lookup.ts";
import { isCall, type Operations, operationOf, readOperations } from "./operation.ts";
import { type Template, writeText } from "./template.ts";
import type { CallStep, Case, Check, FixtureDefinition, Needs, Step } from "./types.ts";

/** Cases and fixtures that say what they need. */
export interface WithNeeds {
  readonly cases: readonly Case[];
  readonly fixtures: FixtureDefinitions;
}

/**
 * What each case and each default recipe needs: as declared, and as its calls, their members and what is looked at in their
 * answers show.
 *
 * Problems: UNKNOWN_NAME for a declared ability that is none; UNVERIFIED for a call of a case with a must check that
 * neither a seed page states nor an ability covers.
 */
export function withNeeds(
  { cases, fixtures }: WithNeeds,
  catalogue: Abilities | undefined,
): Result<WithNeeds> {
  if (catalogue === undefined) return ok({ cases, fixtures });
  const operations = operationsOf(catalogue);
  const asked = cases.map((testCase) => withOwn(testCase, catalogue, operations));
  const recipes = [...fixtures].map(
    ([name, fixture]) => [name, withOwn(fixture, catalogue, operations)] as const,
  );
  const problems = [
    ...[...asked, ...recipes.map(([, fixture]) => fixture)].flatMap((one) =>
      unknownAbilities(one, catalogue),
    ),
    ...asked.flatMap((testCase) => uncovered(testCase, operations)),
  ];
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  if (once.size > 0) return failure([...once.values()]);
  return ok({ cases: asked, fixtures: new Map(recipes) });
}

/** Read once, for all files. */
function operationsOf(catalogue: Abilities): Operations {
  const operations = read.get(catalogue) ?? readOperations(catalogue);
  read.set(catalogue, operations);
  return operations;
}

const read = new WeakMap<Abilities, Operations>();

/** The abilities that a call asks for, by its path, its query and the members of its body that are always sent. */
function abilitiesOf(
  step: CallStep,
  { byAbility }: Operations,
  params: Needing["params"] = {},
): readonly string[] {
  const call = operationOf(step);
  return byAbility
    .filter(
      ({ operations, members }) =>
        operations.some((operation) => isCall(call, operation)) ||
        members.some(
          ({ operation, name }) => isCall(call, operation) && sendsMember(step, name, params),
        ),
    )
    .map(({ id }) => id);
}

function withOwn<T extends Needing>(one: T, catalogue: Abilities, operations: Operations): T {
  const steps = (one.steps ?? []).map((step) => {
    if (step.kind === "use") return step;
    const needs = abilitiesOf(step, operations, one.params);
    return needs.length === 0 ? step : { ...step, needs };
  });
  const calls = steps.filter((step) => step.kind === "call");
  const looked = answerAbilities(calls, one.checks ?? [], catalogue);
  const found = [...calls.flatMap(({ needs = [] }) => needs), ...looked];
  const needs: Needs = {
    abilities: unique([...(one.needs?.abilities ?? []), ...found]),
    currencies: unique([...(one.needs?.currencies ?? []), ...calls.flatMap(currenciesOf)]),
    sourceTypes: one.needs?.sourceTypes ?? [],
  };
  const none = Object.values(needs).every((list: readonly unknown[]) => list.length === 0);
  return { ...one, ...(one.steps && { steps }), ...(none ? {} : { needs }) };
}

/** A case, or a fixture with its default recipe. */
interface Needing {
  readonly steps?: readonly Step[];
  readonly checks?: readonly Check[];
  readonly params?: FixtureDefinition["params"];
  readonly needs?: Needs;
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();

function sendsMember(
  { body }: CallStep,
  name: string,
  params: NonNullable<Needing["params"]>,
): boolean {
  const sent = body.kind === "json" ? memberOf(body.value, name) : undefined;
  return sent !== undefined && (sent.kind !== "ref" || params[sent.name]?.optional !== true);
}

const memberOf = (body: Template, name: string): Template | undefined =>
  body.kind === "record" ? body.members.find(([key]) => key === name)?.[1] : undefined;

function currenciesOf({ body }: CallStep): readonly string[] {
  const currency = body.kind === "json" ? memberOf(body.value, "currency") : undefined;
  return currency?.kind === "literal" && typeof currency.value === "string" ? [currency.value] : [];
}

function unknownAbilities(
  { needs, origin: at }: Pick<Case, "needs" | "origin">,
  { abilities }: Abilities,
): readonly Problem[] {
  return (needs?.abilities ?? [])
    .filter((id) => !abilities.has(id))
    .map((id) => ({
      code: "UNKNOWN_NAME",
      at,
      message: `there is no ability "${id}"`,
      ...hinted(id, abilities.keys()),
    }));
}

/** @param testCase With the abilities that its calls ask for. */
function uncovered({ checks, steps }: Case, { stated }: Operations): readonly Problem[] {
  if (checks.every(({ level }) => level !== "must")) return [];
  return steps.flatMap((step) => {
    if (step.kind === "use" || step.needs !== undefined) return [];
    const call = operationOf(step);
    if (stated.some((operation) => isCall(call, operation))) return [];
    return [
      {
        code: "UNVERIFIED",
        at: step.origin,
        message: `no seed page states ${step.method} ${writeText(step.path)}, which a case with a must check makes, and no ability covers it`,
        hint: "specs/abilities.yaml lists both",
      } as const,
    ];
  });
}
