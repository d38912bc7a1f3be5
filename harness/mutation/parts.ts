import type {
  DegenerateProof,
  EditProof,
  FairnessProof,
  GeneratedProof,
  FaultProof,
  IsolationProof,
} from "../../specs/types/mutation.format.d.ts";
import { duration } from "../text/duration.ts";
import { plural } from "../text/plural.ts";
import type { Proofs } from "./findings.ts";

/** What was done in each part of a proof: its name, and a line. */
export function partLines({
  baseline,
  fairness,
  faults,
  generated,
  edits,
  degenerate,
  isolation,
}: Proofs): readonly (readonly [keyof Proofs, string])[] {
  const { passed, cases } = baseline;
  const rows: readonly (readonly [keyof Proofs, string | undefined])[] = [
    ["baseline", `${passed} of ${cases} cases pass on the reference implementation`],
    ["fairness", fairness && fairnessLine(fairness)],
    ["faults", faults && faultLine(faults)],
    ["generated", generated && generatedLine(generated)],
    ["edits", edits && editLine(edits)],
    ["degenerate", degenerate && serverLine(degenerate)],
    ["isolation", isolation && orderLine(isolation)],
  ];
  return rows.flatMap(([name, line]) => (line === undefined ? [] : [[name, line] as const]));
}

/** The lines as they are shown: sharpness over all faults stands beside fairness, where all were tried. */
export function shownLines(proofs: Proofs): readonly (readonly [string, string])[] {
  const sharpness = sharpnessLine(proofs);
  return partLines(proofs).flatMap(([name, line]): readonly (readonly [string, string])[] =>
    name === "faults" && sharpness !== undefined
      ? [
          ["sharpness", sharpness],
          [name, line],
        ]
      : [[name, line]],
  );
}

/** The one figure for what wrong servers are told by: faults written by hand, and those made of what is documented. */
function sharpnessLine({ faults, generated }: Proofs): string | undefined {
  if (faults === undefined || generated === undefined) return undefined;
  const { totals } = faults;
  const killed = totals.killed + generated.faults.filter(isKilled).length;
  const all = totals.faults + generated.faults.length;
  return `${killed} of ${plural(all, "fault")} killed: ${totals.faults} hand-written, ${generated.faults.length} generated`;
}

function fairnessLine(proof: FairnessProof): string {
  const { checks, unfair, undecided, freedoms, servers, trials, durationMs } = proof;
  const open = undecided.length === 0 ? "" : `, ${countOf(undecided)} lack what they need`;
  return `${countOf(unfair)} of ${checks} musts fail for what no must forbids${open} (${plural(freedoms.length, "freedom")} in ${plural(servers, "server")}, ${plural(trials, "trial")}, ${duration(durationMs)})`;
}

/** Checks, not counting the combinations of their cases. */
const countOf = (rows: FairnessProof["unfair"]): number =>
  new Set(rows.map(({ check }) => check.replace(/\[.*\]/, ""))).size;

function faultLine({ totals, matrix, selected, trials, durationMs }: FaultProof): string {
  const checks = selected
    ? ""
    : `; ${totals.checks - totals.idle} of ${totals.checks} must checks kill`;
  return `${totals.killed} of ${totals.faults} killed on their own requirement${checks} (${matrix} matrix, ${plural(trials, "trial")}, ${duration(durationMs)})`;
}

function generatedLine({ faults, trials, durationMs }: GeneratedProof): string {
  const killed = faults.filter(isKilled).length;
  return `${killed} of ${plural(faults.length, "generated fault")} killed by a check of the level that they break (${plural(trials, "trial")}, ${duration(durationMs)})`;
}

const isKilled = ({ killer }: GeneratedProof["faults"][number]): boolean => killer !== undefined;

function editLine({ vacuous, demands, strict, judgements, durationMs }: EditProof): string {
  const rate = Math.round((judgements / Math.max(durationMs, 1)) * 1000);
  return `${vacuous.length} of ${plural(demands, "demand")} vacuous, ${plural(strict.length, "check")} too strict (${plural(judgements, "judgement")}, ${duration(durationMs)}, ${rate} a second)`;
}

function serverLine({ servers, durationMs }: DegenerateProof): string {
  const passes = servers.reduce((sum, row) => sum + row.passes.length, 0);
  const green = servers.filter((row) => row.conclusion === "conformant").length;
  return `${green} of ${plural(servers.length, "server")} taken for conformant, ${plural(passes, "accidental pass", "accidental passes")} (${duration(durationMs)})`;
}

function orderLine({ orders, cases, durationMs }: IsolationProof): string {
  const differences = orders.reduce((sum, order) => sum + order.differences.length, 0);
  const differ = differences === 1 ? "differs" : "differ";
  return `${plural(cases, "case")} in ${plural(orders.length, "order")}, ${plural(differences, "verdict")} ${differ} (${duration(durationMs)})`;
}
