import type {
  FaultProof,
  ProvedCase,
  ProvedCheck,
  ProvedFault,
  ProvedRequirement,
} from "../../specs/types/mutation.format.d.ts";
import type { Case } from "../case/types.ts";
import { groupBy } from "../group.ts";
import type { SpecBook } from "../requirements/types.ts";
import type { Fault } from "./fault.ts";
import type { KillMatrix } from "./kill-matrix.ts";
import { byBase, checkName } from "./check-names.ts";

/** What a finished matrix is counted from. */
export interface ScoreInput {
  readonly faults: readonly Fault[];
  readonly cases: readonly Case[];
  readonly specs: SpecBook;
  readonly matrix: FaultProof["matrix"];
  /** Only some faults of the catalogue were tried. */
  readonly selected: boolean;
  readonly killMatrix: KillMatrix;
  readonly durationMs: number;
}

/** The matrix by fault, by case, by requirement and in total. Pure. */
export function scoreFaults(input: ScoreInput): FaultProof {
  const { matrix, selected, killMatrix, durationMs } = input;
  const faults = input.faults.map((fault) => faultRow(fault, input));
  const cases = caseRows(input);
  const musts = cases.flatMap((one) =>
    one.checks.flatMap((check) => (check.level === "must" ? [{ one, check }] : [])),
  );
  const idle = musts.flatMap(({ one, check }) =>
    selected || !isIdle(check) ? [] : [`${one.id}/${check.id}`],
  );
  const survived = faults.filter((row) => !row.killed);
  return {
    matrix,
    selected,
    trials: killMatrix.trials(),
    durationMs,
    totals: {
      faults: faults.length,
      killed: faults.length - survived.length,
      collateral: survived.filter((row) => row.collateral.length > 0).length,
      unnoticed: survived.filter((row) => row.collateral.length === 0).length,
      checks: musts.length,
      idle: idle.length,
    },
    requirements: requirementRows(faults, cases, input.specs),
    faults,
    cases,
    idle,
    thin: selected ? [] : thin(faults, input.specs),
    errored: [...killMatrix.errors],
  };
}

/** Must requirements that can be tested and that one fault breaks, or none: one fault shows little. */
function thin(faults: readonly ProvedFault[], { requirements }: SpecBook): string[] {
  const breaking = groupBy(faults, ({ requirement }) => requirement);
  return [...requirements.values()].flatMap(({ id, level, testable }) =>
    level === "must" && testable !== "no" && (breaking.get(id)?.length ?? 0) < 2 ? [id] : [],
  );
}

const isIdle = ({ kills, collateral }: ProvedCheck): boolean =>
  kills.length + collateral.length === 0;

function faultRow(
  { name, breaks, requirement }: Fault,
  { killMatrix, specs }: ScoreInput,
): ProvedFault {
  const hits = [...(killMatrix.hits.get(name) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const killers = hits.flatMap(([check, killed]) => (killed ? [check] : []));
  const level = specs.requirements.get(requirement)?.level ?? "must";
  const collateral = hits.flatMap(([check, killed]) => (killed ? [] : [check]));
  return { name, breaks, requirement, level, killed: killers.length > 0, killers, collateral };
}

function caseRows(input: ScoreInput): ProvedCase[] {
  const hits = [...input.killMatrix.hits].flatMap(([fault, checks]) =>
    [...checks].map(([check, killed]) => ({ fault, check, killed })),
  );
  const byCheck = groupBy(hits, ({ check }) => check);
  const requirementOf = new Map(input.faults.map((fault) => [fault.name, fault.requirement]));
  return [...byBase(input.cases)].flatMap(([id, combinations]) => {
    const [first] = combinations;
    if (first === undefined) return [];
    const checks = new Map(combinations.flatMap(checkRows(byCheck, requirementOf)));
    return [{ id, file: first.origin.file, checks: [...checks.values()] }];
  });
}

interface Hit {
  readonly fault: string;
  readonly killed: boolean;
}
type Hits = ReadonlyMap<string, readonly Hit[]>;

const named = (hits: readonly Hit[]) => hits.map(({ fault }) => fault).toSorted();

/** A row for each check and requirement: combinations of a case may verify different ones with the same check. */
const checkRows =
  (hits: Hits, requirementOf: ReadonlyMap<string, string>) =>
  (testCase: Case): readonly (readonly [string, ProvedCheck])[] =>
    testCase.checks.map(({ id, level, requirement }) => {
      const own = hits.get(checkName(testCase, id)) ?? [];
      const isOn = ({ fault, killed }: Hit) => killed && requirementOf.get(fault) === requirement;
      const kills = named(own.filter(isOn));
      const collateral = named(own.filter((hit) => !isOn(hit)));
      return [`${id} ${requirement}`, { id, level, requirement, kills, collateral }];
    });

/** Every requirement that a fault breaks, and every one that a must check verifies. */
function requirementRows(
  faults: readonly ProvedFault[],
  cases: readonly ProvedCase[],
  specs: SpecBook,
): ProvedRequirement[] {
  const checks = groupBy(
    cases.flatMap((one) => one.checks).filter((check) => check.level === "must"),
    (check) => check.requirement,
  );
  const breaking = groupBy(faults, (fault) => fault.requirement);
  const ids = [...new Set([...breaking.keys(), ...checks.keys()])];
  return ids
    .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .map((id) => ({
      id,
      level: specs.requirements.get(id)?.level ?? "must",
      faults: breaking.get(id)?.length ?? 0,
      killed: (breaking.get(id) ?? []).filter((fault) => fault.killed).length,
      checks: checks.get(id)?.length ?? 0,
      idle: (checks.get(id) ?? []).filter(isIdle).length,
    }));
}
