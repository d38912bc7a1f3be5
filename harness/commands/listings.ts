import type { CataloguedFault } from "../../specs/types/faults.format.d.ts";
import { verifiedBy } from "../case/known-apart.ts";
import type { Shared } from "../case/types.ts";
import { groupBy } from "../group.ts";
import { claimableCurrencies, claimableSourceTypes } from "../implementation/check-claims.ts";
import type { Level } from "../requirements/types.ts";
import type { Workspace } from "../workspace.ts";
import { type Coverage, coverage, isTestable, isVerified } from "./coverage.ts";

/** A list: the same rows as data and as text. */
export interface Listing {
  readonly data: readonly object[];
  readonly rows: readonly (readonly string[])[];
  /** One line for stderr: how many, and what is notable. */
  readonly footer: string;
}

/** What `headwater list` can list of a workspace. */
export type Listable = keyof typeof listings;

export const listings = {
  cases: ({ library }) => ({
    data: library.cases.map((testCase) => ({
      id: testCase.id,
      title: testCase.title,
      profile: testCase.profile,
      file: testCase.origin.file,
      line: testCase.origin.line,
      checks: verifiedBy(testCase).length,
    })),
    rows: library.cases.map((testCase) => [testCase.id, testCase.profile, testCase.title]),
    footer: `${library.cases.length} cases`,
  }),
  checks: ({ library }) => {
    const checks = library.cases.flatMap((testCase) =>
      verifiedBy(testCase).map(({ id, level, requirement }) => ({
        id: `${testCase.id}/${id}`,
        level,
        requirement,
      })),
    );
    const rows = checks.map((check) => [check.level, check.requirement, check.id]);
    return { data: checks, rows, footer: `${checks.length} checks` };
  },
  requirements: (workspace) => listRequirements(workspace),
  fixtures: ({ library }) => listDefinitions(library, "fixture"),
  actions: ({ library }) => listDefinitions(library, "action"),
  axes: ({ library }) => listShared(library.shared.axes, "axes"),
  settled: ({ library }) => listShared(library.shared.settled, "settled states"),
  profiles: ({ library }) => {
    const profiles = [...groupBy(library.cases, (testCase) => testCase.profile)];
    const data = profiles.map(([name, cases]) => ({ name, cases: cases.length }));
    const rows = data.map(({ name, cases }) => [name, `${cases} cases`]);
    return { data, rows, footer: `${data.length} profiles` };
  },
  abilities: ({ specs }) => {
    const all = [...(specs.abilities?.abilities.values() ?? [])];
    const data = all.map(({ origin: _origin, ...ability }) => ability);
    const rows = all.map(({ id, title }) => [id, title]);
    return { data, rows, footer: `${all.length} abilities` };
  },
  currencies: ({ library }) => listNames(claimableCurrencies(library), "currencies"),
  "source-types": ({ library }) => listNames(claimableSourceTypes(library), "source types"),
} satisfies Readonly<Record<string, (workspace: Workspace) => Listing>>;

function listNames(names: ReadonlySet<string>, kind: string): Listing {
  const data = [...names].toSorted().map((name) => ({ name }));
  return { data, rows: data.map(({ name }) => [name]), footer: `${data.length} ${kind}` };
}

function listRequirements(workspace: Workspace): Listing {
  const all = coverage(workspace);
  const data = all.map(({ requirement: { origin: _origin, ...requirement }, checks }) => ({
    ...requirement,
    checks,
  }));
  const rows = all.map(({ requirement, checks }) => [
    requirement.id,
    requirement.level,
    requirement.testable === "no" ? "not testable" : `${checks.length} checks`,
    requirement.statement,
  ]);
  const footer = `${all.length} requirements; a check verifies ${verified(all, "must")} musts and ${verified(all, "should")} shoulds of those that are testable`;
  return { data, rows, footer };
}

function verified(rows: readonly Coverage[], level: Level): string {
  const testable = rows.filter((row) => isTestable(row) && row.requirement.level === level);
  return `${testable.filter(isVerified).length} of ${testable.length}`;
}

function listShared(words: ReadonlyMap<string, Shared>, kind: string): Listing {
  const all = [...words.values()];
  return {
    data: all.map(({ origin: _origin, ...facts }) => facts),
    rows: all.map(({ name, title, params, usedBy }) => [
      name,
      Object.keys(params).join(",") || "-",
      `in ${usedBy.length} files`,
      title,
    ]),
    footer: `${all.length} ${kind}`,
  };
}

function listDefinitions({ fixtures }: Workspace["library"], kind: "fixture" | "action"): Listing {
  const all = [...fixtures.values()].filter((fixture) => fixture.kind === kind);
  return {
    data: all.map(({ name, title, params, provides, steps }) => ({
      name,
      title,
      params,
      provides,
      recipe: steps === undefined ? "target" : "default",
    })),
    rows: all.map(({ name, title, params, provides }) => [
      name,
      Object.keys(params).join(",") || "-",
      `-> ${provides.join(",") || "-"}`,
      title,
    ]),
    footer: `${all.length} ${kind}s`,
  };
}

/** And of the fault catalogue. */
export const listFaults = (faults: readonly CataloguedFault[]): Listing => ({
  data: faults,
  rows: faults.map((fault) => [fault.name, fault.requirement, fault.breaks]),
  footer: `${faults.length} faults`,
});
