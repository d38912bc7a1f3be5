import pc from "picocolors";
import type {
  DegenerateProof,
  EditProof,
  FaultProof,
  IsolationProof,
  Mutation,
} from "../../specs/types/mutation.format.d.ts";
import { oneLine, shorten } from "../text/sanitize.ts";
import { duration } from "../text/duration.ts";
import { found } from "./findings.ts";

export interface MutationTerminalOptions {
  readonly colour: boolean;
  /** The folder of the bundle, as the reader would type it. */
  readonly out: string;
}

const mostLines = 12;

/** What a person reads after `headwater mutate`: what is open first, the conclusion on the last line. */
export function renderMutation(mutation: Mutation, options: MutationTerminalOptions): string {
  const ink = pc.createColors(options.colour);
  const blocks = found(mutation).map(({ title, lines }) => [
    ink.bold(`${title} (${lines.length})`),
    ...lines.slice(0, mostLines).map((line) => `  ${shorten(oneLine(line), 240)}`),
    ...(lines.length > mostLines
      ? [`  and ${lines.length - mostLines} more in mutation.html`]
      : []),
  ]);
  const paint = mutation.conclusion === "proved" ? ink.green : ink.red;
  const conclusion = [mutation.conclusion, ...mutation.reasons.slice(0, 3)].join(": ");
  const parts = [
    ...blocks,
    summary(mutation).map(([name, line]) => `${name.padEnd(12)}${line}`),
    [`report  ${options.out}/mutation.html`, `        ${options.out}/mutation.json`],
    [ink.bold(paint(`${conclusion} (${duration(mutation.run.durationMs)})`))],
  ];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** The parts of a proof, a name and a line each. */
export function summary({
  baseline,
  faults,
  edits,
  degenerate,
  isolation,
}: Mutation): readonly (readonly [string, string])[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    [
      "baseline",
      `${baseline.passed} of ${baseline.cases} cases pass on the reference implementation`,
    ],
    ["faults", faults && faultLine(faults)],
    ["edits", edits && editLine(edits)],
    ["degenerate", degenerate && serverLine(degenerate)],
    ["isolation", isolation && orderLine(isolation)],
  ];
  return rows.flatMap(([name, line]) => (line === undefined ? [] : [[name, line] as const]));
}

function faultLine({ totals, matrix, selected, trials, durationMs }: FaultProof): string {
  const checks = selected
    ? ""
    : `; ${totals.checks - totals.idle} of ${totals.checks} must checks kill`;
  return `${totals.killed} of ${totals.faults} killed on their own requirement${checks} (${matrix} matrix, ${trials} trials, ${duration(durationMs)})`;
}

function editLine({ vacuous, demands, strict, judgements, durationMs }: EditProof): string {
  const rate = Math.round((judgements / Math.max(durationMs, 1)) * 1000);
  return `${vacuous.length} of ${demands} demands vacuous, ${strict.length} checks too strict (${judgements} judgements, ${duration(durationMs)}, ${rate} a second)`;
}

function serverLine({ servers, durationMs }: DegenerateProof): string {
  const passes = servers.reduce((sum, row) => sum + row.passes.length, 0);
  const green = servers.filter((row) => row.conclusion === "conformant").length;
  return `${green} of ${servers.length} servers taken for conformant, ${passes} accidental passes (${duration(durationMs)})`;
}

function orderLine({ orders, cases, durationMs }: IsolationProof): string {
  const differences = orders.reduce((sum, order) => sum + order.differences.length, 0);
  return `${cases} cases in ${orders.length} orders, ${differences} verdicts differ (${duration(durationMs)})`;
}
