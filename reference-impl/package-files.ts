import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What the server reads from the package, found from one of its main modules. */
export interface PackageFiles {
  /** The bundles that browsers load. */
  readonly assets: string;
  /** The folder of the fault catalogue, where it is at hand. */
  readonly catalogue: string | undefined;
}

/** @param main The URL of a module that stands directly in the folder of the reference implementation. */
export const packageFiles = (main: string): PackageFiles => ({
  assets: fileURLToPath(new URL("browser/assets", main)),
  catalogue: findCatalogue(dirname(fileURLToPath(main))),
});

/** It lies in the package, beside the sources and two folders above the build. */
function findCatalogue(start: string): string | undefined {
  let folder = start;
  for (let up = 0; up < 4; up += 1, folder = dirname(folder)) {
    const catalogue = join(folder, "reference-impl", "faults");
    if (existsSync(join(catalogue, "attaching", "faults.yaml"))) return catalogue;
  }
  return undefined;
}
