import type { CataloguedFault } from "../../specs/types/faults.format.d.ts";
import type { Problem } from "../problem.ts";
import { readYamlFolder } from "../read/files.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import { parseYaml } from "../read/yaml.ts";
import { collect, ok, type Result } from "../result.ts";

/**
 * The faults that the reference implementation can be started with, area by area.
 *
 * @param folder Every YAML file below it lists the faults of an area. Problems: those of the files.
 */
export async function loadFaults(
  folder: string,
  formats: Formats,
): Promise<Result<readonly CataloguedFault[]>> {
  const texts = readYamlFolder(folder, folder);
  const documents = texts.ok ? collect(texts.value.map(parseYaml)) : texts;
  if (!documents.ok) return documents;
  const areas = collect(documents.value.map((document) => formats.check("faults", document)));
  return areas.ok ? ok(areas.value.flat()) : areas;
}

/** The names that no fault bears. Problems: UNKNOWN_NAME, or those of the catalogue. */
export async function unknownFaults(
  names: readonly string[],
  folder: string,
  formats: Formats,
): Promise<readonly Problem[]> {
  if (names.length === 0) return [];
  const faults = await loadFaults(folder, formats);
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
