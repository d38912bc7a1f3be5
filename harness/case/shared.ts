import type { SharedFile } from "../../specs/types/shared.format.d.ts";
import type { Place, Problem } from "../problem.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import { substitute } from "./matrix.ts";
import type { Shared, SharedWords } from "./types.ts";

/**
 * The axes and the settled states that cases call by name.
 *
 * Problems: those of the format; DUPLICATE_ID; UNKNOWN_REFERENCE for what is no param of its own.
 */
export function compileShared(
  documents: readonly YamlDocument[],
  formats: Formats,
): Result<SharedWords> {
  const problems: Problem[] = [];
  const words: { readonly [kind in SharedKind]: Map<string, Shared> } = {
    axes: new Map(),
    settled: new Map(),
  };
  for (const document of documents) {
    const file = formats.check("shared", document);
    if (!file.ok) problems.push(...file.problems);
    else {
      for (const [kind, shared] of readFile(file.value, document)) {
        problems.push(...foreignRefs(shared), ...twice(shared, words[kind]));
        words[kind].set(shared.name, shared);
      }
    }
  }
  return problems.length > 0 ? failure(problems) : ok(words);
}

export type SharedKind = keyof SharedWords;

/** How a case names what is shared: alone, or in an object under this key with its params beside it. */
const keys = { axes: "axis", settled: "of" } as const;

/** The name, where data names something shared; undefined for data that stands for itself. */
export function sharedName(kind: SharedKind, data: unknown): string | undefined {
  if (typeof data === "string") return data;
  if (data === null || typeof data !== "object" || Array.isArray(data)) return undefined;
  const name: unknown = Reflect.get(data, keys[kind]);
  return typeof name === "string" ? name : undefined;
}

/**
 * What stands behind a name, with the params in it; undefined when there is no such thing, which is reported,
 * as is a param that it does not have or lacks.
 *
 * @param data Names it: `ways`, or `{ axis: ways, source: "{card.id}" }`.
 */
export function sharedData(
  kind: SharedKind,
  data: unknown,
  words: SharedWords,
  at: Place,
  report: (problem: Problem) => void,
): unknown {
  const name = sharedName(kind, data) ?? "";
  const shared = words[kind].get(name);
  if (shared === undefined) {
    const message = `there is no ${noun[kind]} "${name}"`;
    report({ code: "UNKNOWN_NAME", at, message, ...hinted(name, words[kind].keys()) });
    return undefined;
  }
  const told = typeof data === "object" ? Object.entries(data ?? {}) : [];
  const given = Object.fromEntries(told.filter(([key]) => key !== keys[kind]));
  const known = Object.keys(shared.params);
  for (const param of Object.keys(given).filter((one) => !known.includes(one))) {
    const message = `the ${noun[kind]} ${name} has no param "${param}"`;
    report({ code: "UNKNOWN_PARAM", at, message, ...hinted(param, known) });
  }
  const params = Object.entries(shared.params).map(([param, { default: value }]) => {
    const filled: unknown = given[param] ?? value;
    if (filled === undefined) {
      const message = `the ${noun[kind]} ${name} needs the param "${param}"`;
      report({ code: "MISSING_PARAM", at, message });
    }
    return [param, filled] as const;
  });
  return substitute(shared.data, Object.fromEntries(params));
}

const noun = { axes: "axis", settled: "settled state" } as const;

/** What no case and no fixture names. Problems: UNUSED. */
export const unusedShared = (words: SharedWords): readonly Problem[] =>
  (["axes", "settled"] as const).flatMap((kind) =>
    [...words[kind].values()]
      .filter((shared) => shared.usedBy.length === 0)
      .map(({ name, origin: at }) => ({
        code: "UNUSED" as const,
        at,
        message: `nothing names the ${noun[kind]} "${name}"`,
        hint: "name it in a case, or delete it",
      })),
  );

/** The words with the files in which each is named. */
export function withUsers(words: SharedWords, documents: readonly YamlDocument[]): SharedWords {
  const uses = documents.flatMap(({ data, placeOf }) => {
    const { file } = placeOf([]);
    return namesIn(data).map((use) => ({ ...use, file }));
  });
  const counted = (kind: SharedKind) =>
    new Map(
      [...words[kind]].map(([name, shared]) => {
        const files = uses.filter((use) => use.kind === kind && use.name === name);
        return [name, { ...shared, usedBy: [...new Set(files.map(({ file }) => file))] }] as const;
      }),
    );
  return { axes: counted("axes"), settled: counted("settled") };
}

interface Use {
  readonly kind: SharedKind;
  readonly name: string;
}

/** The names in a case or fixture file: in its matrix, and in steps wherever they stand. */
function namesIn(data: unknown): readonly Use[] {
  if (Array.isArray(data)) return data.flatMap(namesIn);
  if (data === null || typeof data !== "object") return [];
  return Object.entries(data).flatMap(([key, value]: [string, unknown]): readonly Use[] => {
    if (key === "settled") return use("settled", value);
    if (key !== "matrix") return namesIn(value);
    return Object.values(value ?? {}).flatMap((axis) => use("axes", axis));
  });
}

function use(kind: SharedKind, data: unknown): readonly Use[] {
  const name = sharedName(kind, data);
  return name === undefined ? [] : [{ kind, name }];
}

function readFile(
  file: SharedFile,
  document: YamlDocument,
): readonly (readonly [SharedKind, Shared])[] {
  const read = (kind: SharedKind, name: string, title: string, rest: Rest) => {
    const { params = {}, data } = rest;
    const origin = document.placeOfKey([kind, name] satisfies DataPath);
    return [kind, { name, title, params, data, usedBy: [], origin }] as const;
  };
  return [
    ...Object.entries(file.axes ?? {}).map(([name, { title, params, values }]) =>
      read("axes", name, title, { params, data: values }),
    ),
    ...Object.entries(file.settled ?? {}).map(([name, { title, params, within, expect }]) =>
      read("settled", name, title, { params, data: { within, expect } }),
    ),
  ];
}

interface Rest {
  readonly params: Shared["params"] | undefined;
  readonly data: unknown;
}

/** What is shared must not lean on names that only some of its users have. */
function foreignRefs({ name, params, data, origin: at }: Shared): readonly Problem[] {
  const refs = [...JSON.stringify(data).matchAll(/\{([A-Za-z][A-Za-z0-9.-]*)\}/g)];
  const foreign = new Set(refs.map((match) => match[1] ?? ""));
  return [...foreign]
    .filter((ref) => !Object.hasOwn(params, ref))
    .map((ref) => ({
      code: "UNKNOWN_REFERENCE",
      at,
      message: `"${name}" refers to {${ref}}, which is none of its params`,
      ...hinted(ref, Object.keys(params)),
    }));
}

function twice({ name, origin: at }: Shared, known: ReadonlyMap<string, Shared>) {
  const first = known.get(name);
  if (first === undefined) return [];
  const hint = `the other stands in ${first.origin.file}:${String(first.origin.line)}`;
  return [{ code: "DUPLICATE_ID" as const, at, message: `"${name}" is given twice`, hint }];
}
