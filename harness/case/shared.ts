import type { SharedFile } from "../../specs/types/shared.format.d.ts";
import type { Place, Problem } from "../problem.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import type { YamlDocument } from "../read/yaml.ts";
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

export const noun = { axes: "axis", settled: "settled state" } as const;

function readFile(
  { axes = {}, settled = {} }: SharedFile,
  document: YamlDocument,
): readonly (readonly [SharedKind, Shared])[] {
  const origin = (kind: SharedKind, name: string) => document.placeOfKey([kind, name]);
  const base = { params: {}, usedBy: [] };
  return [
    ...Object.entries(axes).map(([name, { values, ...rest }]) => {
      const shared = { ...base, ...rest, name, data: values, origin: origin("axes", name) };
      return ["axes", shared] as const;
    }),
    ...Object.entries(settled).map(([name, { within, expect, ...rest }]) => {
      const data = { within, expect };
      return [
        "settled",
        { ...base, ...rest, name, data, origin: origin("settled", name) },
      ] as const;
    }),
  ];
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
