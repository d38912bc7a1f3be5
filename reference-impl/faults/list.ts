import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { closest, distance } from "fastest-levenshtein";
import { faultNames } from "./faults.ts";

/** One entry of the catalogue. */
export interface FaultEntry {
  readonly name: string;
  readonly breaks: string;
  readonly requirement: string;
}

/** The catalogue, a `faults.yaml` in each folder of this one, or the bare names where it is not at hand. */
export async function listFaults(
  folder: string | undefined,
): Promise<readonly (FaultEntry | { readonly name: string })[]> {
  if (folder === undefined) return faultNames.map((name) => ({ name }));
  // Read on demand: most processes are never asked, and start the sooner for it.
  const { parse } = await import("yaml");
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => path.basename(name) === "faults.yaml").toSorted();
  const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), "utf8")));
  return texts.flatMap((text) => parse(text) as readonly FaultEntry[]);
}

/** What to tell someone who asked for a fault that does not exist. */
export function unknownFault(name: string): string {
  const nearest = faultNames.length === 0 ? undefined : closest(name, [...faultNames]);
  const isNear = nearest !== undefined && distance(name, nearest) <= Math.max(3, name.length / 2);
  return `unknown fault "${name}"${isNear ? `; did you mean "${nearest}"?` : ""}`;
}
