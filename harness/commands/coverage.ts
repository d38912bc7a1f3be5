import { verifiedBy } from "../case/known-apart.ts";
import { groupBy } from "../group.ts";
import type { Problem } from "../problem.ts";
import { atLeast, type Level, type Requirement } from "../requirements/types.ts";
import type { Workspace } from "../workspace.ts";

/** A requirement and the checks that verify it. */
export interface Coverage {
  readonly requirement: Requirement;
  readonly checks: readonly CoveringCheck[];
}

/** A check by its name: the case's own id, a slash, check id; combinations of one case count once. */
export interface CoveringCheck {
  readonly name: string;
  readonly level: Level;
}

/** Every requirement with its checks, in the order of the catalogue. */
export function coverage({ specs, library }: Workspace): readonly Coverage[] {
  const named = library.cases.flatMap((testCase) =>
    verifiedBy(testCase).map(({ id, level, requirement }) => ({
      requirement,
      level,
      name: `${testCase.base}/${id}`,
    })),
  );
  const byRequirement = groupBy(named, (check) => check.requirement);
  return [...specs.requirements.values()].map((requirement) => {
    const checks = byRequirement.get(requirement.id) ?? [];
    const once = new Map(checks.map(({ name, level }) => [name, { name, level }]));
    return { requirement, checks: [...once.values()] };
  });
}

/** Whether a check demands the requirement at its own level. */
export const isVerified = ({ requirement, checks }: Coverage): boolean =>
  checks.some(({ level }) => atLeast(level, requirement.level));

/** Whether it is to be verified: it can be observed over HTTP or in a browser. */
export const isTestable = ({ requirement }: Coverage): boolean => requirement.testable !== "no";

/**
 * The requirements that no check demands at their level, though they can be observed: where a server breaks
 * one of them, checks of others may notice, and nothing says what was broken.
 *
 * @returns UNVERIFIED, at the entry of each such requirement.
 */
export const unverified = (workspace: Workspace): readonly Problem[] =>
  coverage(workspace)
    .filter((row) => isTestable(row) && row.requirement.level !== "may" && !isVerified(row))
    .map(({ requirement: { id, level, origin } }) => ({
      code: "UNVERIFIED",
      at: origin,
      message: `no check verifies ${id}: what notices a server that breaks it is collateral`,
      hint: `cite it in a check (${level}: ${id}), or say in testable and reason why it cannot be seen`,
    }));
