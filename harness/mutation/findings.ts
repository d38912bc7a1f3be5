import type {
  DegenerateServer,
  FaultProof,
  Mutation,
} from "../../specs/types/mutation.format.d.ts";
import { nameList } from "../text/name-list.ts";

/** The parts of a proof; absent where they were not asked for. */
export type Proofs = Pick<
  Mutation,
  "baseline" | "fairness" | "faults" | "generated" | "edits" | "degenerate" | "isolation"
>;

/** Things of one kind that a proof leaves open. */
export interface Found {
  readonly part: keyof Proofs;
  readonly title: string;
  /** A line for each of them. */
  readonly lines: readonly string[];
  /** How many there are, where not each has a line. */
  readonly count?: number;
  /** What one of them is, what several are, and what that means. */
  readonly told: readonly [one: string, many: string, says: string];
  /** Whether it could not be measured; else it survived, which is worse. */
  readonly unmeasured?: true;
}

/** Everything that is open in a proof, what survived first; kinds of which there is none are left out. */
export function found(proofs: Proofs): readonly Found[] {
  const all = [
    fairnessKind(proofs),
    ...(proofs.faults === undefined ? [] : faultKinds(proofs.faults)),
    ...generatedKinds(proofs),
    ...editKinds(proofs),
    ...serverKinds(proofs.degenerate?.servers ?? []),
    orderKind(proofs),
    unfitKind(proofs),
    ...(proofs.faults === undefined ? [] : [erroredKind(proofs.faults)]),
  ];
  return all.filter((kind) => countOf(kind) > 0);
}

export const countOf = ({ lines, count }: Found): number => count ?? lines.length;

const fairnessKind = ({ fairness }: Proofs): Found => ({
  part: "fairness",
  title: "Must checks that correct servers do not pass",
  lines: (fairness?.unfair ?? []).map(
    ({ check, requirement, outcome, freedoms, finding }) =>
      `${check} (${requirement}) ${outcome} with ${nameList(freedoms)}: ${finding}`,
  ),
  told: ["must check is unfair", "must checks are unfair", "no must forbids what they fail for"],
});

const faultKinds = ({ totals, faults, idle, thin }: FaultProof): readonly Found[] => [
  {
    part: "faults",
    title: "Faults that survive",
    lines: faults
      .filter((fault) => !fault.killed)
      .map(
        ({ name, requirement, collateral, breaks }) =>
          `${name} breaks ${requirement}: ${breaks} ${noticedBy(collateral)}`,
      ),
    count: totals.faults - totals.killed,
    told: ["fault survives", "faults survive", "no check on the broken requirement fails"],
  },
  {
    part: "faults",
    title: "Must checks that kill nothing",
    lines: idle,
    told: ["must check kills nothing", "must checks kill nothing", "no fault makes it fail"],
  },
  {
    part: "faults",
    title: "Must requirements that fewer than two faults break",
    lines: thin,
    told: [
      "must requirement",
      "must requirements",
      "fewer than two faults of the catalogue break it",
    ],
  },
];

const generatedKinds = ({ generated }: Proofs): readonly Found[] => [
  {
    part: "generated",
    title: "Generated faults that survive",
    lines: (generated?.faults ?? [])
      .filter(({ killer }) => killer === undefined)
      .map(
        ({ name, breaks, requirement, level }) =>
          `${name} breaks ${requirement} (${level}): ${breaks}`,
      ),
    told: [
      "generated fault survives",
      "generated faults survive",
      "no check of the level of the broken requirement fails",
    ],
  },
  {
    part: "generated",
    title: "Trials of generated faults that ended in a fault of Headwater",
    lines: generated?.errored ?? [],
    told: ["trial", "trials", "ended in a fault of Headwater"],
    unmeasured: true,
  },
];

const editKinds = ({ edits }: Proofs): readonly Found[] => [
  {
    part: "edits",
    title: "Vacuous demands",
    lines: (edits?.vacuous ?? []).map(
      ({ check, demand, tried }) => `${check}: ${demand}; it survived ${tried} edits`,
    ),
    told: ["demand is vacuous", "demands are vacuous", "true whatever the answer is"],
  },
  {
    part: "edits",
    title: "Checks that are too strict",
    lines: (edits?.strict ?? []).map(({ check, edit, finding }) => `${check}: ${edit}; ${finding}`),
    told: [
      "must check is too strict",
      "must checks are too strict",
      "a conforming answer makes them fail",
    ],
  },
];

const serverKinds = (servers: readonly DegenerateServer[]): readonly Found[] => [
  {
    part: "degenerate",
    title: "Degenerate servers that are not found out",
    lines: servers
      .filter(({ conclusion, saw }) => conclusion === "conformant" || saw === "")
      .map(({ name, about }) => `${name} ${about}`),
    told: ["degenerate server", "degenerate servers", "not found out"],
  },
  {
    part: "degenerate",
    title: "Accidental passes without a reason",
    lines: servers.flatMap(({ name, unexplained }) =>
      unexplained.map((check) => `${name}: ${check}`),
    ),
    told: ["accidental pass", "accidental passes", "no reason in the catalogue"],
  },
  {
    part: "degenerate",
    title: "Reasons for what no longer passes",
    lines: servers.flatMap(({ name, stale }) => stale.map((check) => `${name}: ${check}`)),
    told: ["stale entry", "stale entries", "the catalogue explains what no longer passes"],
  },
];

const orderKind = ({ isolation }: Proofs): Found => ({
  part: "isolation",
  title: "Verdicts that depend on order or company",
  lines: (isolation?.orders ?? []).flatMap(({ name, differences }) =>
    differences.map(
      ({ check, expected, actual }) => `${name}: ${check} is ${actual}, was ${expected}`,
    ),
  ),
  told: ["verdict", "verdicts", "other in another order or other company"],
});

const unfitKind = ({ baseline }: Proofs): Found => ({
  part: "baseline",
  title: "Cases that do not pass on the reference implementation",
  lines: baseline.unfit.map((row) => `${row.case}: ${row.outcome}, ${row.cause}`),
  told: ["case", "cases", "not passed on the reference implementation, so no proof"],
  unmeasured: true,
});

const erroredKind = ({ errored }: FaultProof): Found => ({
  part: "faults",
  title: "Trials that ended in a fault of Headwater",
  lines: errored,
  told: ["trial", "trials", "ended in a fault of Headwater"],
  unmeasured: true,
});

const noticedBy = (checks: readonly string[]): string =>
  checks.length === 0 ? "Nothing notices it." : `Noticed elsewhere by ${nameList(checks)}.`;
