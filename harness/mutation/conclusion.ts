import type {
  BaselineProof,
  DegenerateProof,
  DegenerateServer,
  EditProof,
  FaultProof,
  IsolationProof,
  Mutation,
} from "../../specs/types/mutation.format.d.ts";

/** The parts of a proof; absent where they were not asked for. */
export type Proofs = Pick<Mutation, "baseline" | "faults" | "edits" | "degenerate" | "isolation">;

/**
 * What the parts come to together. What survived counts more than what could not be measured.
 *
 * @returns The conclusion, and a sentence for everything that is open.
 */
export function conclude(proofs: Proofs): Pick<Mutation, "conclusion" | "reasons"> {
  const { baseline, faults, edits, degenerate, isolation } = proofs;
  const open = [
    ...(faults === undefined ? [] : openFaults(faults)),
    ...(edits === undefined ? [] : openEdits(edits)),
    ...(degenerate === undefined ? [] : openServers(degenerate)),
    ...(isolation === undefined ? [] : openOrders(isolation)),
  ];
  const unmeasured = [
    ...unfitCases(baseline),
    ...(faults === undefined ? [] : erroredTrials(faults)),
  ];
  const measured = unmeasured.length > 0 ? "inconclusive" : "proved";
  return {
    conclusion: open.length > 0 ? "unproved" : measured,
    reasons: [...open, ...unmeasured],
  };
}

function openFaults({ totals, idle, thin }: FaultProof): readonly string[] {
  const survived = totals.faults - totals.killed;
  return [
    ...told(
      survived,
      "fault survives",
      "faults survive",
      "no check on the broken requirement fails",
    ),
    ...told(
      idle.length,
      "must check kills nothing",
      "must checks kill nothing",
      "no fault makes it fail",
    ),
    ...told(
      thin.length,
      "must requirement",
      "must requirements",
      "fewer than two faults of the catalogue break it",
    ),
  ];
}

const openEdits = ({ vacuous, strict }: EditProof): readonly string[] => [
  ...told(
    vacuous.length,
    "demand is vacuous",
    "demands are vacuous",
    "true whatever the answer is",
  ),
  ...told(
    strict.length,
    "must check is too strict",
    "must checks are too strict",
    "a conforming answer makes them fail",
  ),
];

function openServers({ servers }: DegenerateProof): readonly string[] {
  const sum = (count: (row: DegenerateServer) => number) =>
    servers.reduce((total, row) => total + count(row), 0);
  const passed = servers.filter(({ conclusion, saw }) => conclusion === "conformant" || saw === "");
  const unexplained = sum((row) => row.unexplained.length);
  const stale = sum((row) => row.stale.length);
  return [
    ...told(passed.length, "degenerate server", "degenerate servers", "not found out"),
    ...told(unexplained, "accidental pass", "accidental passes", "no reason in the catalogue"),
    ...told(stale, "stale entry", "stale entries", "the catalogue explains what no longer passes"),
  ];
}

function openOrders({ orders }: IsolationProof): readonly string[] {
  const differences = orders.reduce((total, order) => total + order.differences.length, 0);
  return told(differences, "verdict", "verdicts", "other in another order or other company");
}

function unfitCases({ cases, unfit }: BaselineProof): readonly string[] {
  if (cases === 0) return ["There is no case to prove."];
  return told(
    unfit.length,
    "case",
    "cases",
    "not passed on the reference implementation, so no proof",
  );
}

const erroredTrials = ({ errored }: FaultProof): readonly string[] =>
  told(errored.length, "trial", "trials", "ended in a fault of Headwater");

const told = (count: number, one: string, many: string, says: string): readonly string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}: ${says}.`];
