import picomatch from "picomatch";
import { verifiedBy } from "../case/known-apart.ts";
import type { Case } from "../case/types.ts";
import type { Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import type { SpecBook } from "../requirements/types.ts";
import type { Selection } from "./types.ts";

/** The selected cases, and the patterns that matched nothing. */
export interface Selected {
  readonly cases: readonly Case[];
  readonly unmatched: readonly string[];
}

/** Applies a selection; a case must satisfy every part of it. */
export function select(
  cases: readonly Case[],
  selection: Selection,
  sourceTypesOf: (testCase: Case) => readonly string[],
): Selected {
  const matchers = selection.patterns.map((pattern) => [pattern, matcher(pattern)] as const);
  const filters: readonly ((testCase: Case) => boolean)[] = [
    (testCase) => matchers.length === 0 || matchers.some(([, matches]) => matches(testCase)),
    (testCase) =>
      selection.profiles.length === 0 ||
      selection.profiles.some((name) => isProfile(testCase.profile, name)),
    (testCase) =>
      anyOf(selection.requirements, () => verifiedBy(testCase).map((check) => check.requirement)),
    (testCase) => anyOf(selection.sourceTypes, () => sourceTypesOf(testCase)),
  ];
  return {
    cases: cases.filter((testCase) => filters.every((holds) => holds(testCase))),
    unmatched: matchers.flatMap(([pattern, matches]) => (cases.some(matches) ? [] : [pattern])),
  };
}

/** Names in a selection that nothing bears. Problems: UNKNOWN_NAME, UNKNOWN_REQUIREMENT. */
export function unknownNames(
  selection: Selection,
  cases: readonly Case[],
  specs: SpecBook,
): readonly Problem[] {
  const profiles = new Set(
    selection.profiles.length === 0 ? [] : cases.map(({ profile }) => profile),
  );
  const isKnown = (name: string) => [...profiles].some((profile) => isProfile(profile, name));
  return [
    ...selection.profiles
      .filter((name) => !isKnown(name))
      .map((name) => ({
        code: "UNKNOWN_NAME" as const,
        message: `no case belongs to the profile "${name}"`,
        ...hinted(name, profiles),
      })),
    ...selection.requirements
      .filter((id) => !specs.requirements.has(id))
      .map((id) => ({
        code: "UNKNOWN_REQUIREMENT" as const,
        message: `there is no requirement "${id}"`,
        ...hinted(id, specs.requirements.keys()),
      })),
  ];
}

/** The profile by its whole name, or by what stands behind the API: `browser` for that of both. */
const isProfile = (profile: string, name: string): boolean =>
  profile === name || profile.endsWith(`/${name}`);

function anyOf(wanted: readonly string[], among: () => readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const has = among();
  return wanted.some((one) => has.includes(one));
}

function matcher(pattern: string): (testCase: Case) => boolean {
  const plain = pattern.replace(/^\.\//, "").replace(/\/+$/, "");
  if (plain === "") return () => false;
  const matches = picomatch(plain);
  return ({ id, base, origin }) => {
    const short = origin.file.replace(/^suites\//, "");
    const names = [id, base, origin.file, short];
    return names.some((name) => name === plain || name.startsWith(`${plain}/`) || matches(name));
  };
}
