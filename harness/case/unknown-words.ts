import { closest, distance } from "fastest-levenshtein";
import type { Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import type { Api, SchemaSet } from "../requirements/types.ts";
import type { FixtureDefinitions } from "./fixture-lookup.ts";
import { operatorNames } from "./matcher.ts";

/** The words that a case may use beside its own. */
export interface Vocabulary {
  readonly profiles: ReadonlySet<string>;
  readonly sourceTypes: ReadonlySet<string>;
  readonly fixtures: FixtureDefinitions;
  readonly schemas: Readonly<Record<Api, SchemaSet>>;
}

/**
 * What compiles and yet means nothing: a profile that no bundled case has, a source type that nobody asks for, a path that is
 * not described, and a member or operator of an expectation that is all but the name of another.
 *
 * An answer may have members that no document describes, so a name that is like none is left alone.
 *
 * @param document A file of cases or of fixtures, whether it compiles or not.
 */
export function unknownWords(document: YamlDocument, known: Vocabulary): readonly Problem[] {
  const data = recordOf(document.data);
  const own = data["profile"];
  const inCase: Scope = { api: String(own).startsWith("commerce/") ? "commerce" : "digital-river" };
  const looking: Looking = { document, known, words: wordsOf(known.schemas) };
  return [
    ...unknownProfile(own, looking),
    ...unknownTypes(data, looking),
    ...stepsOf(data, inCase).flatMap((step) => unknownPath(step, looking)),
    ...expectationsOf(data).flatMap((at) => misspelt(valueAt(data, at), at, looking)),
  ];
}

interface Scope {
  readonly api: Api;
}

interface Looking {
  readonly document: YamlDocument;
  readonly known: Vocabulary;
  readonly words: ReadonlySet<string>;
}

const wordsOf = (schemas: Vocabulary["schemas"]): ReadonlySet<string> =>
  new Set([...operatorNames, ...Object.values(schemas).flatMap(({ members }) => [...members])]);

function unknownProfile(profile: unknown, { document, known }: Looking): readonly Problem[] {
  if (typeof profile !== "string" || known.profiles.has(profile)) return [];
  return [
    {
      code: "UNKNOWN_NAME",
      at: document.placeOf(["profile"]),
      message: `there is no profile "${profile}"`,
      ...hinted(profile, known.profiles),
    },
  ];
}

/** Of params that take a source type: as they stand, or out of the axis that they name. */
function unknownTypes(data: Data, { document, known }: Looking): readonly Problem[] {
  const matrix = recordOf(data["matrix"]);
  const asked = Object.entries(recordOf(data["given"])).flatMap(([name, given]) => {
    const params = recordOf(given);
    const { params: takes = {} } = known.fixtures.get(String(params["fixture"])) ?? {};
    return Object.keys(params)
      .filter((param) => takes[param]?.sourceTypes !== undefined)
      .flatMap((param) => typesAt(params[param], ["given", name, param], matrix));
  });
  return asked
    .filter(({ type }) => !known.sourceTypes.has(type))
    .map(({ type, at }) => ({
      code: "UNKNOWN_NAME" as const,
      at: document.placeOf(at),
      message: `there is no source type "${type}"`,
      ...hinted(type, known.sourceTypes),
    }));
}

interface TypeAt {
  readonly type: string;
  readonly at: DataPath;
}

function typesAt(value: unknown, at: DataPath, matrix: Data): readonly TypeAt[] {
  if (typeof value !== "string") return [];
  const axis = /^\{(\w+)\}$/.exec(value)?.[1];
  if (axis === undefined) return value.includes("{") ? [] : [{ type: value, at }];
  const values = matrix[axis];
  return Array.isArray(values)
    ? values.flatMap((one: unknown, index) => typesAt(one, ["matrix", axis, index], {}))
    : [];
}

interface StepAt extends Scope {
  readonly call: string;
  readonly at: DataPath;
}

/** The calls of a case, or of the recipes of fixtures and actions. */
function stepsOf(data: Data, scope: Scope): readonly StepAt[] {
  const ofCase = listOf(data["steps"]).flatMap((step, index) =>
    callsOf(step, ["steps", index], scope),
  );
  const ofRecipes = ["fixtures", "actions"].flatMap((kind) =>
    Object.entries(recordOf(data[kind])).flatMap(([name, recipe]) => {
      const { api, steps } = recordOf(recipe);
      const own: Scope = { api: api === "commerce" ? "commerce" : "digital-river" };
      return listOf(steps).flatMap((step, index) =>
        callsOf(step, [kind, name, "steps", index], own),
      );
    }),
  );
  return [...ofCase, ...ofRecipes];
}

function callsOf(step: unknown, at: DataPath, scope: Scope): readonly StepAt[] {
  const { call, api, together } = recordOf(step);
  const own: Scope = api === "commerce" || api === "digital-river" ? { api } : scope;
  const inner = listOf(together).flatMap((one, index) =>
    callsOf(one, [...at, "together", index], own),
  );
  return typeof call === "string" ? [{ ...own, call, at: [...at, "call"] }, ...inner] : inner;
}

function unknownPath({ api, call, at }: StepAt, { document, known }: Looking): readonly Problem[] {
  const { paths } = known.schemas[api];
  const path = / (\/[^?\s]*)/.exec(call)?.[1]?.replaceAll(/\{[^}]*\}/g, "{}");
  if (path === undefined || paths.size === 0 || path.startsWith("/_")) return [];
  if ([...paths].some((one) => isPath(path, one))) return [];
  return [
    {
      code: "UNKNOWN_NAME",
      at: document.placeOf(at),
      message: `no document describes the path ${path}`,
      ...hinted(path, paths),
    },
  ];
}

/** A segment that is a value fits any, written out or not. */
function isPath(path: string, described: string): boolean {
  const segments = path.split("/");
  const wanted = described.split("/");
  return (
    segments.length === wanted.length &&
    segments.every((one, place) => one === "{}" || wanted[place] === "{}" || one === wanted[place])
  );
}

const expectationsOf = (data: Data): readonly DataPath[] =>
  (["steps", "checks"] as const).flatMap((list) =>
    listOf(data[list]).map((_, index) => [list, index, "expect", "body"]),
  );

/** Keys of a matcher that are nearly a word, and none. */
function misspelt(matcher: unknown, at: DataPath, looking: Looking): readonly Problem[] {
  if (Array.isArray(matcher))
    return matcher.flatMap((one, index) => misspelt(one, [...at, index], looking));
  return Object.entries(recordOf(matcher)).flatMap(([key, value]) => [
    ...key.split(".").flatMap((word) => nearly(word, [...at, key], looking)),
    ...misspelt(value, [...at, key], looking),
  ]);
}

function nearly(word: string, at: DataPath, { document, words }: Looking): readonly Problem[] {
  if (words.has(word) || words.size === 0 || word.length < 4 || word.includes("{")) return [];
  const nearest = closest(word, [...words]);
  if (distance(word, nearest) > (word.length < 6 ? 1 : 2)) return [];
  return [
    {
      code: "UNKNOWN_NAME",
      at: document.placeOfKey(at),
      message: operatorNames.includes(nearest)
        ? `"${word}" is no operator, and no document describes such a member`
        : `no document describes a member "${word}"`,
      hint: `did you mean ${nearest}?`,
    },
  ];
}

type Data = Readonly<Record<string, unknown>>;

const recordOf = (data: unknown): Data =>
  data !== null && typeof data === "object" && !Array.isArray(data) ? (data as Data) : {};

const listOf = (data: unknown): readonly unknown[] => (Array.isArray(data) ? data : []);

const valueAt = (data: Data, path: DataPath): unknown =>
  path.reduce<unknown>(
    (value, key) => (Array.isArray(value) ? value[Number(key)] : recordOf(value)[String(key)]),
    data,
  );
