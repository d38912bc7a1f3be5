import { loadLibrary, type SuiteFolders } from "./case/library.ts";
import type { Compiled } from "./kept-workspace.ts";
import type { Formats } from "./read/format.ts";
import { loadSpecs } from "./requirements/load-specs.ts";
import { ok, type Result } from "./result.ts";

/** Reads the specification and compiles the suite. @param base Problems name files relative to this folder. */
export async function compileWorkspace(
  specsFolder: string,
  suite: SuiteFolders,
  base: string,
  formats: Formats,
): Promise<Result<Compiled>> {
  const specs = await loadSpecs(specsFolder, base, formats);
  if (!specs.ok) return specs;
  const { requirements, digest, abilities } = specs.value;
  const library = await loadLibrary(suite, base, specs.value, formats);
  return library.ok
    ? ok({ requirements, digest, ...(abilities && { abilities }), library: library.value })
    : library;
}
