import type { BaselineEntry } from "../../specs/types/baseline.format.d.ts";
import type { Outcome } from "../../specs/types/report.format.d.ts";

/** The failures that are known and accepted for a while, each by what its entry names: a check, or a requirement. */
export type Baseline = ReadonlyMap<string, BaselineEntry>;

/** What an entry may be about. */
export interface Excusable {
  /** Case id, a slash, check id; or what else a result is called. */
  readonly name: string;
  /** Id of the requirement that it verifies. */
  readonly requirement?: string;
}

/** What an entry names. */
export const nameOfEntry = ({ check, requirement }: BaselineEntry): string =>
  check ?? requirement ?? "";

/** Whether a pattern such as `DR-DETACH-*` means this requirement. */
export const meansRequirement = (pattern: string, id: string): boolean =>
  new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(id);

/** Whether an entry is about it. */
export const isAbout = ({ check, requirement }: BaselineEntry, one: Excusable): boolean =>
  requirement === undefined
    ? check === one.name
    : one.requirement !== undefined && meansRequirement(requirement, one.requirement);

/** Finds the entry that decides on a result: the one that names it, else the first that names its requirement. */
export function entryFinder(baseline: Baseline): (one: Excusable) => BaselineEntry | undefined {
  const wide = [...baseline.values()].filter(({ requirement }) => requirement !== undefined);
  return (one) => {
    const own = baseline.get(one.name);
    return own?.check === undefined ? wide.find((entry) => isAbout(entry, one)) : own;
  };
}

/** Whether an entry that names a requirement excuses nothing any more: there are results of it, and none could fail. */
export function isRequirementStale(
  entry: BaselineEntry,
  results: readonly (Excusable & { readonly outcome: Outcome })[],
): boolean {
  if (entry.requirement === undefined) return false;
  const own = results.filter((one) => isAbout(entry, one));
  return own.length > 0 && own.every(({ outcome }) => isSettled(outcome));
}

/** Outcomes that show that there is no failure to accept. */
export const isSettled = (outcome: Outcome | undefined): boolean =>
  outcome === "passed" || outcome === "not-applicable";
