import type { Case } from "../case/types.ts";
import { groupBy } from "../group.ts";
import type { Requirement } from "../spec/types.ts";
import type { Workspace } from "../workspace.ts";

/** A requirement and the checks that verify it. */
export interface Coverage {
  readonly requirement: Requirement;
  /** Case id, a slash, check id; combinations of one case once, by the case's own id. */
  readonly checks: readonly string[];
}

/** Every requirement with its checks, in the order of the catalogue. */
export function coverage({ specs, library }: Workspace): readonly Coverage[] {
  const named = library.cases.flatMap((one) => checkNames(one));
  const byRequirement = groupBy(named, (check) => check.requirement);
  return [...specs.requirements.values()].map((requirement) => ({
    requirement,
    checks: [...new Set(byRequirement.get(requirement.id)?.map((check) => check.name))],
  }));
}

const checkNames = (one: Case) =>
  one.checks.map(({ id, requirement }) => ({ requirement, name: `${one.base}/${id}` }));
