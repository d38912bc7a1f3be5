import path from "node:path";
import type { ApiDocument, TargetDocument } from "../../specs/types/target.format.d.ts";
import { compileRecipe } from "../case/contract.ts";
import type { Contract, Library, Step } from "../case/types.ts";
import type { Secret } from "../http/redact.ts";
import type { Place, Problem } from "../problem.ts";
import { parseDuration } from "../read/duration.ts";
import { readText } from "../read/files.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import { type DataPath, parseYaml, type YamlDocument } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Api, SpecBook } from "../spec/types.ts";
import type { Target, TargetApi } from "./types.ts";

/** What a target file is read against. */
export interface TargetContext {
  readonly formats: Formats;
  readonly specs: SpecBook;
  readonly library: Library;
  /** Where `${NAME}` is looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * A target from its file. Keys become secrets, whether they come from the environment or not;
 * so does what comes from the environment into a header.
 *
 * Problems, all at once: those of the file; ENVIRONMENT for a variable that is not set; URL;
 * UNKNOWN_ACTION for a recipe of no contract; UNKNOWN_NAME for a profile that no case belongs to.
 */
export async function loadTarget(
  file: string,
  context: TargetContext,
  shown = path.relative(".", file),
): Promise<Result<Target>> {
  const text = await readText(file, shown);
  if (!text.ok) return text;
  const document = parseYaml(text.value);
  if (!document.ok) return document;
  const raw = context.formats.check("target", document.value);
  return raw.ok ? readTarget(raw.value, document.value, context) : raw;
}

function readTarget(
  raw: TargetDocument,
  document: YamlDocument,
  context: TargetContext,
): Result<Target> {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const names = Object.keys(raw.apis) as Api[];
  const apis = names.flatMap((name) => {
    const api = raw.apis[name];
    return api === undefined
      ? []
      : [[name, readApi(api, ["apis", name], document, context, report)] as const];
  });
  checkProfiles(raw, document, context, report);
  const recipes = readRecipes(raw, document, context, report);
  if (problems.length > 0) return failure(problems);
  return ok({
    name: raw.name,
    ...(raw.implementation === undefined ? {} : { implementation: raw.implementation }),
    apis: Object.fromEntries(apis),
    claims: {
      ...(raw.claims?.profiles === undefined ? {} : { profiles: new Set(raw.claims.profiles) }),
      ...(raw.claims?.sourceTypes === undefined
        ? {}
        : { sourceTypes: new Set(raw.claims.sourceTypes) }),
    },
    recipes,
    limits: readLimits(raw.limits ?? {}),
    secrets: apis.flatMap(([name, api]) => [
      ...keySecrets(name, api),
      ...headerSecrets(raw.apis[name]?.headers ?? {}, context),
    ]),
  });
}

function readApi(
  raw: ApiDocument,
  at: DataPath,
  document: YamlDocument,
  { environment }: TargetContext,
  report: (problem: Problem) => void,
): TargetApi {
  const fill = (text: string, place: Place): string =>
    text.replaceAll(variable, (_all, name: string) => {
      const value = environment[name];
      if (value !== undefined && value !== "") return value;
      report({
        code: "ENVIRONMENT",
        at: place,
        message: `the environment variable ${name} is not set`,
        hint: `export ${name}=... before the run`,
      });
      return "";
    });
  const fillAll = (texts: Readonly<Record<string, string>>, key: string) =>
    Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [
        name,
        fill(text, document.placeOf([...at, key, name])),
      ]),
    );
  const place = document.placeOf([...at, "baseUrl"]);
  const baseUrl = fill(raw.baseUrl, place).replace(/\/+$/, "");
  const filled = variablesIn(raw.baseUrl).every((name) => environment[name]);
  if (filled && !isBaseUrl(baseUrl)) {
    const hint = "scheme, host, port and path only: https://sandbox.example/v2";
    report({ code: "URL", at: place, message: `"${baseUrl}" is no base URL`, hint });
  }
  return {
    baseUrl,
    headers: fillAll(raw.headers ?? {}, "headers"),
    keyHeader: (raw.keyHeader ?? "authorization").toLowerCase(),
    keys: fillAll({ ...raw.keys }, "keys"),
  };
}

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(variable)].map((match) => match[1] ?? "");

/** Whether the text is an http(s) URL without credentials, query or fragment. */
export function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const bare = url.search === "" && url.hash === "" && url.username === "" && url.password === "";
  return bare && (url.protocol === "http:" || url.protocol === "https:");
}

function checkProfiles(
  raw: TargetDocument,
  document: YamlDocument,
  { library }: TargetContext,
  report: (problem: Problem) => void,
): void {
  const known = new Set(library.cases.map((one) => one.profile));
  for (const [index, profile] of (raw.claims?.profiles ?? []).entries()) {
    if (known.has(profile)) continue;
    const at = document.placeOf(["claims", "profiles", index]);
    const message = `no case belongs to the profile "${profile}"`;
    report({ code: "UNKNOWN_NAME", at, message, ...hinted(profile, known) });
  }
}

function readRecipes(
  raw: TargetDocument,
  document: YamlDocument,
  { library, specs }: TargetContext,
  report: (problem: Problem) => void,
): ReadonlyMap<string, readonly Step[]> {
  const recipes = new Map<string, readonly Step[]>();
  for (const [name, steps] of Object.entries(raw.recipes ?? {})) {
    const contract: Contract | undefined = library.contracts.get(name);
    const at = document.placeOfKey(["recipes", name]);
    if (contract === undefined) {
      const message = `there is no fixture or action "${name}"`;
      report({ code: "UNKNOWN_ACTION", at, message, ...hinted(name, library.contracts.keys()) });
      continue;
    }
    const context = { document, contracts: library.contracts, schemas: specs.schemas };
    const recipe = compileRecipe(contract, steps, ["recipes", name], context);
    if (recipe.ok) recipes.set(name, recipe.value);
    else for (const problem of recipe.problems) report(problem);
  }
  return recipes;
}

function readLimits(raw: NonNullable<TargetDocument["limits"]>): Target["limits"] {
  return {
    concurrency: raw.concurrency ?? 8,
    ...(raw.requestsPerSecond === undefined ? {} : { requestsPerSecond: raw.requestsPerSecond }),
    timeoutMs: parseDuration(raw.timeout ?? "10s") ?? 10_000,
    settleMs: parseDuration(raw.settle ?? "0ms") ?? 0,
    bodyBytes: raw.bodyBytes ?? 1_048_576,
  };
}

function keySecrets(api: Api, { keys }: TargetApi): readonly Secret[] {
  return Object.entries(keys).map(([kind, value]) => ({
    name: `${api}_${kind}_key`.replaceAll("-", "_").toUpperCase(),
    value,
  }));
}

function headerSecrets(
  headers: Readonly<Record<string, string>>,
  { environment }: TargetContext,
): readonly Secret[] {
  return Object.values(headers)
    .flatMap(variablesIn)
    .map((name) => ({ name, value: environment[name] ?? "" }));
}
