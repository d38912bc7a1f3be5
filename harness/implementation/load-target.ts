import path from "node:path";
import type { AlternativeDocument } from "../../specs/types/recipe.format.d.ts";
import type { StepDocument } from "../../specs/types/step.format.d.ts";
import type { ApiDocument, TargetDocument } from "../../specs/types/target.format.d.ts";
import { compileAlternative } from "../case/alternative.ts";
import { compileRecipe } from "../case/fixture.ts";
import type { Alternative, FixtureDefinition, Library, Step } from "../case/types.ts";
import type { Secret } from "../secrets/redact.ts";
import type { Problem } from "../problem.ts";
import { parseDuration } from "../read/duration.ts";
import { readText } from "../read/files.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import { type DataPath, parseYaml, type YamlDocument } from "../read/yaml.ts";
import { collect, failure, ok, type Result } from "../result.ts";
import type { Api, SpecBook } from "../requirements/types.ts";
import { maskProblems } from "../secrets/mask-problems.ts";
import { isBaseUrl } from "./base-url.ts";
import { checkClaims, namesOf } from "./check-claims.ts";
import { checkKeys } from "./check-keys.ts";
import { proxySecrets, readConnection } from "./connection.ts";
import { readBrowser } from "./browser-library.ts";
import { readHosts } from "./hosts.ts";
import { literalKeysIn } from "./literal-keys.ts";
import { literalSecrets } from "./literal-secrets.ts";
import { ownSteps } from "./recipes.ts";
import type { Claims, Target, TargetApi } from "./types.ts";
import { createVariables, type VariableContext, type Variables, variablesOf } from "./variables.ts";

/** What a target file is read against. */
export interface TargetContext extends VariableContext {
  readonly formats: Formats;
  readonly specs: SpecBook;
  readonly library: Library;
}

/**
 * A target from its file. Keys become secrets, whether they come from the environment or not;
 * so does what comes from the environment into a header or a body, and what stands there and looks like a key.
 *
 * Problems, all at once: those of the file; ENVIRONMENT for a variable that is not set; URL;
 * UNKNOWN_ACTION for a recipe of no fixture; those of its steps; UNKNOWN_NAME for a profile that no case belongs
 * to, or for a source type that nothing asks for; USAGE for a claimed profile of an API that is not offered.
 */
export async function loadTarget(
  file: string,
  context: TargetContext,
  shown: string = path.relative(".", file),
): Promise<Result<Target>> {
  const text = readText(file, shown);
  if (!text.ok) return text;
  const document = parseYaml(text.value);
  if (!document.ok) return failure(maskProblems(document.problems, [], []));
  const raw = context.formats.check("target", document.value);
  const target = raw.ok
    ? await readTarget(raw.value, document.value, path.dirname(file), context)
    : raw;
  if (target.ok) return target;
  const { data } = document.value;
  const secrets = variablesOf(data, context.environment);
  return failure(maskProblems(target.problems, secrets, literalKeysIn(data)));
}

async function readTarget(
  raw: TargetDocument,
  document: YamlDocument,
  folder: string,
  context: TargetContext,
): Promise<Result<Target>> {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const variables = createVariables(document, context, report);
  const names = Object.keys(raw.apis) as Api[];
  const apis = names.flatMap((name) => {
    const api = raw.apis[name];
    return api === undefined
      ? []
      : [[name, readApi(api, ["apis", name], document, variables, report)] as const];
  });
  checkClaims(raw, document, context, report);
  checkKeys(raw, document, context, report);
  const { recipes, choices } = readRecipes(raw, document, context, variables, report);
  const hosts = readHosts(raw, ownSteps({ recipes, choices }), document, variables, report);
  const browser = raw.browser && readBrowser(raw.browser, document, variables, report);
  const connecting = { ...context, document, variables, folder, report };
  const connection = await readConnection(raw.connection ?? {}, connecting);
  if (problems.length > 0) return failure(problems);
  return ok({
    name: raw.name,
    ...(raw.implementation === undefined ? {} : { implementation: raw.implementation }),
    apis: Object.fromEntries(apis),
    ...(browser && { browser }),
    ...(raw.connection === undefined ? {} : { connection }),
    claims: readClaims(raw),
    recipes,
    ...(choices.size === 0 ? {} : { choices }),
    limits: readLimits(raw.limits ?? {}),
    ...(hosts.size === 0 ? {} : { hosts }),
    ...(raw.allowLiveMode === undefined ? {} : { allowLiveMode: raw.allowLiveMode }),
    secrets: [
      ...proxySecrets(connection),
      ...apis.flatMap(([name, api]) => [
        ...keySecrets(name, api),
        ...variables.secretsIn(raw.apis[name]?.headers),
      ]),
      ...Object.values(raw.recipes ?? {}).flatMap((recipe) => secretsOf(recipe, variables)),
      ...literalSecrets(raw),
    ],
    document: raw,
  });
}

function readClaims({ claims = {}, recipes = {} }: TargetDocument): Claims {
  const { profiles, sourceTypes, currencies, abilities } = claims;
  const own = Object.entries(recipes).flatMap(([name, recipe]) =>
    [recipe].flat().some((one) => "extends" in one) ? [] : [name],
  );
  const ownRecipes = abilities || currencies ? own : [];
  return {
    ...(profiles && { profiles: new Set(profiles) }),
    ...(sourceTypes && { sourceTypes: new Set(namesOf(sourceTypes)) }),
    ...(sourceTypes &&
      !Array.isArray(sourceTypes) && { can: new Map(Object.entries(sourceTypes)) }),
    ...(currencies && { currencies: new Set(currencies) }),
    ...(abilities && { abilities: new Set(abilities) }),
    ...(ownRecipes.length > 0 && { ownRecipes: new Set(ownRecipes) }),
  };
}

function readApi(
  raw: ApiDocument,
  at: DataPath,
  document: YamlDocument,
  { fill, fillAll, areSet }: Variables,
  report: (problem: Problem) => void,
): TargetApi {
  const baseUrl = fill(raw.baseUrl, [...at, "baseUrl"]).replace(/\/+$/, "");
  if (areSet(raw.baseUrl) && !isBaseUrl(baseUrl)) {
    const hint = "scheme, host, port and path only: https://sandbox.example/v2";
    const place = document.placeOf([...at, "baseUrl"]);
    report({ code: "URL", at: place, message: `"${raw.baseUrl}" is no base URL`, hint });
  }
  const keys = fillAll(raw.keys ?? {}, [...at, "keys"]);
  for (const [kind, key] of Object.entries(keys)) {
    if (isHeaderText(key)) continue;
    const place = document.placeOf([...at, "keys", kind]);
    report({
      code: "FORMAT",
      at: place,
      message: `the ${kind} key ${noHeaderText}`,
      hint: trimmed,
    });
  }
  return {
    baseUrl,
    headers: fillAll(raw.headers ?? {}, [...at, "headers"]),
    keyHeader: (raw.keyHeader ?? "authorization").toLowerCase(),
    ...(raw.keyScheme && { keyScheme: raw.keyScheme }),
    keys,
  };
}

/** Whether a header can carry the text as it is: `$(cat key-file)` and editors like to add a line break. */
const isHeaderText = (text: string): boolean =>
  /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text);

const noHeaderText = "holds what no header can carry, such as a line break or a blank at its end";
const trimmed = "look at where its variable is set";

function readRecipes(
  raw: TargetDocument,
  document: YamlDocument,
  { library, specs }: TargetContext,
  { fillAll }: Variables,
  report: (problem: Problem) => void,
): Required<Pick<Target, "recipes" | "choices">> {
  const recipes = new Map<string, readonly Step[]>();
  const choices = new Map<string, readonly Alternative[]>();
  const { fixtures, shared } = library;
  const context = { document, fixtures, schemas: specs.schemas, shared };
  for (const [name, written] of Object.entries(raw.recipes ?? {})) {
    const fixture: FixtureDefinition | undefined = fixtures.get(name);
    const own = ["recipes", name];
    const at = document.placeOfKey(own);
    if (fixture === undefined) {
      const message = `there is no fixture or action "${name}"`;
      report({ code: "UNKNOWN_ACTION", at, message, ...hinted(name, fixtures.keys()) });
      continue;
    }
    const recipe = recipeOf(fillAll(written, own));
    if (recipe.kind === "steps") {
      const compiled = compileRecipe(fixture, recipe.steps, own, context);
      if (compiled.ok) recipes.set(name, compiled.value);
      else for (const problem of compiled.problems) report(problem);
      continue;
    }
    const alternatives = collect(
      recipe.alternatives.map((one, index) =>
        compileAlternative(fixture, one, recipe.alone ? own : [...own, index], context),
      ),
    );
    if (alternatives.ok) choices.set(name, alternatives.value);
    else for (const problem of alternatives.problems) report(problem);
    if (recipe.mixed) {
      const message = `a recipe is a list of steps, or of alternatives, but not of both`;
      report({ code: "FORMAT", at, message, hint: "put the steps under steps:" });
    }
  }
  return { recipes, choices };
}

type Written = NonNullable<TargetDocument["recipes"]>[string];

type WrittenRecipe =
  | { readonly kind: "steps"; readonly steps: readonly StepDocument[] }
  | {
      readonly kind: "alternatives";
      readonly alternatives: readonly AlternativeDocument[];
      /** It stands without a list around it. */
      readonly alone: boolean;
      readonly mixed: boolean;
    };

/** Which it is, the schema has looked at. */
function recipeOf(written: Written): WrittenRecipe {
  const all = Array.isArray(written) ? written : [written];
  const alternatives = all.filter(isAlternative);
  if (alternatives.length === 0 && Array.isArray(written)) return { kind: "steps", steps: all };
  const mixed = alternatives.length < all.length;
  return { kind: "alternatives", alternatives, alone: !Array.isArray(written), mixed };
}

const isAlternative = (one: object): one is AlternativeDocument =>
  ["when", "give", "steps", "extends"].some((key) => key in one);

/** What comes from the environment into a query, a header or a body. */
function secretsOf(written: Written, { secretsIn }: Variables): readonly Secret[] {
  const recipe = recipeOf(written);
  const steps =
    recipe.kind === "steps"
      ? recipe.steps
      : recipe.alternatives.flatMap((one) => [...(one.steps ?? []), ...(one.after ?? [])]);
  const others =
    recipe.kind === "steps"
      ? []
      : recipe.alternatives.map(({ give, body, headers }) => [give, body, headers]);
  const own = steps.map(({ call, headers, body, text, form }) => [
    queryOf(call),
    headers,
    body,
    text,
    form,
  ]);
  return [...own, ...others].flatMap(secretsIn);
}

function readLimits(raw: NonNullable<TargetDocument["limits"]>): Target["limits"] {
  return {
    concurrency: raw.concurrency ?? 8,
    ...(raw.requestsPerSecond === undefined ? {} : { requestsPerSecond: raw.requestsPerSecond }),
    timeoutMs: parseDuration(raw.timeout ?? "10s") ?? 10_000,
    settleMs: parseDuration(raw.settle ?? "0ms") ?? 0,
    bodyBytes: raw.bodyBytes ?? 1_048_576,
    ...(raw.objects === undefined ? {} : { objects: raw.objects }),
    ...(raw.amount === undefined ? {} : { amount: raw.amount }),
  };
}

/** What stands before it leads to a place, and is no secret. */
const queryOf = (call = ""): string => (call.includes("?") ? call.slice(call.indexOf("?")) : "");

function keySecrets(api: Api, { keys }: TargetApi): readonly Secret[] {
  return Object.entries(keys).map(([kind, value]) => ({
    name: `${api}_${kind}_key`.replaceAll("-", "_").toUpperCase(),
    value,
  }));
}
