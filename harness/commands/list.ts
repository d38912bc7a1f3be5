import { groupBy } from "../group.ts";
import type { Level } from "../requirements/types.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { type Coverage, coverage, isTestable, isVerified } from "./coverage.ts";
import { reportProblems } from "./problems.ts";
import { table } from "./table.ts";
import { loadFaults } from "./target.ts";

/** What `headwater list` can list. */
export const listable = [
  "cases",
  "checks",
  "requirements",
  "fixtures",
  "actions",
  "profiles",
  "faults",
] as const;
export type Listable = (typeof listable)[number];

/** A list: the same rows as data and as text. */
interface Listing {
  readonly data: readonly object[];
  readonly rows: readonly (readonly string[])[];
  /** One line for stderr: how many, and what is notable. */
  readonly footer: string;
}

/** Prints a list on stdout, its sum on stderr; as JSON with `json`. */
export async function listCommand(
  what: Listable,
  json: boolean,
  context: CommandContext,
): Promise<ExitCode> {
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context, json);
  const faults = what === "faults" ? await loadFaults(context) : undefined;
  if (faults?.ok === false) return reportProblems(faults.problems, context, json);
  const listing = faults?.ok ? listFaults(faults.value) : lists[what](workspace.value);
  if (json) context.stdout.write(`${JSON.stringify(listing.data, null, 2)}\n`);
  else {
    context.stdout.write(table(listing.rows));
    context.stderr.write(`${listing.footer}\n`);
  }
  return 0;
}

const listFaults = (
  faults: readonly { name: string; breaks: string; requirement: string }[],
): Listing => ({
  data: faults,
  rows: faults.map((fault) => [fault.name, fault.requirement, fault.breaks]),
  footer: `${faults.length} faults`,
});

const lists: Readonly<Record<Listable, (workspace: Workspace) => Listing>> = {
  cases: ({ library }) => ({
    data: library.cases.map(({ id, title, profile, origin, checks }) => ({
      id,
      title,
      profile,
      file: origin.file,
      line: origin.line,
      checks: checks.length,
    })),
    rows: library.cases.map((testCase) => [testCase.id, testCase.profile, testCase.title]),
    footer: `${library.cases.length} cases`,
  }),
  checks: ({ library }) => {
    const checks = library.cases.flatMap((testCase) =>
      testCase.checks.map(({ id, level, requirement }) => ({
        id: `${testCase.id}/${id}`,
        level,
        requirement,
      })),
    );
    const rows = checks.map((check) => [check.level, check.requirement, check.id]);
    return { data: checks, rows, footer: `${checks.length} checks` };
  },
  requirements: (workspace) => listRequirements(workspace),
  fixtures: ({ library }) => listContracts(library, "fixture"),
  actions: ({ library }) => listContracts(library, "action"),
  profiles: ({ library }) => {
    const profiles = [...groupBy(library.cases, (testCase) => testCase.profile)];
    const data = profiles.map(([name, cases]) => ({ name, cases: cases.length }));
    const rows = data.map(({ name, cases }) => [name, `${cases} cases`]);
    return { data, rows, footer: `${data.length} profiles` };
  },
  faults: () => ({ data: [], rows: [], footer: "" }),
};

function listRequirements(workspace: Workspace): Listing {
  const all = coverage(workspace);
  const data = all.map(({ requirement: { origin: _origin, ...requirement }, checks }) => ({
    ...requirement,
    checks,
  }));
  const rows = all.map(({ requirement, checks }) => [
    requirement.id,
    requirement.level,
    requirement.testable === "http"
      ? `${checks.length} checks`
      : `not ${requirement.testable === "no" ? "testable" : "http"}`,
    requirement.statement,
  ]);
  const footer = `${all.length} requirements; a check verifies ${verified(all, "must")} musts and ${verified(all, "should")} shoulds of those testable over HTTP`;
  return { data, rows, footer };
}

function verified(rows: readonly Coverage[], level: Level): string {
  const testable = rows.filter((row) => isTestable(row) && row.requirement.level === level);
  return `${testable.filter(isVerified).length} of ${testable.length}`;
}

function listContracts({ fixtures }: Workspace["library"], kind: "fixture" | "action"): Listing {
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
