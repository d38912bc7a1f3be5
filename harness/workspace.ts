import { existsSync } from "node:fs";
import path from "node:path";
import type { Report } from "../specs/types/report.format.d.ts";
import { cached, type Ingredients, keptFile } from "./cache.ts";
import { built } from "./built.ts";
import type { Library } from "./case/types.ts";
import type { Packing } from "./kept-file.ts";
import { type PlainSpecs, specsPacking } from "./kept-specs.ts";
import { type Compiled, compiledPacking } from "./kept-workspace.ts";
import { type Formats, loadFormats } from "./read/format.ts";
import { type Parts, partsInMemory } from "./read/parts.ts";
import { ok, type Result } from "./result.ts";
import { apiFiles, loadApiSchemas } from "./requirements/api-schemas.ts";
import type { SpecBook } from "./requirements/types.ts";

/** Where the data is. Absolute paths; code never finds data relative to its own file. */
export interface Folders {
  /** Problems name files relative to this folder. */
  readonly base: string;
  readonly specs: string;
  /** The same for files of `specs`, where it is another folder. */
  readonly specsBase?: string;
  readonly suites: string;
  /** Where compiled suites are kept from one command to the next; absent: compiled anew. */
  readonly cache?: string | undefined;
}

/** The specification and the suite, read and checked. */
export interface Workspace {
  readonly folders: Folders;
  readonly formats: Formats;
  readonly specs: SpecBook;
  readonly library: Library;
}

/**
 * Reads specs/ and suites/. Problems: every one in any of their files, at once.
 *
 * @param known The file formats, where they are loaded already.
 */
export async function loadWorkspace(folders: Folders, known?: Formats): Promise<Result<Workspace>> {
  const formats = known ?? (await loadFormats(path.join(folders.specs, "formats")));
  const compiled = await kept(folders, compiledSuite, async (parts) => {
    const { compileSuite } = await import("./compile-workspace.ts");
    const specs = await loadPlainSpecs(folders, formats);
    if (!specs.ok) return specs;
    return compileSuite(suiteOf(folders), folders.base, specs.value, folders.specs, formats, parts);
  });
  if (!compiled.ok) return compiled;
  const { library, ...specs } = compiled.value;
  const schemas = loadApiSchemas(folders.specs);
  return ok({ folders, formats, specs: { ...specs, schemas }, library });
}

/** Reads specs/ alone, without its schemas. */
export const loadPlainSpecs = (folders: Folders, formats: Formats): Promise<Result<PlainSpecs>> =>
  kept(folders, plainSpecs, async () => {
    const { compileSpecs } = await import("./compile-workspace.ts");
    return compileSpecs(folders.specs, folders.specsBase ?? folders.base, formats);
  });

/** Which suite it is, as a run and its report name it. */
export const suiteFacts = ({ specs, library }: Workspace, version: string): Report["suite"] => ({
  version,
  casesDigest: library.digest,
  requirementsDigest: specs.digest,
});

/** Absolute paths of what a build keeps of the package's own data, in its cache; it comes with the package, too. */
export const keptFiles = (folders: Folders & { readonly cache: string }): readonly string[] =>
  [compiledSuite, plainSpecs].map(({ madeOf }) => keptFile(folders.cache, madeOf(folders)));

/** What is kept from one command to the next. */
interface Keeping<T> {
  readonly madeOf: (folders: Folders) => Ingredients;
  readonly packing: Packing<T>;
}

const kept = <T>(
  folders: Folders,
  { madeOf, packing }: Keeping<T>,
  make: (parts: Parts) => Promise<Result<T>>,
): Promise<Result<T>> =>
  folders.cache === undefined
    ? make(partsInMemory())
    : cached({ folder: folders.cache, shipped: built?.folder }, madeOf(folders), packing, make);

const plainSpecs: Keeping<PlainSpecs> = {
  madeOf: ({ specs, specsBase, base }) => ({
    files: specsFiles(specs),
    code: ["read", "requirements"],
    base: specsBase ?? base,
  }),
  packing: specsPacking,
};

const compiledSuite: Keeping<Compiled> = {
  madeOf: (folders) => {
    const { cases, fixtures, shared } = suiteOf(folders);
    return {
      files: [...specsFiles(folders.specs), ...cases, fixtures, ...shared],
      code: ["read", "requirements", "case"],
      base: folders.base,
    };
  },
  packing: compiledPacking,
};

/** Of what a specification is made; none of them holds a file that the package leaves out. */
const specsFiles = (folder: string): readonly string[] => [
  ...["formats", "pages.yaml", "abilities.yaml", "requirements"].map((name) =>
    path.join(folder, name),
  ),
  ...Object.values(apiFiles(folder)),
];

const suiteOf = ({ suites }: Folders) => ({
  cases: ["digital-river", "commerce", "browser"]
    .map((api) => path.join(suites, api))
    .filter((folder) => existsSync(folder)),
  fixtures: path.join(suites, "fixtures"),
  shared: ["axes.yaml", "settled.yaml"]
    .map((file) => path.join(suites, file))
    .filter((file) => existsSync(file)),
});
