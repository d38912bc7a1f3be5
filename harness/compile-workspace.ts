import { loadLibrary, type SuiteFolders } from "./case/library.ts";
import type { PlainSpecs } from "./kept-specs.ts";
import type { Compiled } from "./kept-workspace.ts";
import type { Formats } from "./read/format.ts";
import type { Parts } from "./read/parts.ts";
import { loadApiSchemas } from "./requirements/api-schemas.ts";
import { loadSpecs } from "./requirements/load-specs.ts";
import { ok, type Result } from "./result.ts";

/** Reads the specification. @param base Problems name files relative to this folder. */
export async function compileSpecs(
  folder: string,
  base: string,
  formats: Formats,
): Promise<Result<PlainSpecs>> {
  const specs = await loadSpecs(folder, base, formats);
  if (!specs.ok) return specs;
  const { schemas: _schemas, ...plain } = specs.value;
  return ok(plain);
}

/**
 * Compiles the suite against the specification of a folder.
 *
 * @param base Problems name files relative to this folder.
 * @param parts Where the steps and checks of the cases go.
 */
export async function compileSuite(
  suite: SuiteFolders,
  base: string,
  specs: PlainSpecs,
  specsFolder: string,
  formats: Formats,
  parts?: Parts,
): Promise<Result<Compiled>> {
  const schemas = loadApiSchemas(specsFolder);
  const library = await loadLibrary(suite, base, { ...specs, schemas }, formats, parts);
  return library.ok ? ok({ ...specs, library: library.value }) : library;
}
