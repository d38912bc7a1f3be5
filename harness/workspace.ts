import { existsSync } from "node:fs";
import path from "node:path";
import { loadLibrary } from "./case/library.ts";
import type { Library } from "./case/types.ts";
import { type Formats, loadFormats } from "./read/format.ts";
import { ok, type Result } from "./result.ts";
import { loadSpecs } from "./spec/load.ts";
import type { SpecBook } from "./spec/types.ts";

/** Where the data is. Absolute paths; code never finds data relative to its own file. */
export interface Folders {
  /** Problems name files relative to this folder. */
  readonly base: string;
  readonly specs: string;
  readonly suites: string;
}

/** The specification and the suite, read and checked. */
export interface Workspace {
  readonly folders: Folders;
  readonly formats: Formats;
  readonly specs: SpecBook;
  readonly library: Library;
}

/** Reads specs/ and suites/. Problems: every one in any of their files, at once. */
export async function loadWorkspace(folders: Folders): Promise<Result<Workspace>> {
  const formats = await loadFormats(path.join(folders.specs, "formats"));
  const specs = await loadSpecs(folders.specs, folders.base, formats);
  if (!specs.ok) return specs;
  const suite = {
    cases: ["digital-river", "commerce"]
      .map((api) => path.join(folders.suites, api))
      .filter((folder) => existsSync(folder)),
    fixtures: path.join(folders.suites, "fixtures"),
  };
  const library = await loadLibrary(suite, folders.base, specs.value, formats);
  if (!library.ok) return library;
  return ok({ folders, formats, specs: specs.value, library: library.value });
}
