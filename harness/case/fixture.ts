import type { ContractDocument, FixtureFile } from "../../specs/types/fixture.format.d.ts";
import type { StepDocument } from "../../specs/types/step.format.d.ts";
import type { Place, Problem } from "../problem.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Api, SchemaSet } from "../requirements/types.ts";
import { compileSteps, type StepContext } from "./step.ts";
import type { Json } from "./json.ts";
import type { FixtureDefinition, Param, Step } from "./types.ts";

/** Definitions by name: of fixtures and of actions, which share one name space. */
export type FixtureDefinitions = ReadonlyMap<string, FixtureDefinition>;

/**
 * The fixture files compiled. A recipe may use every other fixture.
 *
 * Problems: those of the format; DUPLICATE_ID; those of steps.
 */
export function compileFixtures(
  documents: readonly YamlDocument[],
  formats: Formats,
  schemas: Readonly<Record<Api, SchemaSet>>,
): Result<FixtureDefinitions> {
  const problems: Problem[] = [];
  const headers = new Map<string, Header>();
  for (const document of documents) {
    const file = formats.check("fixture", document);
    if (!file.ok) problems.push(...file.problems);
    else
      for (const header of readHeaders(file.value, document)) addHeader(header, headers, problems);
  }
  const fixtures = new Map<string, FixtureDefinition>();
  for (const [name, header] of headers) fixtures.set(name, header.fixture);
  for (const [name, { fixture, steps, document, path }] of headers) {
    if (steps === undefined) continue;
    const recipe = compileRecipe(fixture, steps, path, { document, fixtures, schemas });
    if (recipe.ok) fixtures.set(name, { ...fixture, steps: recipe.value });
    else problems.push(...recipe.problems);
  }
  return problems.length > 0 ? failure(problems) : ok(fixtures);
}

interface Header {
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
}

/** The steps of a recipe: they may refer to the params, and must take what the fixture provides. */
export function compileRecipe(
  fixture: FixtureDefinition,
  documents: readonly StepDocument[],
  path: DataPath,
  { document, fixtures, schemas }: RecipeContext,
): Result<readonly Step[]> {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const providedBy = fixtureLookup(fixtures, report);
  const context: StepContext = { document, api: fixture.api, schemas, providedBy, recipe: true };
  const names = new Set(["case.unique", ...Object.keys(fixture.params)]);
  const { steps, scope } = compileSteps(documents, path, { names, report }, context);
  for (const name of fixture.provides) {
    if (scope.names.has(name)) continue;
    report({
      code: "UNKNOWN_REFERENCE",
      at: document.placeOf(path),
      message: `the recipe of ${fixture.name} does not take "${name}", which the fixture provides`,
      hint: `add take: { ${name}: $.... } to the step that learns it`,
    });
  }
  return problems.length > 0 ? failure(problems) : ok(steps);
}

/** Looks a fixture up for a `use` or a `given`: what it provides, with its params checked. */
export function fixtureLookup(
  fixtures: FixtureDefinitions,
  report: (problem: Problem) => void,
): StepContext["providedBy"] {
  return (name, params, at) => {
    const fixture = fixtures.get(name);
    if (fixture === undefined) {
      const message = `there is no fixture or action "${name}"`;
      report({ code: "UNKNOWN_FIXTURE", at, message, ...hinted(name, fixtures.keys()) });
      return [];
    }
    checkParams(fixture, params, at, report);
    return fixture.provides;
  };
}

function checkParams(
  fixture: FixtureDefinition,
  given: readonly string[],
  at: Place,
  report: (problem: Problem) => void,
): void {
  const known = Object.keys(fixture.params);
  for (const name of given.filter((param) => !known.includes(param))) {
    const message = `${fixture.name} has no param "${name}"`;
    report({ code: "UNKNOWN_PARAM", at, message, ...hinted(name, known) });
  }
  for (const [name, param] of Object.entries(fixture.params)) {
    const settled =
      param.optional || param.default !== undefined || param.sourceTypes !== undefined;
    if (settled || given.includes(name)) continue;
    report({ code: "MISSING_PARAM", at, message: `${fixture.name} needs the param "${name}"` });
  }
}

function readHeaders(file: FixtureFile, document: YamlDocument): readonly Header[] {
  return (["fixtures", "actions"] as const).flatMap((group) =>
    Object.entries(file[group] ?? {}).map(([name, entry]) => {
      const kind = group === "fixtures" ? "fixture" : "action";
      const fixture = readContract(name, kind, entry, document.placeOfKey([group, name]));
      const path = [group, name, "steps"];
      return {
        fixture,
        document,
        path,
        ...(entry.steps === undefined ? {} : { steps: entry.steps }),
      };
    }),
  );
}

function readContract(
  name: string,
  kind: FixtureDefinition["kind"],
  entry: ContractDocument,
  origin: Place,
): FixtureDefinition {
  const params = Object.entries(entry.params ?? {}).map(([param, document]): [string, Param] => [
    param,
    {
      optional: document.optional === true,
      ...(document.about === undefined ? {} : { about: document.about }),
      ...(document.default === undefined ? {} : { default: document.default as Json }),
      ...(document.sourceType === undefined ? {} : { sourceTypes: document.sourceType }),
    },
  ]);
  return {
    name,
    kind,
    title: entry.title,
    params: Object.fromEntries(params),
    provides: entry.provides ?? [],
    api: entry.api ?? "digital-river",
    origin,
  };
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
