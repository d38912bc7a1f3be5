import type { Problem } from "../problem.ts";
import type { YamlDocument } from "../read/yaml.ts";
import { noun, type SharedKind, sharedName } from "./shared.ts";
import type { SharedWords } from "./types.ts";

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
export function withUsers(words: SharedWords, users: readonly Used[]): SharedWords {
  const counted = (kind: SharedKind) =>
    new Map(
      [...words[kind]].map(([name, shared]) => {
        const naming = users.filter(({ uses }) =>
          uses.some((use) => use.kind === kind && use.name === name),
        );
        return [name, { ...shared, usedBy: naming.map(({ file }) => file) }] as const;
      }),
    );
  return { axes: counted("axes"), settled: counted("settled") };
}

/** What a file names. */
export interface Used {
  readonly file: string;
  readonly uses: readonly Use[];
}

export const usedIn = ({ file, data }: YamlDocument): Used => ({ file, uses: namesIn(data) });

interface Use {
  readonly kind: SharedKind;
  readonly name: string;
}

/** The names in a case or fixture file: in its matrix, and in steps wherever they stand. */
function namesIn(data: unknown): readonly Use[] {
  if (Array.isArray(data)) return data.flatMap(namesIn);
  if (data === null || typeof data !== "object") return [];
  return Object.entries(data).flatMap(([key, value]: [string, unknown]): readonly Use[] => {
    if (key === "settled") return named("settled", value);
    if (key !== "matrix") return namesIn(value);
    return Object.values(value ?? {}).flatMap((axis) => named("axes", axis));
  });
}

function named(kind: SharedKind, data: unknown): readonly Use[] {
  const name = sharedName(kind, data);
  return name === undefined ? [] : [{ kind, name }];
}
