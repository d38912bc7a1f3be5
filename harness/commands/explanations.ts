import type { CataloguedFault } from "../../specs/types/faults.format.d.ts";
import type { Case, FixtureDefinition, Shared } from "../case/types.ts";
import type { Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import { allNeeds } from "../implementation/claims.ts";
import type { Ability, Requirement } from "../requirements/types.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import { coverage } from "./coverage.ts";
import type { Explanation } from "./explanation.ts";
import { describeStep, explainCase, partsOf } from "./explain-case.ts";
import { claimable, explainClaim } from "./explain-claims.ts";

/** Explains what bears the id: what it is, and who covers it. Problems: UNKNOWN_NAME. */
export function explanationOf(
  id: string,
  workspace: Workspace,
  faults: readonly CataloguedFault[],
): Result<Explanation> {
  const found = find(id, workspace, faults);
  return found === undefined ? failure([unknown(id, workspace, faults)]) : ok(found);
}

function find(
  id: string,
  workspace: Workspace,
  faults: readonly CataloguedFault[],
): Explanation | undefined {
  const { specs, library } = workspace;
  const requirement = specs.requirements.get(id);
  if (requirement !== undefined) return explainRequirement(requirement, workspace);
  const cases = library.cases.filter((testCase) => testCase.id === id || testCase.base === id);
  const [first] = cases;
  if (first !== undefined) return explainCase(first, cases, library);
  const slash = id.lastIndexOf("/");
  const owner = library.cases.find((testCase) =>
    [testCase.id, testCase.base].includes(id.slice(0, slash)),
  );
  const check = owner?.checks.find((one) => one.id === id.slice(slash + 1));
  if (owner !== undefined && check !== undefined) return explainCheck(owner, check, workspace);
  const fixture = library.fixtures.get(id);
  if (fixture !== undefined) return explainFixture(fixture);
  const shared = library.shared.axes.get(id) ?? library.shared.settled.get(id);
  if (shared !== undefined) return explainShared(shared);
  const ability = specs.abilities?.abilities.get(id);
  if (ability !== undefined) return explainAbility(ability, library);
  const claim = explainClaim(id, workspace);
  if (claim !== undefined) return claim;
  const fault = faults.find((one) => one.name === id);
  return fault && explainFault(fault);
}

function explainAbility(
  { origin, ...ability }: Ability,
  { cases, fixtures }: Workspace["library"],
): Explanation {
  const needing = new Set(
    cases
      .filter((testCase) => allNeeds(testCase, fixtures, {}).abilities.has(ability.id))
      .map(({ base }) => base),
  );
  const { title, citation, operations, members } = ability;
  const lines = [
    `${ability.id} (an ability that a target claims)`,
    title,
    `${citation.page}, "${citation.heading}"`,
    citation.url,
    ...[...operations, ...members].map((use) => `  ${use}`),
    `${origin.file}:${origin.line}`,
    `needed by ${needing.size} cases`,
  ];
  return { data: { ...ability, cases: [...needing] }, text: lines.join("\n") };
}

function explainRequirement(requirement: Requirement, workspace: Workspace): Explanation {
  const { origin, ...facts } = requirement;
  const checks =
    coverage(workspace).find((row) => row.requirement.id === requirement.id)?.checks ?? [];
  const { citation, level, testable } = requirement;
  const lines = [
    `${requirement.id} (${level}${testable === "no" ? `, not testable: ${requirement.reason ?? ""}` : ""})`,
    requirement.statement,
    `${citation.page}, "${citation.heading}"`,
    citation.url,
    ...(requirement.note === undefined ? [] : [`note: ${requirement.note}`]),
    `${origin.file}:${origin.line}`,
    checks.length === 0 ? "no check verifies it" : `verified by`,
    ...checks.map((check) => `  ${check.name} (${check.level})`),
  ];
  return { data: { ...facts, checks }, text: lines.join("\n") };
}

function explainCheck(
  owner: Case,
  check: Case["checks"][number],
  workspace: Workspace,
): Explanation {
  const requirement = workspace.specs.requirements.get(check.requirement);
  const on = check.on.map((id) => {
    const step = owner.steps.find((one) => one.id === id);
    return `  on ${id}: ${step === undefined ? "" : describeStep(step)}`;
  });
  const text = [
    `${owner.base}/${check.id} (${check.level})`,
    `verifies ${check.requirement}: ${requirement?.statement ?? ""}`,
    ...on,
    `${check.origin.file}:${check.origin.line}`,
  ].join("\n");
  const { origin: _origin, expect: _expect, ...data } = check;
  return { data: { case: owner.base, ...data }, text };
}

function explainFixture(fixture: FixtureDefinition): Explanation {
  const { origin, steps, parts: _parts, ...facts } = fixture;
  const parts = partsOf(fixture);
  const recipe = parts === undefined ? "by a default recipe" : "built of its parts";
  const params = Object.entries(fixture.params).map(
    ([name, { about }]) => `  ${name}  ${about ?? ""}`,
  );
  const lines = [
    `${fixture.kind} ${fixture.name}: ${fixture.title}`,
    `provides ${fixture.provides.join(", ") || "nothing"}, ${steps === undefined ? "by the target's recipe only" : recipe}`,
    ...params,
    ...(parts ?? []).map((part) => `  part ${part.name}: ${part.fixture}`),
    `${origin.file}:${origin.line}`,
  ];
  return { data: { ...facts, ...(parts && { parts }) }, text: lines.join("\n") };
}

function explainShared({ origin, ...facts }: Shared): Explanation {
  const lines = [
    `${facts.name}: ${facts.title}`,
    ...Object.entries(facts.params).map(([name, { about }]) => `  ${name}  ${about}`),
    JSON.stringify(facts.data, null, 2),
    `${origin.file}:${origin.line}`,
    "named in",
    ...facts.usedBy.map((file) => `  ${file}`),
  ];
  return { data: facts, text: lines.join("\n") };
}

const explainFault = (fault: CataloguedFault): Explanation => ({
  data: fault,
  text: `fault ${fault.name}\n${fault.breaks}\nbreaks ${fault.requirement}`,
});

function unknown(id: string, workspace: Workspace, faults: readonly CataloguedFault[]): Problem {
  const { specs, library } = workspace;
  const known = [
    ...specs.requirements.keys(),
    ...library.cases.map((testCase) => testCase.base),
    ...library.fixtures.keys(),
    ...library.shared.axes.keys(),
    ...library.shared.settled.keys(),
    ...(specs.abilities?.abilities.keys() ?? []),
    ...claimable(workspace),
    ...faults.map((fault) => fault.name),
  ];
  const message = `nothing is called "${id}"`;
  return { code: "UNKNOWN_NAME", message, ...hinted(id, known) };
}
