import type { Case } from "../case/types.ts";
import type { SpecBook } from "../requirements/types.ts";
import { type Fault, kills } from "./fault.ts";
import { checkName, fullName } from "./check-names.ts";
import type { CaseRun } from "./case-run.ts";

/** Which faults make which checks fail, as far as it is known. */
export interface KillMatrix {
  readonly enter: (trial: CaseRun, fault: Fault) => void;
  readonly hasMet: (testCase: Case, fault: Fault) => boolean;
  readonly isKilled: (fault: Fault) => boolean;
  /** The requirements of the must checks of the case that have not failed yet, whatever the fault. */
  readonly idleRequirements: (testCase: Case) => readonly string[];
  /** How many checks on one of these requirements the fault makes fail. */
  readonly failures: (fault: Fault, requirements: ReadonlySet<string>) => number;
  readonly trials: () => number;
  /** Fault name to the names of the checks that it makes fail; true for those that kill it. */
  readonly hits: ReadonlyMap<string, ReadonlyMap<string, boolean>>;
  /** Trials that ended in a fault of Headwater. */
  readonly errors: readonly string[];
}

/** @param passed Full names of the checks that pass without a fault; the failure of any other says nothing. */
export function createKillMatrix(passed: ReadonlySet<string>, specs: SpecBook): KillMatrix {
  const hits = new Map<string, Map<string, boolean>>();
  const met = new Set<string>();
  const failing = new Set<string>();
  const errors: string[] = [];
  const verified = new Map<string, string>();
  const hit = (fault: Fault, name: string, killed: boolean) => {
    const own = hits.get(fault.name) ?? new Map<string, boolean>();
    hits.set(fault.name, own.set(name, killed || own.get(name) === true));
    failing.add(name);
  };
  return {
    enter: ({ case: testCase, verdicts }, fault) => {
      met.add(meeting(testCase, fault));
      for (const verdict of verdicts) {
        const name = fullName(testCase, verdict.check);
        if (verdict.outcome === "errored") errors.push(`${name} with ${fault.name}`);
        if (verdict.outcome !== "failed" || !passed.has(name)) continue;
        hit(fault, checkName(testCase, verdict.check), kills(verdict, fault, specs));
        verified.set(checkName(testCase, verdict.check), verdict.requirement);
      }
    },
    hasMet: (testCase, fault) => met.has(meeting(testCase, fault)),
    isKilled: ({ name }) => [...(hits.get(name)?.values() ?? [])].includes(true),
    idleRequirements: (testCase) =>
      testCase.checks.flatMap(({ id, level, requirement }) =>
        level === "must" && !failing.has(checkName(testCase, id)) ? [requirement] : [],
      ),
    failures: ({ name }, requirements) =>
      [...(hits.get(name)?.keys() ?? [])].filter((check) =>
        requirements.has(verified.get(check) ?? ""),
      ).length,
    trials: () => met.size,
    hits,
    errors,
  };
}

const meeting = (testCase: Case, fault: Fault): string => `${fault.name} ${testCase.id}`;
