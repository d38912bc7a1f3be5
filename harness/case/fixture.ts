import type { FixtureDocument, FixtureFile } from "../../specs/types/fixture.format.d.ts";
import type { StepDocument } from "../../specs/types/step.format.d.ts";
import type { Place, Problem } from "../problem.ts";
import type { Formats } from "../read/format.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Api, SchemaSet } from "../requirements/types.ts";
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
    const recipe = compileOwnRecipe(fixture, header, { fixtures, schemas, shared });
    if (recipe.ok) fixtures.set(name, { ...fixture, ...recipe.value });
    else problems.push(...recipe.problems);
  }
  return problems.length > 0 ? failure(problems) : ok(fixtures);
}

interface Header extends Written {
  readonly fixture: FixtureDefinition;
  readonly steps?: readonly StepDocument[];
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

/** The steps of a recipe: they may refer to the params, and must take what the fixture provides. */
export function compileRecipe(
  fixture: FixtureDefinition,
  documents: readonly StepDocument[],
  path: DataPath,
  context: RecipeContext,
): Result<readonly Step[]> {
  const { recipe, start, problems } = recipeScope(fixture, context);
  const { steps, scope } = compileSteps(documents, path, start, recipe);
  for (const name of fixture.provides) {
    if (scope.names.has(name)) continue;
    start.report({
      code: "UNKNOWN_REFERENCE",
      at: context.document.placeOf(path),
      message: `the recipe of ${fixture.name} does not take "${name}", which the fixture provides`,
      hint: `add take: { ${name}: $.... } to the step that learns it`,
    });
  }
  return problems.length > 0 ? failure(problems) : ok(steps);
}

/** What a recipe knows before its first step, and where its problems go. */
function recipeScope(
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
      const { parts, steps } = entry;
      return {
        fixture,
        document,
        path,
        ...(parts === undefined ? {} : { parts }),
        ...(steps === undefined ? {} : { steps }),
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
