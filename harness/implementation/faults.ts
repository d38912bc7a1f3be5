import type { CataloguedFault } from "../../specs/types/faults.format.d.ts";
import type { Problem } from "../problem.ts";
import { readText } from "../read/files.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import { parseYaml } from "../read/yaml.ts";
import type { Result } from "../result.ts";

/** The faults that the reference implementation can be started with. Problems: those of the file of the catalogue. */
export async function loadFaults(
  file: string,
  formats: Formats,
): Promise<Result<readonly CataloguedFault[]>> {
  const text = await readText(file);
  const document = text.ok ? parseYaml(text.value) : text;
  return document.ok ? formats.check("faults", document.value) : document;
}

/** The names that no fault bears. Problems: UNKNOWN_NAME, or those of the catalogue. */
export async function unknownFaults(
  names: readonly string[],
  file: string,
  formats: Formats,
): Promise<readonly Problem[]> {
  if (names.length === 0) return [];
  const faults = await loadFaults(file, formats);
  if (!faults.ok) return faults.problems;
  const known = faults.value.map((fault) => fault.name);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: "UNKNOWN_NAME",
      message: `there is no fault "${name}"`,
      hint: hinted(name, known).hint ?? "headwater list faults shows them",
    }));
}
