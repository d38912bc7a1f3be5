import { existsSync } from "node:fs";
import path from "node:path";
import type { Report } from "../specs/types/report.format.d.ts";
import { cached, type Ingredients, keptFile } from "./cache.ts";
import { built } from "./built.ts";
import type { Library } from "./case/types.ts";
import { compiledPacking } from "./kept-workspace.ts";
import { type Formats, loadFormats } from "./read/format.ts";
import { ok, type Result } from "./result.ts";
import { loadApiSchemas } from "./requirements/api-schemas.ts";
import type { SpecBook } from "./requirements/types.ts";

/** Where the data is. Absolute paths; code never finds data relative to its own file. */
export interface Folders {
  /** Problems name files relative to this folder. */
  readonly base: string;
  readonly specs: string;
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
  const compile = async () => {
    const { compileWorkspace } = await import("./compile-workspace.ts");
    return compileWorkspace(folders.specs, suiteOf(folders), folders.base, formats);
  };
  const places = folders.cache !== undefined && { folder: folders.cache, shipped: shippedFile };
  const compiled = await (places
    ? cached(places, ingredients(folders), compiledPacking, compile)
    : compile());
  if (!compiled.ok) return compiled;
  const { library, requirements, digest, abilities } = compiled.value;
  const specs = {
    requirements,
    digest,
    ...(abilities && { abilities }),
    schemas: loadApiSchemas(folders.specs),
  };
  return ok({ folders, formats, specs, library });
}

/** Which suite it is, as a run and its report name it. */
export const suiteFacts = ({ specs, library }: Workspace, version: string): Report["suite"] => ({
  version,
  casesDigest: library.digest,
  requirementsDigest: specs.digest,
});

/** What the build compiled of the package's own data. */
export const shippedFile = built && path.join(built.folder, "workspace.kept");

/** Where the compiled form is kept from one command to the next. */
export const keptWorkspace = (folders: Folders & { readonly cache: string }): string =>
  keptFile(folders.cache, ingredients(folders));

const suiteOf = ({ suites }: Folders) => ({
  cases: ["digital-river", "commerce", "browser"]
    .map((api) => path.join(suites, api))
    .filter((folder) => existsSync(folder)),
  fixtures: path.join(suites, "fixtures"),
  shared: ["axes.yaml", "settled.yaml"]
    .map((file) => path.join(suites, file))
    .filter((file) => existsSync(file)),
});

function ingredients(folders: Folders): Ingredients {
  const { cases, fixtures, shared } = suiteOf(folders);
  const specs = ["formats", "pages.yaml", "abilities.yaml", "requirements", "openapi"];
  return {
    files: [...specs.map((name) => path.join(folders.specs, name)), ...cases, fixtures, ...shared],
    code: ["read", "requirements", "case"],
    base: folders.base,
  };
}
