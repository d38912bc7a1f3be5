import type {
  ComposedDocument,
  FixtureDocument,
  FixtureFile,
} from "../../specs/types/fixture.format.d.ts";
import type { StepDocument } from "../../specs/types/step.format.d.ts";
import type { Place, Problem } from "../problem.ts";
import type { Formats } from "../read/format.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Api, SchemaSet } from "../requirements/types.ts";
import { compileCall } from "./call.ts";
import { extend, type ReferenceScope } from "./scope.ts";
import { compileSteps } from "./step.ts";
import type { StepContext } from "./step-context.ts";
import type { Json } from "./json.ts";
import { readDraw } from "./draw.ts";
import { type FixtureDefinitions, fixtureLookup } from "./fixture-lookup.ts";
import { compileParts, handedOn, mixed, type Written } from "./parts.ts";
import type { FixtureDefinition, Param, SharedWords, Step } from "./types.ts";

/** What fixtures are compiled against. */
export interface FixtureContext {
  readonly formats: Formats;
  readonly schemas: Readonly<Record<Api, SchemaSet>>;
  readonly shared: SharedWords;
  /** Fixtures of other files, which recipes may use; those of these files win. */
  readonly known?: FixtureDefinitions;
}

/**
 * The fixture files compiled. A recipe may use every other fixture.
 *
 * Problems: those of the format; DUPLICATE_ID; those of steps; FORMAT for a fixture of parts that has steps or values
 * of its own, or that is a part of itself.
 */
export function compileFixtures(
  documents: readonly YamlDocument[],
  { formats, schemas, shared, known = new Map() }: FixtureContext,
): Result<FixtureDefinitions> {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const headers = new Map<string, Header>();
  for (const document of documents) {
    const file = formats.check("fixture", document);
    if (!file.ok) problems.push(...file.problems);
    else
      for (const header of readHeaders(file.value, document)) addHeader(header, headers, problems);
  }
  const written = new Map<string, Written>([
    ...[...known].map(([name, fixture]) => [name, { fixture }] as const),
    ...headers,
  ]);
  const fixtures = new Map(known);
  for (const [name, { fixture }] of headers) {
    fixtures.set(name, { ...fixture, provides: handedOn(name, written, report) });
  }
  for (const [name, header] of headers) {
    problems.push(...mixed(header, header.path));
    const fixture = fixtures.get(name) ?? header.fixture;
    const context = { fixtures, schemas, shared };
    const recipe = compileOwnRecipe(fixture, header, context);
    const composed = compileComposed(fixture, header, context);
    if (recipe.ok && composed.ok)
      fixtures.set(name, { ...fixture, ...recipe.value, ...composed.value });
    for (const one of [recipe, composed]) if (!one.ok) problems.push(...one.problems);
  }
  return problems.length > 0 ? failure(problems) : ok(fixtures);
}

interface Header extends Written {
  readonly fixture: FixtureDefinition;
  readonly steps?: readonly StepDocument[];
  readonly composed?: ComposedDocument;
  readonly document: YamlDocument;
  readonly path: DataPath;
}

/** What a recipe is compiled against. */
export interface RecipeContext {
  readonly document: YamlDocument;
  readonly fixtures: FixtureDefinitions;
  readonly schemas: Readonly<Record<Api, SchemaSet>>;
  readonly shared: SharedWords;
}

/** The recipe as it is written: of steps, of parts, or none. */
function compileOwnRecipe(
  fixture: FixtureDefinition,
  { parts, steps, document, path }: Header,
  context: Omit<RecipeContext, "document">,
): Result<Pick<FixtureDefinition, "parts" | "steps">> {
  if (parts === undefined) {
    if (steps === undefined) return ok({});
    const at = [...path, "steps"];
    const compiled = compileRecipe(fixture, steps, at, { ...context, document });
    return compiled.ok ? ok({ steps: compiled.value }) : compiled;
  }
  const { recipe, start, problems } = recipeScope(fixture, { ...context, document });
  const compiled = compileParts(parts, [...path, "parts"], start, recipe);
  return problems.length > 0 ? failure(problems) : ok(compiled);
}

/** How it is composed, if it is: two reads of its own, and actions that there are. */
function compileComposed(
  fixture: FixtureDefinition,
  { composed, path: own, document }: Header,
  context: Omit<RecipeContext, "document">,
): Result<Pick<FixtureDefinition, "composed">> {
  if (composed === undefined) return ok({});
  const { when, from, by, read: call, until } = composed;
  const { recipe, start, problems } = recipeScope(fixture, { ...context, document });
  const path = [...own, "composed", "read"];
  const at = document.placeOf(path);
  const known = extend(start, fixture.provides);
  const settled = { status: 200, body: { state: until } };
  const read = compileCall({ take: { state: "$.state" } }, call, "first", path, known, recipe);
  const ready = compileCall({ expect: settled, within: "10s" }, call, "ready", path, known, recipe);
  for (const action of Object.values(by)) recipe.providedBy(action, ["id"], at);
  if (problems.length > 0 || read === undefined || ready === undefined) return failure(problems);
  return ok({ composed: { when, from, by, read, ready } });
}

/** The steps of a recipe: they may refer to the params, and must take what the fixture provides. */
export function compileRecipe(
  fixture: FixtureDefinition,
  documents: readonly StepDocument[],
  path: DataPath,
  context: RecipeContext,
): Result<readonly Step[]> {
  const { recipe, start, problems } = recipeScope(fixture, context);
  const { steps, scope } = compileSteps(documents, path, start, recipe);
  reportLacking(fixture, scope, context.document.placeOf(path));
  return problems.length > 0 ? failure(problems) : ok(steps);
}

/** What a fixture provides must be known when its recipe is done. */
export function reportLacking(
  { name: fixture, provides, mayLack = [] }: FixtureDefinition,
  { names, report }: ReferenceScope,
  at: Place,
): void {
  for (const name of provides) {
    if (names.has(name) || mayLack.includes(name)) continue;
    report({
      code: "UNKNOWN_REFERENCE",
      at,
      message: `the recipe of ${fixture} does not take "${name}", which the fixture provides`,
      hint: `add take: { ${name}: $.... } to the step that learns it`,
    });
  }
}

/** What a recipe knows before its first step, and where its problems go. */
export function recipeScope(
  { api, params }: FixtureDefinition,
  { document, fixtures, schemas, shared }: RecipeContext,
) {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const providedBy = fixtureLookup(fixtures, report);
  const recipe: StepContext = { document, api, schemas, providedBy, shared, recipe: true };
  const start = { names: new Set(["case.unique", ...Object.keys(params)]), report };
  return { recipe, start, problems };
}

function readHeaders(file: FixtureFile, document: YamlDocument): readonly Header[] {
  return (["fixtures", "actions"] as const).flatMap((group) =>
    Object.entries(file[group] ?? {}).map(([name, entry]) => {
      const kind = group === "fixtures" ? "fixture" : "action";
      const path = [group, name];
      const fixture = readDefinition(name, kind, entry, document.placeOfKey(path));
      const { parts, steps, composed } = entry;
      return {
        fixture,
        document,
        path,
        ...(parts === undefined ? {} : { parts }),
        ...(steps === undefined ? {} : { steps }),
        ...(composed === undefined ? {} : { composed }),
      };
    }),
  );
}

function readDefinition(
  name: string,
  kind: FixtureDefinition["kind"],
  entry: FixtureDocument,
  origin: Place,
): FixtureDefinition {
  const params = Object.entries(entry.params ?? {}).map(([param, document]): [string, Param] => [
    param,
    {
      optional: document.optional === true,
      ...(document.about === undefined ? {} : { about: document.about }),
      ...readDefault(document.default),
      ...(document.sourceType === undefined ? {} : { sourceTypes: document.sourceType }),
      ...(document.does === undefined ? {} : { does: document.does }),
    },
  ]);
  return {
    name,
    kind,
    title: entry.title,
    params: Object.fromEntries(params),
    provides: entry.provides ?? [],
    ...(entry.mayLack === undefined ? {} : { mayLack: entry.mayLack }),
    api: entry.api ?? "digital-river",
    ...(entry.needs === undefined
      ? {}
      : { needs: { abilities: entry.needs, currencies: [], sourceTypes: [] } }),
    origin,
  };
}

function readDefault(value: unknown): Pick<Param, "default" | "draw"> {
  if (value === undefined) return {};
  const draw = readDraw(value);
  return draw === undefined ? { default: value as Json } : { default: draw.from, draw };
}

function addHeader(header: Header, headers: Map<string, Header>, problems: Problem[]): void {
  const { name, origin } = header.fixture;
  const first = headers.get(name);
  if (first === undefined) {
    headers.set(name, header);
    return;
  }
  const hint = `the other stands in ${first.fixture.origin.file}:${String(first.fixture.origin.line)}`;
  problems.push({ code: "DUPLICATE_ID", at: origin, message: `"${name}" is given twice`, hint });
}
