import { compileTemplate, type Template, templateRefs } from "../case/template.ts";
import type { Json } from "../case/json.ts";
import type { FixtureDefinition, Library, Param } from "../case/types.ts";
import { suggest } from "../read/suggest.ts";
import type { Api } from "../requirements/types.ts";
import type { PactState } from "../../specs/types/pact.format.d.ts";
import { type CaseState, findCaseState } from "./case-state.ts";
import { variableOf } from "./variable.ts";

/** What a provider state asks for and hands on: a fixture or an action, under the same name. */
export interface ProviderState {
  readonly name: string;
  readonly title: string;
  readonly api: Api;
  readonly params: readonly StateParam[];
  /** Its variables when the state bears its own name: `checkoutId`, `checkoutTotal`. */
  readonly returns: readonly string[];
}

export interface StateParam {
  readonly name: string;
  readonly about?: string;
  /** JSON type of the default; `any` where there is none. */
  readonly type: "string" | "number" | "boolean" | "any";
  readonly required: boolean;
  readonly default?: Json;
}

/** Every fixture and action as a provider state, by name. The registry has no entries of its own. */
export const providerStates = (
  fixtures: ReadonlyMap<string, FixtureDefinition>,
): readonly ProviderState[] =>
  [...fixtures.values()]
    .map((fixture) => ({
      name: fixture.name,
      title: fixture.title,
      api: fixture.api,
      params: Object.entries(fixture.params).map(([name, param]) => stateParam(name, param)),
      returns: fixture.provides.map((value) => variableOf(`${ownName(fixture.name)}.${value}`)),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

function stateParam(name: string, param: Param): StateParam {
  return {
    name,
    ...(param.about === undefined ? {} : { about: param.about }),
    type: typeOf(param),
    required: !param.optional && param.default === undefined && param.sourceTypes === undefined,
    ...(param.default === undefined ? {} : { default: param.default }),
  };
}

function typeOf({ default: value, sourceTypes }: Param): StateParam["type"] {
  if (sourceTypes !== undefined) return "string";
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return typeof value as "string" | "number" | "boolean";
  }
  return "any";
}

/** A state of an interaction, resolved: what to build or to play, with what, and what it hands on. */
export type ResolvedState =
  | FixtureState
  | { readonly kind: "case"; readonly played: CaseState; readonly returns: readonly string[] };

interface FixtureState {
  readonly kind: "fixture";
  readonly fixture: FixtureDefinition;
  /** The name before its variables: `card` gives `cardId`. */
  readonly as: string;
  readonly params: Readonly<Record<string, Template>>;
  readonly returns: readonly string[];
}

/** The resolved state, or what is wrong with it in a sentence. */
export type StateLookup =
  | { readonly ok: true; readonly state: ResolvedState }
  | { readonly ok: false; readonly reason: string };

/** Params that say something about the state itself, and nothing to its fixture. */
export const namingParam = "as";
export const interactionParam = "_interaction";

/** Where states are found. */
export type StateBook = Pick<Library, "fixtures" | "cases">;

/**
 * Finds the fixture or the case of a state and checks its params.
 *
 * @param known The variables of the states before it: a param may refer to them, `{cartId}`.
 */
export function resolveState(
  state: PactState,
  book: StateBook,
  known: ReadonlySet<string>,
): StateLookup {
  const { name } = state;
  const fixture = book.fixtures.get(name);
  if (fixture !== undefined) return resolveFixture(state, fixture, known);
  const played = findCaseState(name, book);
  if (played === undefined) return wrong(unknownState(name, book.fixtures));
  if (typeof played === "string") return wrong(`the state "${name}": ${played}`);
  const [param] = Object.keys(state.params ?? {}).filter((key) => key !== interactionParam);
  if (param !== undefined) return wrong(`the state "${name}" has no params, so no "${param}"`);
  return { ok: true, state: { kind: "case", played, returns: [...played.returns.keys()] } };
}

function resolveFixture(
  { name, params = {} }: PactState,
  fixture: FixtureDefinition,
  known: ReadonlySet<string>,
): StateLookup {
  const { [namingParam]: given, [interactionParam]: _interaction, ...asked } = params;
  const as = given ?? ownName(name);
  if (typeof as !== "string" || !/^[a-z][A-Za-z0-9]*$/.test(as)) {
    return wrong(`the state "${name}": as must be a name such as card`);
  }
  const fault = paramFault(asked, fixture);
  if (fault !== undefined) return wrong(`the state "${name}": ${fault}`);
  const templates = compileParams(asked);
  if (typeof templates === "string") return wrong(`the state "${name}": ${templates}`);
  const missing = Object.values(templates)
    .flatMap(templateRefs)
    .find((ref) => !known.has(ref));
  if (missing !== undefined) {
    return wrong(`the state "${name}" refers to {${missing}}, which no state before it returns`);
  }
  const returns = fixture.provides.map((value) => variableOf(`${as}.${value}`));
  return { ok: true, state: { kind: "fixture", fixture, as, params: templates, returns } };
}

const wrong = (reason: string): StateLookup => ({ ok: false, reason });

function unknownState(name: string, fixtures: ReadonlyMap<string, FixtureDefinition>): string {
  const hint = suggest(name, fixtures.keys()) ?? "headwater pact states lists them";
  return `there is no provider state "${name}"; ${hint}`;
}

/** `source.single-use` gives `source`. */
const ownName = (state: string): string => state.split(".")[0] ?? state;

function paramFault(
  params: Readonly<Record<string, unknown>>,
  fixture: FixtureDefinition,
): string | undefined {
  for (const [name, value] of Object.entries(params)) {
    const param = fixture.params[name];
    if (param === undefined) {
      const hint = suggest(name, Object.keys(fixture.params));
      return `there is no param "${name}"${hint === undefined ? "" : `; ${hint}`}`;
    }
    const type = typeOf(param);
    const refers = typeof value === "string" && value.includes("{");
    const computed = typeof value === "object";
    if (type !== "any" && !refers && !computed && typeof value !== type) {
      return `the param ${name} is ${JSON.stringify(value)}; it must be a ${type}`;
    }
  }
  const lacking = Object.entries(fixture.params).find(
    ([name, param]) => stateParam(name, param).required && params[name] === undefined,
  );
  return lacking === undefined ? undefined : `it needs the param "${lacking[0]}"`;
}

function compileParams(
  params: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Template>> | string {
  let fault: string | undefined;
  const fail = (message: string) => {
    fault = message;
  };
  const compiled = Object.entries(params).map(
    ([name, value]) => [name, compileTemplate(value, fail)] as const,
  );
  return fault ?? Object.fromEntries(compiled);
}
