import { readFile } from "node:fs/promises";
import { closest, distance } from "fastest-levenshtein";
import { faultNames } from "./faults.ts";

/** One entry of the catalogue. */
export interface FaultEntry {
  readonly name: string;
  readonly breaks: string;
  readonly requirement: string;
  readonly family: string;
}

/** The catalogue, or the bare names where its file is not at hand. */
export async function listFaults(
  file: string | undefined,
): Promise<readonly (FaultEntry | { readonly name: string })[]> {
  if (file === undefined) return faultNames.map((name) => ({ name }));
  // Read on demand: most processes are never asked, and start the sooner for it.
  const { parse } = await import("yaml");
  const entries: readonly FaultEntry[] = parse(await readFile(file, "utf8"));
  return entries;
}

/** What to tell someone who asked for a fault that does not exist. */
export function unknownFault(name: string): string {
  const nearest = faultNames.length === 0 ? undefined : closest(name, [...faultNames]);
  const isNear = nearest !== undefined && distance(name, nearest) <= Math.max(3, name.length / 2);
  return `unknown fault "${name}"${isNear ? `; did you mean "${nearest}"?` : ""}`;
}
