import { closest, distance } from "fastest-levenshtein";

/**
 * A hint for a name that is not known: the nearest known one, or the list when it is short.
 *
 * @returns undefined when neither would help.
 */
export function suggest(name: string, known: Iterable<string>): string | undefined {
  const names = [...known];
  if (names.length === 0) return undefined;
  const nearest = closest(name, names);
  if (distance(name, nearest) <= Math.max(2, Math.floor(name.length / 3))) {
    return `did you mean ${nearest}?`;
  }
  return names.length <= 16 ? `known: ${names.toSorted().join(", ")}` : undefined;
}

/** The hint as a member to spread into a problem. */
export function hinted(name: string, known: Iterable<string>): { readonly hint?: string } {
  const hint = suggest(name, known);
  return hint === undefined ? {} : { hint };
}
